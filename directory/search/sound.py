"""How a name sounds: like-sounding spellings share a key, whatever language they come from."""

import re
from collections.abc import Callable

_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]


def _to(sign: str) -> Callable[[re.Match[str]], str]:
    return lambda _: sign


# In order: what stands earlier decides what the later rules still see.
_RULES: tuple[_Rule, ...] = (
    (re.compile(r"^(?:kn|gn|pn|wr|ps|mc)"), lambda m: "mk" if m[0] == "mc" else m[0][1]),
    (re.compile(r"^x"), _to("s")),
    (re.compile(r"(?<!s)ch(?=[rlm])"), _to("k")),
    (re.compile(r"tsch|sch|tch|cz|ch|sh"), _to("x")),
    (re.compile(r"ph"), _to("f")),
    (re.compile(r"ght"), _to("t")),
    (re.compile(r"gh$"), _to("")),
    (re.compile(r"th|dt"), _to("t")),
    (re.compile(r"ck|qu|q|kh|gh|cc"), _to("k")),
    (re.compile(r"c(?=[eiy])"), _to("s")),
    (re.compile(r"c|g(?![eiy])"), _to("k")),
    (re.compile(r"dg|g|zh"), _to("j")),
    (re.compile(r"ts|tz|z"), _to("s")),
    (re.compile(r"w|v|b(?=$)"), _to("f")),
    (re.compile(r"(?<=.)h"), _to("")),
)
_LEADING = re.compile(r"^[aeiouy]+")
_VOWELS = re.compile(r"[aeiouy]")
_TWICE = re.compile(r"(.)\1+")


def sound(token: str) -> str:
    """A rough key of how a name sounds ("phillips" and "filips" share one).

    Vowels after the first letter fall out, since origins differ most in them; leading vowels
    stay as one sign. An empty key means that nothing can be said.
    """
    key = token
    for pattern, replace in _RULES:
        key = pattern.sub(replace, key)
    key = _LEADING.sub("a", key)
    key = key[:1] + _VOWELS.sub("", key[1:])
    return _TWICE.sub(r"\1", key)
