"""Words as they sound and without their endings, so that misspelt and inflected ones meet."""

import re
from functools import lru_cache

_CYRILLIC = re.compile("[а-яё]")
# Spellings that sound alike in English and Spanish words of medicine, applied in this order.
_ALIKE = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:ps|pt|pn|kn|gn|wr)", lambda m: m[0][1]),
        (r"ph", "f"),
        (r"(?:t|c|s)i(?:on|an)", "xon"),
        (r"sch|ch|ck|qu?|kh", "k"),
        (r"c(?=[eiy])", "s"),
        (r"g(?=[eiy])", "j"),
        (r"c", "k"),
        (r"z", "s"),
        (r"v", "b"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"[aeiouyw]+", "a"),
        (r"(?<=..)a$", ""),
    )
]
# Unstressed vowels and final consonants of Russian are written in many ways, and sound in one.
_RUSSIAN = str.maketrans("оеэиыяю", "аииииау", "ьъ")
_FINAL = str.maketrans("гдбвзж", "ктпфсш")
_TWICE = re.compile(r"(.)\1+")
# Endings of nouns and adjectives, as folding leaves them: without the mark of й.
_ENDING = """
ами ями ого его ому ему ыми ими ая яя ое ее ые ие ыи ии ои еи ую юю ых их ым им ом ем ам ям ах ях
ов ев ью ия ию а я о е ы и у ю ь
"""
_ENDINGS = tuple(sorted(_ENDING.split(), key=len, reverse=True))
_LEAST_STEM = 3


@lru_cache(maxsize=32_768)
def sound(word: str) -> str:
    """A key that words of one sound share; the word itself for other scripts."""
    if word.isascii():
        for pattern, alike in _ALIKE:
            word = pattern.sub(alike, word)
        return word
    if _CYRILLIC.search(word):
        word = _TWICE.sub(r"\1", word.translate(_RUSSIAN))
        return word[:-1] + word[-1:].translate(_FINAL)
    return word


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """A word without the ending of its case, number or gender (English, Spanish, Russian)."""
    if _CYRILLIC.search(word):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _LEAST_STEM:
                return word[: -len(ending)]
        return word
    word = singular_word(word)
    return word[:-1] if len(word) > 5 and word[-1] in "aoe" else word


def singular_word(word: str) -> str:
    """An English or Spanish word without a plural s."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
        return word[:-1]
    return word
