"""Reference numbers that people read out and type: random, with a check character."""

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which are misread or spell words."""
RANDOM = 11
"""Random characters: 55 bits, so that nobody finds another's by trying."""
_MISREAD = str.maketrans("ILO", "110")
_BETWEEN = re.compile(r"[\s–—-]+")


def new_reference() -> str:
    """A new number as it is stored: twelve characters, the last one a check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return body + _check(body)


def read_reference(text: str) -> str | None:
    """A typed number as it is stored; None where it cannot be one.

    Case, spaces and hyphens do not matter; I and L are read as 1, O as 0. Every single wrong
    character and every swap of neighbors is noticed.
    """
    plain = _BETWEEN.sub("", text[:100]).upper().translate(_MISREAD)
    if len(plain) != RANDOM + 1 or not set(plain) <= set(ALPHABET):
        return None
    return plain if _check(plain[:-1]) == plain[-1] else None


def shown_reference(reference: str) -> str:
    """As people read it: in groups of four."""
    return "-".join(reference[at : at + 4] for at in range(0, len(reference), 4))


def _check(body: str) -> str:
    """Weighted sum over the field of 32 elements: catches single faults and swaps of neighbors."""
    total = 0
    for character in body:
        total = _double(total) ^ ALPHABET.index(character)
    return ALPHABET[_double(total)]


def _double(value: int) -> int:
    """Times x in the field of 32 elements, with x⁵ + x² + 1 = 0."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
