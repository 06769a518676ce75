"""What to call an issuer that its files only number: the words its plans are marketed under."""

import re
from collections.abc import Iterable
from itertools import takewhile

from directory.search.text import fold

# Where a product's own words begin: what stands before them is the issuer's.
_PRODUCT = frozenset(
    re.findall(
        r"\w+",
        "expanded bronze silver gold platinum catastrophic hmo ppo epo pos hdhp hsa dental vision"
        " basic plus premier standard value saver complete essential choice individual family"
        " medicare advantage",
    )
)
_SHORTEST = 3


def marketed_as(names: Iterable[str]) -> str:
    """The words that marketing names of one issuer's plans begin with, before the product's own.

    "Blue Harbor Silver HMO", "Blue Harbor Gold PPO" → "Blue Harbor". Empty where they share none:
    then only the number is known.
    """
    texts = [name.split() for name in names]
    if not texts:
        return ""
    shared = [
        group[0]
        for group in takewhile(
            lambda group: len({fold(word) for word in group}) == 1, zip(*texts, strict=False)
        )
    ]
    own = list(takewhile(lambda word: fold(word.strip(",-–:")) not in _PRODUCT, shared))
    name = " ".join(own).rstrip(" ,-–:&/")
    # A plan of one name only, with no word of a product in it, may be called after anything.
    whole = len(texts) == 1 and len(own) == len(texts[0])
    return "" if whole or len(name) < _SHORTEST else name
