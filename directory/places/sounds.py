"""How a city's name sounds, so that one spelled by ear meets it: "albakerky", "sinsinatty"."""

import re

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r" ", ""),
        (r"^(?:kn|gn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"ph", "f"),
        (r"gh(?=t|$)", ""),
        (r"sch(?=[eiaou])", "sk"),
        (r"tch|ch|sh", "x"),
        (r"qu|q|ck", "k"),
        (r"sc(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dg|g(?=[ei])", "j"),
        (r"z", "s"),
        (r"v", "f"),
        (r"d", "t"),
        (r"(?<=.)[hw]", ""),
        (r"^[aeiouy]+", "a"),
        (r"(?<=.)[aeiouy]+", ""),
        (r"(.)\1+", r"\1"),
    )
)


def sound(folded: str) -> str:
    """A key that names of one sound share; its first letter, then consonants alone."""
    for pattern, sign in _RULES:
        folded = pattern.sub(sign, folded)
    return folded
