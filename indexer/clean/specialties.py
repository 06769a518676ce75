"""Specialties: NUCC codes and publishers' words brought to the catalog."""

import re
from functools import lru_cache

from directory.model.provider import HeldSpecialty
from directory.specialties.catalog import catalog

_CODE = re.compile(r"[0-9A-Z]{9}X")


@lru_cache(maxsize=8192)
def by_code(
    code: str, *, primary: bool = False, text: str = ""
) -> tuple[HeldSpecialty, str | None]:
    """The specialty of a NUCC code, and what is wrong with the code, if anything.

    An unknown code is kept without a catalog id.
    """
    code = code.strip().upper()
    known = catalog().by_code(code)
    if known is not None:
        return HeldSpecialty(id=known.id, code=code, primary=primary), None
    reason = (
        "the catalog does not know this code; kept by its code alone"
        if _CODE.fullmatch(code)
        else "this is no NUCC taxonomy code; kept as it is"
    )
    return HeldSpecialty(code=code, text=text, primary=primary), reason


@lru_cache(maxsize=8192)
def by_text(text: str) -> tuple[HeldSpecialty, str | None]:
    """The specialty that words or a code name, and what is wrong, if anything.

    Unknown words are kept as they are, never guessed at.
    """
    text = " ".join(text.split())
    if _CODE.fullmatch(text.upper()):
        return by_code(text)
    known = catalog().by_name(text)
    if known is not None:
        return HeldSpecialty(id=known.id), None
    return HeldSpecialty(text=text), "the catalog does not know these words; kept as text"
