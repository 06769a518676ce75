"""Names in any script brought to Latin letters, the way passports and phone books spell them."""

import re

from anyascii import anyascii

_CHINESE = re.compile(r"[㐀-鿿]")
_KOREAN = re.compile(r"[가-힣]")
_FOREIGN = re.compile(r"[^\W\d_a-zɐ-ʯ]")
_LETTERS_ONLY = re.compile(r"[^a-z0-9]")
# Surnames of two characters; all others have one.
_DOUBLE_SURNAMES = frozenset(("欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒"))


def is_foreign(word: str) -> bool:
    """Whether a folded word holds letters beyond the Latin ones."""
    return not word.isascii() and _FOREIGN.search(word) is not None


def romanized(word: str) -> list[str]:
    """A folded word in Latin letters; a Chinese or Korean name as surname and given name."""
    if _CHINESE.search(word) or _KOREAN.search(word):
        split = 2 if word[:2] in _DOUBLE_SURNAMES else 1
        parts = [word[:split], word[split:]]
    else:
        parts = [word]
    latin = (_LETTERS_ONLY.sub("", anyascii(part).lower()) for part in parts)
    return [part for part in latin if part]
