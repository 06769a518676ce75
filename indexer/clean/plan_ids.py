"""Identifiers of plans: HIOS plan ids and Medicare contract-plan-segment numbers."""

import re
from functools import lru_cache

from indexer.clean.states import CODES

_HIOS = re.compile(r"([0-9]{5})([A-Z]{2})[0-9]{7}")
_VARIANT = re.compile(r"-[0-9]{2}$")
_MEDICARE = re.compile(r"([A-Z][0-9]{4})-([0-9]{3})-([0-9]{1,3})")


@lru_cache(maxsize=65536)
def clean_plan_id(text: str) -> str:
    """A plan id in capitals; a HIOS cost-sharing variant (`-01`) is cut off."""
    text = text.strip().upper()
    short = _VARIANT.sub("", text)
    return short if _HIOS.fullmatch(short) else text


def hios_parts(plan: str) -> tuple[str, str] | None:
    """Issuer (five digits) and state of a HIOS plan id; the state is empty where none is meant.

    None for any other id.
    """
    match = _HIOS.fullmatch(plan)
    return (match[1], match[2] if match[2] in CODES else "") if match else None


def medicare_contract(plan: str) -> str | None:
    """The contract of a Medicare plan id such as `H9999-001-001`; None for any other id."""
    match = _MEDICARE.fullmatch(plan)
    return match[1] if match else None


def medicare_id(text: str) -> str:
    """A Medicare plan id in its one spelling: capitals, segment with three digits."""
    text = text.strip().upper()
    match = _MEDICARE.fullmatch(text)
    return f"{match[1]}-{match[2]}-{match[3]:0>3}" if match else text
