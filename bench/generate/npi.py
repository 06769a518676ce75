"""NPIs with a right check digit, taken from the range that is not issued yet."""

import numpy as np

# 45 CFR 162.406 lets an NPI start with 1 or 2. CMS has issued only those with 1, so that an
# invented NPI starting with 2 never points to a person.
FIRST = 200_000_000
LAST = 299_999_999
# The Luhn sum of the card-issuer prefix 80840 that ISO 7812 puts before an NPI.
PREFIX_SUM = 24


def npi(number: int) -> str:
    """The ten-digit NPI with the nine digits FIRST + `number` (ValueError outside the range)."""
    body = FIRST + number
    if not FIRST <= body <= LAST:
        raise ValueError(f"number {number}: must be between 0 and {LAST - FIRST}")
    return str(npis(np.array([number]))[0])


def npis(numbers: np.ndarray) -> np.ndarray:
    """The NPIs (int64) for an array of numbers from 0 to LAST - FIRST."""
    body = numbers.astype(np.int64) + FIRST
    result: np.ndarray = body * 10 + check_digits(body)
    return result


def check_digits(body: np.ndarray) -> np.ndarray:
    """Luhn check digits of nine-digit numbers, prefix 80840 included."""
    total = np.full(body.shape, PREFIX_SUM, dtype=np.int64)
    rest = body
    for position in range(9):
        digit = rest % 10
        rest = rest // 10
        if position % 2 == 0:
            digit = digit * 2
            digit = np.where(digit > 9, digit - 9, digit)
        total = total + digit
    result: np.ndarray = (10 - total % 10) % 10
    return result


def is_valid(text: str) -> bool:
    """Whether `text` is ten digits with a right check digit."""
    if len(text) != 10 or not text.isdigit() or text[0] not in "12":
        return False
    expected = check_digits(np.array([int(text[:9])], dtype=np.int64))[0]
    return int(text[9]) == int(expected)
