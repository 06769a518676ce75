"""A query string taken apart byte by byte, so that nothing in it is mended in silence."""

from urllib.parse import unquote_to_bytes

from directory.errors import Fault, fault

MAX_PARAMETERS = 200

Raw = dict[str, list[str]]


def parse(query: str) -> tuple[Raw, list[Fault]]:
    """Parameters by name, in order, and the faults of their encoding.

    `query` is the query string as WSGI gives it (PEP 3333: bytes as Latin-1). A parameter whose
    bytes are no UTF-8 (unpaired surrogates among them) or hold a NUL is a fault and is left out.
    """
    found: Raw = {}
    faults: list[Fault] = []
    parts = [part for part in query.split("&") if part]
    if len(parts) > MAX_PARAMETERS:
        return {}, [fault("query", None, f"has more than {MAX_PARAMETERS} parameters")]
    for part in parts:
        key, _, value = part.partition("=")
        name, name_ok = _decode(key)
        text, text_ok = _decode(value)
        if not name_ok or not text_ok:
            faults.append(fault(name, text, "is not valid UTF-8: encode the text as UTF-8"))
        elif "\0" in name or "\0" in text:
            faults.append(fault(name, text, "holds a NUL byte: remove it"))
        else:
            found.setdefault(name, []).append(text)
    return found, faults


def _decode(part: str) -> tuple[str, bool]:
    raw = unquote_to_bytes(part.replace("+", " ").encode("latin-1", "replace"))
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), False


def without_blanks(raw: Raw) -> Raw:
    """What a form sends, without the fields that were left empty."""
    kept = {name: [value for value in values if value.strip()] for name, values in raw.items()}
    return {name: values for name, values in kept.items() if values}
