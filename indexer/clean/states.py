"""States, territories and countries of an address."""

from functools import lru_cache

from directory.places.states import MILITARY, STATE_NAMES

CODES = frozenset(STATE_NAMES) | MILITARY
_BY_NAME = {name.upper(): code for code, name in STATE_NAMES.items()}
_AMERICAN = frozenset({"", "US", "USA", "UNITED STATES", "UNITED STATES OF AMERICA"}) | {
    # NPPES writes territories as countries of their own.
    "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "UM", "PRI", "GUM", "VIR", "ASM", "MNP",
}  # fmt: skip


@lru_cache(maxsize=4096)
def clean_state(text: str) -> str:
    """The two-letter postal abbreviation of a state named either way; empty for no text.

    Raises ValueError with a sentence for a state that does not exist.
    """
    code = " ".join(text.upper().replace(".", "").split())
    if not code or code in CODES:
        return code
    if code in _BY_NAME:
        return _BY_NAME[code]
    raise ValueError("there is no such state; use the two-letter postal abbreviation")


def in_america(country: str) -> bool:
    """Whether a country code or name means the United States or a territory; no text counts so."""
    return country.strip().upper() in _AMERICAN
