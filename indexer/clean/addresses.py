"""Postal addresses: how they are shown, and the key by which two spellings are one office."""

import re
import unicodedata
from functools import lru_cache

from directory.model.provider import Address
from indexer.clean.names import given, is_shouted, person_case

_TOKENS = {
    "STREET": "ST", "STR": "ST", "AVENUE": "AVE", "AV": "AVE", "BOULEVARD": "BLVD", "DRIVE": "DR",
    "ROAD": "RD", "LANE": "LN", "COURT": "CT", "PLACE": "PL", "SQUARE": "SQ", "TERRACE": "TER",
    "PARKWAY": "PKWY", "HIGHWAY": "HWY", "CIRCLE": "CIR", "TRAIL": "TRL", "TURNPIKE": "TPKE",
    "EXPRESSWAY": "EXPY", "FREEWAY": "FWY", "PLAZA": "PLZ", "CENTER": "CTR", "CENTRE": "CTR",
    "MOUNT": "MT", "FORT": "FT", "SAINT": "ST", "ROUTE": "RTE", "RT": "RTE", "POINT": "PT",
    "NORTH": "N", "SOUTH": "S", "EAST": "E", "WEST": "W", "NORTHEAST": "NE", "NORTHWEST": "NW",
    "SOUTHEAST": "SE", "SOUTHWEST": "SW", "FIRST": "1ST", "SECOND": "2ND", "THIRD": "3RD",
    "FOURTH": "4TH", "FIFTH": "5TH", "SIXTH": "6TH", "SEVENTH": "7TH", "EIGHTH": "8TH",
    "NINTH": "9TH", "TENTH": "10TH", "BUILDING": "BLDG", "FLOOR": "FL", "FLR": "FL",
}  # fmt: skip
# Words that say "the number after me is a part of the building": one sign for all of them.
_UNIT = frozenset({"SUITE", "STE", "UNIT", "APT", "APARTMENT", "ROOM", "RM", "NO", "NUMBER", "#"})
_SPLIT = re.compile(r"#|[A-Z0-9]+(?:[-/][A-Z0-9]+)*")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
_KEEP_UPPER = frozenset(
    {"N", "S", "E", "W", "NE", "NW", "SE", "SW", "PO", "US", "FM", "RR", "PMB", "PSC", "CMR"}
)
# Post offices of the military stand where others have a city.
_MILITARY = frozenset({"APO", "FPO", "DPO"})
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)


def clean_address(line1: str, line2: str, city: str, state: str, zip_code: str) -> Address:
    """An address to show; `state` and `zip_code` are clean already."""
    return Address(
        line1=line_case(line1),
        line2=line_case(line2),
        city=city_case(city),
        state=state,
        zip=zip_code,
    )


def city_case(text: str) -> str:
    """A city as people write it."""
    text = person_case(text)
    return text.upper() if text.upper() in _MILITARY else text


@lru_cache(maxsize=50_000)
def line_case(text: str) -> str:
    """A street line as people write it; text of mixed case is kept as it is."""
    text = given(text)
    if not text or not is_shouted(text):
        return text
    return _WORD.sub(lambda found: _line_word(found[0].upper()), text)


def street_key(address: Address) -> tuple[str, str]:
    """What identifies an office: the street with its place, and the part of the building.

    Case, punctuation, STREET or ST, SUITE or STE or # make no difference. Without a street the
    place alone is the key.
    """
    street, unit = _split_lines(address.line1, address.line2)
    place = address.zip5 or f"{plain(address.city).upper()} {address.state}"
    return f"{street}|{place}", unit


@lru_cache(maxsize=50_000)
def _split_lines(line1: str, line2: str) -> tuple[str, str]:
    """Street and unit in one spelling each."""
    text = plain(f"{line1} {line2}").upper().replace(".", "").replace("P O BOX", "PO BOX")
    street: list[str] = []
    unit: list[str] = []
    into = street
    for token in _SPLIT.findall(text):
        if token in _UNIT:
            into = unit
        elif into is unit and unit:
            # One number belongs to the sign; what follows is the street again (a building's name).
            into = street
            street.append(_TOKENS.get(token, token))
        else:
            into.append(_TOKENS.get(token, token))
    return " ".join(street), " ".join(unit)


def plain(text: str) -> str:
    """The text without accents."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def _line_word(word: str) -> str:
    if word in _KEEP_UPPER:
        return word
    if _ORDINAL.fullmatch(word):
        return word.lower()
    if any(c.isdigit() for c in word):
        return word
    return person_case(word)
