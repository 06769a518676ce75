"""A typed line of which parts are taken one by one, and the words that only join its parts."""

import re
import unicodedata
from functools import lru_cache

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.search.fillers import ALSO_NAMES, CHINESE, EVERY, SURNAMES_HAN
from directory.specialties.han import simplify

TAKEN = "\0"
WORD = re.compile(r"[^\s,;\0]+")
_HAN = re.compile(r"[㐀-鿿]")
_EDGES = "\"'“”‘’«»().:!?¿¡-–—/|#№*+&@[]<>~=，。？！、：；（）"


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", text))


JOINTS = _words(
    """
    al an baby best bueno call close dad de do dra good i in la md mi nice se see sees son
    врач врача врачи врачу ко нам
    """
) | frozenset(word.replace("ё", "е") for word in EVERY - ALSO_NAMES)
"""Words that join the parts of a line and name nobody once a part was read."""
LEADS = _words(
    "find looking search searching seeking need want show busco buscar necesito quiero"
    " ищу найти нужен нужна нужно хочу"
)
"""Verbs that nobody's name begins with."""
TITLES = frozenset(("dr", "dra", "doctor", "доктор", "mr", "mrs", "ms", "prof"))
_PARTICLES = frozenset(("de", "la", "del", "los", "las", "el", "al"))
_HAN_JOINTS = sorted(CHINESE.split("|"), key=len, reverse=True)
_HAN_EDGE = re.compile(f"^(?:{'|'.join(_HAN_JOINTS)})+|(?:{'|'.join(_HAN_JOINTS)})+$")
_HAN_TITLE = re.compile("(?:医生|大夫|医师|先生|女士|博士|教授)$")
_DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "夏侯", "皇甫")
# A number with its unit: "5", "10mi", "$20", "3pm", "2nd", "6-year-old".
_AMOUNT = re.compile(
    r"[#№$~<>+*&%@()\[\].,:/-]*(?:\d[\d.,:/-]*(?:mi|miles?|km|mins?|hrs?|years?|yrs?|yo|y/o|am|pm|st|nd"
    r"|rd|th|y|m|mo|x|лет|года?|км|anos|millas|岁|英里|公里|分钟)?[.+]*)?(?:year-old|-year-old)?"
)
_WORD_PARTS = re.compile(r"['’]s$|[-/&+]")
_LEAST_ALIKE, _LEAST_ALIKE_TWICE = 8, 10


def plain(text: str) -> str:
    """Lower case without accents, Chinese simplified, and of the same length."""
    if text.isascii():
        return text.lower()
    return "".join(_plain_letter(c) for c in simplify(text))


def _plain_letter(char: str) -> str:
    if char in "ёЁ":
        return "е"
    # Only Latin letters lose their marks: й is not и.
    if ord(char) < 0x250:
        char = unicodedata.normalize("NFKD", char)[0]
    lower = char.lower()
    return lower if len(lower) == 1 else char


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the line between taken parts: where it starts, as typed and plain."""

    start: int
    text: str
    plain: str


class Line:
    """A line; what is taken leaves NULs, so that positions stay. `words` says what was taken."""

    def __init__(self, text: str) -> None:
        self.text = " ".join(unicodedata.normalize("NFC", text).split())
        self.plain = plain(self.text)
        self.words: dict[str, str] = {}

    def take(self, part: str, start: int, end: int) -> None:
        """Blank out characters `start` to `end` as the words behind `part`."""
        typed = self.text[start:end].strip()
        self.words[part] = f"{self.words[part]} {typed}" if part in self.words else typed
        blank = TAKEN * (end - start)
        self.text = self.text[:start] + blank + self.text[end:]
        self.plain = self.plain[:start] + blank + self.plain[end:]

    def take_match(self, part: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the first place where a pattern meets the plain line."""
        found = pattern.search(self.plain)
        if found is not None:
            self.take(part, *found.span())
        return found

    def pieces(self) -> list[Piece]:
        """What is left, stretch by stretch."""
        return [
            Piece(match.start(), match.group(), self.plain[match.start() : match.end()])
            for match in re.finditer(f"[^{TAKEN}]+", self.text)
        ]

    def beside(self, start: int, end: int) -> tuple[str, str]:
        """The plain words before and after, empty at an edge or where something was taken."""
        left = re.search(r"([^\s,;\0]+)\s*$", self.plain[:start])
        right = re.match(r"\s*([^\s,;\0]+)", self.plain[end:])
        return (bare(left[1]) if left else "", bare(right[1]) if right else "")

    def names_nobody(self, start: int, end: int) -> bool:
        """Whether no word beside may be a name that the words between belong to."""
        before, after = self.beside(start, end)
        if before in TITLES - {"doctor", "доктор"}:
            return False
        return all(not word or is_joint(word) for word in (before, after))

    def drop(self, start: int, end: int) -> None:
        """Blank out characters that belong to no part."""
        blank = TAKEN * (end - start)
        self.text = self.text[:start] + blank + self.text[end:]
        self.plain = self.plain[:start] + blank + self.plain[end:]

    def rest(self) -> str:
        """What is left as a name; where no part was read, all but words that ask for somebody."""
        found = WORD.findall(self.text)
        if not self.words and not (found and bare(plain(found[0])) in LEADS):
            kept = _unasked(found)
            return " ".join(part for part in map(name_of_han, kept) if part)
        names = (trimmed(piece.text) for piece in self.pieces())
        kept = [sure_han(word) for words in names if can_name(words) for word in words]
        return " ".join(word for word in kept if word)


