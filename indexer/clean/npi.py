"""The National Provider Identifier and its check digit."""

# A doubled digit in the Luhn formula: 0, 2, 4, 6, 8, then 10 - 9 = 1, 3, 5, 7, 9.
_DOUBLED = {str(digit): digit * 2 - 9 * (digit > 4) for digit in range(10)}
_PLAIN = {str(digit): digit for digit in range(10)}

# The digits 80840 that stand before every NPI add 24 to the Luhn sum (45 CFR 162.406 and the
# check-digit note of ISO/IEC 7812).
_PREFIX_SUM = 24


def npi_fault(text: object) -> str | None:
    """Why `text` is no NPI, as a sentence with its cure; None where it is one."""
    if text is None or text == "":
        return "the NPI is missing; give the ten-digit National Provider Identifier"
    if not isinstance(text, str):
        return f"the NPI is of type {type(text).__name__}; give ten digits in quotes"
    if len(text) != 10 or not text.isascii() or not text.isdigit():
        return "the NPI does not have ten digits; compare it with the NPI Registry"
    if text[0] not in "12":
        return "an NPI begins with 1 or 2; compare it with the NPI Registry"
    total = _PREFIX_SUM
    for index in (0, 2, 4, 6, 8):
        total += _DOUBLED[text[index]] + _PLAIN[text[index + 1]]
    if total % 10:
        return "the check digit of the NPI is wrong; a digit was mistyped"
    return None
