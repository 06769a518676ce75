"""A typed line of which parts are taken one by one, and the words that only join its parts."""

import re
import unicodedata

import msgspec

from directory.specialties.han import simplify

TAKEN = "\0"
WORD = re.compile(r"[^\s,;\0]+")
_HAN = re.compile(r"[㐀-鿿]")
_EDGES = "\"'“”‘’«»().:!?¿¡-–—/|"


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", text))


JOINTS = _words(
    """
    in near around at by with who whom that which takes take taking accepts accept accepting for
    the me close to and of on find nearby within from my our your insurance plan plans doctor
    doctors dr drs md provider providers specialist specialists physician physicians office npi
    phone number call i we need want looking look search searching seeking show get help please a
    an any some someone somebody good best great top nice named called is are do does can see sees
    seeing miles mile mi area appointment appointments open today tomorrow now new old network
    covered covers coverage speaks speak speaking practice kid kids child children son daughter mom
    dad mother father wife husband parent parents baby family check up visit local recommended
    affordable cheap free
    en cerca de del con para por que un una el la los las lo busco buscar buscando necesito quiero
    quisiera mi mis mama papa hijo hija hijos ninos nino buen buena bueno mejor mejores favor seguro
    acepta acepte aceptan aceptando toma tiene doctora doctoras doctores dra medico medica medicos
    especialista especialistas consulta cita y o al se
    в во на с со у из и по к ко для от около возле рядом недалеко мной мне мы нам я ищу найти
    найдите нужен нужна нужно нужны хочу хороший хорошая хорошего хорошую лучший лучшего врач врача
    врачу врачи доктор доктора доктору специалист специалиста который которая принимает принимающий
    принимающая страховка страховку страховкой ребенка ребенку ребенок мама маме мамы прием приём
    запись посоветуйте подскажите кто где есть район районе
    """
)
"""Words that join the parts of a line and name nobody once a part was read."""
LEADS = _words(
    "find looking search searching seeking need want show busco buscar necesito quiero"
    " ищу найти нужен нужна нужно хочу"
)
"""Verbs that nobody's name begins with."""
TITLES = frozenset(("dr", "dra", "doctor", "доктор", "mr", "mrs", "ms", "prof"))
_PARTICLES = frozenset(("de", "la", "del", "los", "las", "el", "al"))
_HAN_JOINT = (
    "医生|大夫|医师|附近|我要|我想|我|需要|寻找|找|想|要|看病|看|去|推荐|一个|一位|哪里|有没有|有|好的|好|请问|请|帮我|"
    "的|在|个|位|会|能|可以|吗|地区|保险|科"
)
_HAN_EDGE = re.compile(f"^(?:{_HAN_JOINT})+|(?:{_HAN_JOINT})+$")


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

    def rest(self) -> str:
        """What is left as a name."""
        found = WORD.findall(self.text)
        if not self.words and not (found and bare(plain(found[0])) in LEADS):
            return name_of_han(" ".join(found))
        kept = [name_of_han(" ".join(trimmed(piece.text))) for piece in self.pieces()]
        return " ".join(part for part in kept if part)


def bare(word: str) -> str:
    """A word without the signs around it."""
    return word.strip(_EDGES)


def is_joint(word: str) -> bool:
    """Whether a plain word only joins, or is no word at all."""
    word = bare(word)
    if not word or word in JOINTS:
        return True
    return bool(_HAN.search(word)) and not _HAN_EDGE.sub("", word)


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
        words.pop(0)
    return words if any(bare(word) for word in words) else []


def name_of_han(name: str) -> str:
    """A Chinese name without the words around it: 王丽医生 is 王丽."""
    if not _HAN.search(name):
        return name
    core = _HAN_EDGE.sub("", simplify(name))
    at = simplify(name).find(core)
    return name[at : at + len(core)].strip()