def bare(word: str) -> str:
    """A word without the signs around it."""
    return word.strip(_EDGES)


def is_joint(word: str) -> bool:
    """Whether a plain word only joins, is a number with its unit, or is no word at all."""
    word = bare(word)
    if not word or word in JOINTS or _AMOUNT.fullmatch(word):
        return True
    if _HAN.search(word):
        return not _HAN_EDGE.sub("", word)
    parts = [bare(part) for part in _WORD_PARTS.split(word) if part]
    if len(parts) > 1 or parts != [word]:
        return all(part in JOINTS or part.isdigit() or not part for part in parts)
    return len(word) >= _LEAST_ALIKE and _is_joint_misspelt(word)


@lru_cache(maxsize=4096)
def _is_joint_misspelt(word: str) -> bool:
    """Whether a long word is a joining one but for a letter or two: "apointment"."""
    edits = 1 if len(word) < _LEAST_ALIKE_TWICE else 2
    near = process.extractOne(word, _LONG_JOINTS, scorer=OSA.distance, score_cutoff=edits)
    return near is not None and near[0][0] == word[0]


_LONG_JOINTS = sorted(word for word in JOINTS if len(word) >= _LEAST_ALIKE)


def can_name(words: list[str]) -> bool:
    """Whether some word may be of a name: none of a request, and more than one letter."""
    for word in words:
        word = bare(plain(word))
        if _HAN.search(word):
            if sure_han(word):
                return True
        elif len(word) > 1 and not is_joint(word):
            alone = word in EVERY and len(words) > 1
            if not alone or not all(bare(plain(one)) in EVERY for one in words):
                return True
    return False


def _unasked(words: list[str]) -> list[str]:
    """Words without those at both ends that ask for somebody: "dr chen [near me please]".

    A joining word that may be a name goes only along with one that may not.
    """
    kept = [plain(word) for word in words]
    if all(is_joint(word) for word in kept) and not any(_HAN.search(word) for word in kept):
        return [] if len(words) > 1 else words
    first, after = 0, len(words)
    for at in range(len(words)):
        if not is_joint(kept[at]):
            break
        first = at + 1 if _asks(kept[at]) else first
    for at in range(len(words) - 1, first, -1):
        if not is_joint(kept[at]):
            break
        after = at if _asks(kept[at]) else after
    return words[first:after]


def _asks(word: str) -> bool:
    word = bare(word)
    return word in _ASKING and word not in TITLES and word not in _PARTICLES


_ASKING = JOINTS - _words(
    "al an baby best bueno call close dad de do dra good i in la md mi nice se see sees son dr drs"
    " doctor doctors doctora doctor's врач врача врачу доктор доктора hospital clinic center centro"
    " hospitales clinica clinicas health medical family service services care institute group"
    " pharmacy surgery therapy primary senior seniors children's childrens doc docs and y e и of"
    " women-only don senor senora no nina a mia tio tia mama papa el los las del"
)


def trimmed(piece: str) -> list[str]:
    """The words of a piece without the joining ones at both its ends."""
    words = WORD.findall(piece)
    while words and is_joint(plain(words[-1])):
        words.pop()
    while words and is_joint(plain(words[0])):
        following = bare(plain(words[1])) if len(words) > 1 else ""
        # "de la Cruz" keeps its particles; "la Dra. López" does not.
        if plain(words[0]) in _PARTICLES and following not in TITLES:
            break
        # An article stands before a trade, which is taken by now: "An Nguyen" is a name.
        if words[0].lower() == "an" and not is_joint(following):
            break
        words.pop(0)
    return words if any(bare(word) for word in words) else []


def name_of_han(name: str) -> str:
    """A Chinese name without the words around it: 王丽医生 is 王丽."""
    if not _HAN.search(name):
        return name
    plain_name = simplify(name)
    core = _core_of_han(plain_name)
    at = plain_name.find(core)
    return name[at : at + len(core)].strip()


def sure_han(word: str) -> str:
    """The Chinese name in a word, empty where it holds none; other words as they are."""
    if not _HAN.search(word):
        return word
    name = name_of_han(word)
    titled = bool(_HAN_TITLE.search(simplify(word)))
    return name if _is_han_name(simplify(name), titled=titled) else ""


def _core_of_han(text: str) -> str:
    """Without the joining words at its ends, the longer first, down to what may be a name."""
    while text and not _is_han_name(text, titled=False):
        untitled = _HAN_TITLE.sub("", text)
        if untitled != text and _is_han_name(untitled, titled=True):
            return untitled
        shorter = next((text.removeprefix(j) for j in _HAN_JOINTS if text.startswith(j)), text)
        if shorter == text:
            shorter = next((text.removesuffix(j) for j in _HAN_JOINTS if text.endswith(j)), text)
        if shorter == text:
            break
        text = shorter.strip()
    return text


def _is_han_name(text: str, *, titled: bool) -> bool:
    """Whether a text is a Chinese surname with a given name, or with a title behind it."""
    if text.startswith(_DOUBLE_SURNAMES):
        return len(text) in (3, 4)
    if text[:1] not in SURNAMES_HAN or _HAN_TITLE.search(text):
        return False
    if titled:
        return len(text) <= 3
    return len(text) in (2, 3) and not is_joint(text[1:])
