"""ZIP codes with five or nine digits."""

import re
from functools import lru_cache

_ZIP = re.compile(r"([0-9]{5})(?:[- ]?([0-9]{4}))?")

_FILLER = "00000"


@lru_cache(maxsize=50_000)
def clean_zip(text: str) -> str:
    """`text` as `10001` or `10001-1234`; empty for no text and for the filler 00000.

    Eight and four digits have lost their leading zero to a spreadsheet and get it back.
    Raises ValueError with a sentence for anything else.
    """
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) in (4, 8):
        text = "0" + text
    text = text.rstrip("-")
    if not text:
        return ""
    match = _ZIP.fullmatch(text)
    if not match:
        raise ValueError("a ZIP code has five or nine digits; correct or leave it out")
    five, four = match[1], match[2] or ""
    if five == _FILLER:
        return ""
    return f"{five}-{four}" if four.strip("0") else five


def says_nothing(text: str) -> bool:
    """Whether a ZIP field is empty or holds the filler 00000."""
    return not text.strip("0- ")
