"""Place names in the one form they are compared in: folded, abbreviated, or as a slug."""

import re
import unicodedata
from collections.abc import Mapping

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d"})
_DROPPED = re.compile(r"['’‘ʻʼ`´.·]+")
_SPACING = re.compile(r"[\W_]+")

# The words the Postal Service abbreviates in city names (Publication 28, appendices B and C1),
# as far as they occur there. Comparing the short forms makes "Saint" and "St." one.
SHORT_WORDS = {
    "saint": "st",
    "sainte": "ste",
    "fort": "ft",
    "mount": "mt",
    "mountain": "mtn",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "heights": "hts",
    "hgts": "hts",
    "springs": "spgs",
    "spring": "spg",
    "beach": "bch",
    "village": "vlg",
    "township": "twp",
    "center": "ctr",
    "centre": "ctr",
    "point": "pt",
    "lake": "lk",
    "park": "pk",
    "junction": "jct",
    "island": "is",
    "islands": "is",
    "harbor": "hbr",
    "valley": "vly",
    "grove": "grv",
    "falls": "fls",
    "river": "riv",
    "city": "cty",
    "port": "prt",
    "hills": "hls",
    "gardens": "gdns",
}
LONG_FIRST_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def fold(text: str, han: Mapping[int, int] | None = None) -> str:
    """Lower case without marks; apostrophes and periods dropped, other punctuation a space.

    `han` maps traditional Chinese characters to simplified ones (code points).
    """
    if not text.isascii():
        if han:
            text = text.translate(han)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not _is_mark(c))
        text = text.casefold().translate(_LETTERS)
    else:
        text = text.lower()
    return _SPACING.sub(" ", _DROPPED.sub("", text)).strip()


def _is_mark(char: str) -> bool:
    # Only marks above or below a letter go; vowel signs of Indic scripts are letters in effect.
    return unicodedata.category(char) == "Mn" and unicodedata.combining(char) >= 200


def abbreviate(folded: str) -> str:
    """A folded name with every postal word in its short form: "saint louis" → "st louis"."""
    return " ".join(SHORT_WORDS.get(word, word) for word in folded.split(" "))


def expand_first(folded: str) -> str:
    """A folded name with its first word written out: "st louis" → "saint louis"."""
    first, space, rest = folded.partition(" ")
    return LONG_FIRST_WORDS.get(first, first) + space + rest if rest else folded


def slugify(name: str) -> str:
    """The last part of a city's id: ASCII letters, digits and hyphens; may be empty."""
    plain = fold(name).encode("ascii", "ignore").decode("ascii")
    return "-".join(plain.split())
