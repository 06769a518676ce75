"""A provider as a vCard 3.0 (RFC 2426), which telephones take into their address books."""

from directory.model.provider import Provider
from directory.specialties.catalog import Catalog
from directory.web import words

WIDEST = 75
"""Bytes of a line before it is folded (RFC 2425, section 5.8.1)."""


def vcard(provider: Provider, url: str, catalog: Catalog) -> bytes:
    """The card with every office's address and number; `url` leads to the profile."""
    name = provider.name
    person = provider.kind == "individual"
    parts = (name.last, name.first, name.middle, name.prefix, name.suffix)
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:urn:npi:{provider.npi}",
        f"FN:{_text(words.full_name(name))}",
        f"N:{';'.join(map(_text, parts))}" if person else f"N:{_text(name.full)};;;;",
    ]
    if not person:
        lines.append(f"ORG:{_text(name.full)}")
    held = words.specialties(provider.specialties, catalog)
    if held:
        lines.append(f"TITLE:{_text(', '.join(held))}")
    for office in provider.offices:
        address = office.address
        if office.phone:
            lines.append(f"TEL;TYPE=WORK,VOICE:{_text(office.phone)}")
        if office.fax:
            lines.append(f"TEL;TYPE=WORK,FAX:{_text(office.fax)}")
        fields = ("", address.line2, address.line1, address.city, address.state, address.zip)
        lines.append(f"ADR;TYPE=WORK:{';'.join(map(_text, fields))};United States")
    lines += [f"URL:{url}", f"NOTE:NPI {provider.npi}", "END:VCARD"]
    return b"".join(map(_folded, lines))


def _text(value: str) -> str:
    """A value with the signs escaped that mean something in a vCard."""
    for sign in ("\\", ";", ","):
        value = value.replace(sign, "\\" + sign)
    return " ".join(value.split())


def _folded(line: str) -> bytes:
    """A line as bytes, cut so that no character is split; continuations begin with a blank."""
    pieces = [b""]
    for sign in line:
        coded = sign.encode()
        if len(pieces[-1]) + len(coded) > WIDEST:
            pieces.append(b" ")
        pieces[-1] += coded
    return b"\r\n".join(pieces) + b"\r\n"
