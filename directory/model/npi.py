"""The National Provider Identifier: ten digits whose last one checks the rest (45 CFR 162.406)."""

import re

_TEN = re.compile(r"[12][0-9]{9}")
_PREFIX_SUM = 24
"""What the card-issuer prefix 80840 adds to the sum of ISO/IEC 7812-1."""


def is_npi(text: str) -> bool:
    """Whether `text` is ten ASCII digits that begin with 1 or 2 and pass the Luhn check."""
    if not _TEN.fullmatch(text):
        return False
    total = _PREFIX_SUM
    for position, digit in enumerate(map(int, text)):
        if position % 2 == 0:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0
