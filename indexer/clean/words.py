"""Small closed vocabularies: gender, accepting new patients, network tiers, kinds of provider."""

import re
from functools import lru_cache

from directory.model.participation import Accepting
from directory.model.provider import Gender

_GENDERS: dict[str, Gender] = {
    "M": "male", "MALE": "male", "MAN": "male",
    "F": "female", "FEMALE": "female", "WOMAN": "female",
    "X": "other", "OTHER": "other", "U": "unknown", "UNKNOWN": "unknown", "": "unknown",
}  # fmt: skip

_ACCEPTING: dict[str, Accepting] = {
    "accepting": "yes", "yes": "yes", "true": "yes", "newpt": "yes",
    "not accepting": "no", "no": "no", "false": "no", "nopt": "no",
    "existing": "existing", "existptonly": "existing", "existptfam": "existing",
    "": "unknown", "unknown": "unknown",
}  # fmt: skip

SOME_LOCATIONS = "accepting in some locations"


def clean_gender(text: str) -> Gender:
    """The gender a code or word names; ValueError with a sentence for an unknown word."""
    try:
        return _GENDERS[text.strip().upper()]
    except KeyError:
        raise ValueError("use male, female, other or unknown") from None


def clean_accepting(text: str) -> Accepting:
    """Whether new patients are taken; ValueError with a sentence for an unknown word."""
    word = " ".join(text.strip().lower().replace("_", " ").replace("-", " ").split())
    if word == SOME_LOCATIONS:
        raise ValueError("the row does not say at which of its locations; counted as unknown")
    try:
        return _ACCEPTING[word]
    except KeyError:
        raise ValueError("use 'accepting' or 'not accepting'") from None


@lru_cache(maxsize=4096)
def clean_tier(text: str) -> str | None:
    """A network tier in its one spelling: upper case, words joined by hyphens; None for no text."""
    word = re.sub(r"[\s_-]+", "-", text.strip()).strip("-").upper()
    return word.replace("NONPREFERRED", "NON-PREFERRED") or None
