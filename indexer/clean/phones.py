"""Telephone numbers of the North American Numbering Plan, written one way."""

import re
from functools import lru_cache

_EXTENSION = re.compile(r"(?:\s*[,;#]?\s*(?:ext(?:ension)?|x)\.?\s*|\s*#\s*)([0-9]{1,7})\s*$", re.I)
_NOT_DIGIT = re.compile(r"[^0-9]")


@lru_cache(maxsize=20_000)
def clean_phone(text: str, extension: str = "") -> str:
    """`text` as `(212) 555-0100` or `(212) 555-0100 x12`; empty for no text.

    A leading +1 or 1 is dropped. Raises ValueError with a sentence where there are not ten digits.
    """
    text = text.strip()
    if not text:
        return ""
    if match := _EXTENSION.search(text):
        extension, text = match[1], text[: match.start()]
    digits = _NOT_DIGIT.sub("", text)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10:
        raise ValueError("a telephone number has ten digits; correct or leave it out")
    if digits[0] == "0" or len(set(digits)) == 1:
        raise ValueError("no area code begins so; correct the telephone number or leave it out")
    written = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    extension = _NOT_DIGIT.sub("", extension)
    return f"{written} x{extension}" if extension else written
