"""Names typed in another shape: titles, order, missing parts, marks and spaces lost or gained."""

import random
import unicodedata
from collections.abc import Iterable
from functools import cache

from bench.relevance import names_other as other
from bench.relevance.names_draw import plain
from bench.relevance.names_people import Person
from bench.relevance.names_shapes import ACCENTED

_BEFORE = (
    "Dr.", "Dr", "dr", "DR.", "Doctor", "Prof.", "Professor", "Prof. Dr.", "Mr.", "Mrs.", "Ms.",
    "Dra.", "Doctora", "Miss", "Nurse",
)  # fmt: skip
_AFTER = (
    "MD", "M.D.", ", MD", ", M.D.", "md", "DO", ", DO", ", D.O.", "DDS", ", DDS", "DMD", "PhD",
    ", Ph.D.", "NP", ", NP-C", "RN", "PA-C", ", PA", "LCSW", ", LMFT", "DPM", "OD", "DC", "PT, DPT",
    "PsyD", ", MD, PhD", "MD FACS", ", MD, FACP", "MD, MPH", "APRN", ", FNP-BC", "Jr.", "Jr",
    ", Jr., MD", "III", "MBBS", ", CRNA", ", RN, BSN", "M.D., F.A.C.C.",
)  # fmt: skip
# German and Nordic writers spell the marked letter out where they cannot type it: Mueller.
_SPREAD = {"ø": "oe", "ö": "oe", "ä": "ae", "ü": "ue", "ß": "ss", "å": "aa"}
_OTHER = str.maketrans("øłđıŁØĐ", "oldiLOD")
_PARTICLES = ("de la ", "de los ", "van der ", "van den ", "von der ", "del ", "de ", "da ", "dos ",
              "di ", "van ", "von ", "la ", "le ", "st. ", "san ", "santa ")  # fmt: skip


def titled(text: str, rng: random.Random) -> str | None:
    """With a title before, credentials after, or both."""
    way = rng.random()
    before = f"{rng.choice(_BEFORE)} " if way < 0.6 else ""
    after = rng.choice(_AFTER) if way > 0.35 else ""
    return f"{before}{text}{after if after.startswith(',') or not after else ' ' + after}"


@cache
def _rightly() -> dict[str, str]:
    """Names that many write with accents, by their bare spelling."""
    marked = [*other.HISPANIC_LAST, *other.HISPANIC_FIRST, *ACCENTED.values()]
    for table in (other.VIETNAMESE_LAST, other.VIETNAMESE_FIRST):
        marked += [group[0] for group in other.groups(table)]
    return {plain(name): name for name in marked if plain(name) != name.lower()}


def accented(text: str, rng: random.Random) -> str | None:
    """Accents lost or spelt out (Müller → Mueller), gained (Garcia → García), or put wrongly."""
    parts = text.split(" ")
    marked = [at for at, part in enumerate(parts) if _without_marks(part) != part]
    bare = [at for at, part in enumerate(parts) if part.lower() in _rightly()]
    way = rng.random()
    if marked and way < 0.85:
        lost = "".join(_SPREAD.get(letter, letter) for letter in text) if way < 0.15 else text
        return _without_marks(lost)
    if bare:
        at = rng.choice(bare)
        parts[at] = _rightly()[parts[at].lower()]
    elif marked:
        at = rng.choice(marked)
        parts[at] = _wrongly(_without_marks(parts[at]), rng)
    return " ".join(parts) if marked or bare else None


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_OTHER)


def _wrongly(word: str, rng: random.Random) -> str:
    """An accent on a vowel of the searcher's choice."""
    places = [at for at, letter in enumerate(word) if letter in "aeiou"]
    if not places:
        return word
    at = rng.choice(places)
    return word[:at] + word[at] + "\u0301" + word[at + 1 :]


def marks(person: Person) -> bool:
    """Whether the name has a hyphen, apostrophe, inner space or particle that can be mistyped."""
    return any(_respaced(part) for part in (person.first, person.last))


def joined(person: Person, rng: random.Random) -> str | None:
    """Hyphens, spaces and apostrophes left out, put in or exchanged."""
    first, last = _respaced(person.first), _respaced(person.last)
    if last and (not first or rng.random() < 0.8):
        return f"{person.first} {rng.choice(last)}"
    return f"{rng.choice(first)} {person.last}" if first else None


def _respaced(part: str) -> list[str]:
    found: list[str] = []
    if "'" in part:
        found += [part.replace("'", ""), part.replace("'", " "), part.replace("'", "’")]
    if "-" in part:
        found += [part.replace("-", " "), part.replace("-", ""), part.replace("-", " - ")]
    low = part.lower()
    if low.startswith("mc") and len(part) > 4:
        bare = part[2:].strip()
        found += [f"Mc{bare}" if " " in part else f"Mc {bare}", f"Mac{bare}"]
    elif low.startswith("mac") and len(part) > 5 and part[3].isupper():
        found += [f"Mac {part[3:]}"]
    if " " in part:
        found += [part.replace(" ", ""), part.replace(" ", "-")]
        if part.count(" ") == 2:
            head, middle, tail = part.split(" ")
            found += [f"{head}{middle} {tail}", f"{head} {middle}{tail}"]
    if low.startswith("st. "):
        found += ["Saint " + part[4:], "St " + part[4:], "St" + part[4:]]
    found += _split(part)
    return [one for one in dict.fromkeys(found) if one != part]


def _split(part: str) -> Iterable[str]:
    """A particle that the record runs together, typed apart: Delacruz → de la Cruz."""
    low = part.lower()
    if not part.isalpha() or len(part) < 7:
        return
    for particle in _PARTICLES[:6]:
        glued = particle.replace(" ", "")
        if low.startswith(glued) and len(low) > len(glued) + 2:
            yield particle + low[len(glued) :].capitalize()
            return


def swapped(person: Person, rng: random.Random) -> str:
    """The last name first, as lists and forms have it."""
    middle = f" {person.middle}" if person.middle and rng.random() < 0.3 else ""
    comma = rng.choice(("", ",", ","))
    return f"{person.last}{comma} {person.first}{middle}"


def missing(person: Person, rng: random.Random) -> str | None:
    """Less than the whole: no middle name, one of two surnames, an initial for the first name."""
    options: list[str] = []
    if person.middle:
        options.append(f"{person.first} {person.last}")
    parts = person.last.replace("-", " ").split()
    if len(parts) == 2 and all(len(part) > 3 for part in parts):
        options += [f"{person.first} {part}" for part in parts] * 2
    givens = person.first.replace("-", " ").split()
    if len(givens) == 2 and all(len(part) > 2 for part in givens):
        options.append(f"{rng.choice(givens)} {person.last}")
    options += [f"{person.first[0]} {person.last}", f"{person.first[0]}. {person.last}"]
    return rng.choice(options)


class Bearers:
    """Who a few words may name, taken literally; tells questions that name one from vague ones."""

    def __init__(self, people: Iterable[Person], *, former: bool = True) -> None:
        """`former`: whether former names count too."""
        self._words: dict[str, set[str]] = {}
        self._initials: dict[str, set[str]] = {}
        for person in people:
            given = plain(f"{person.first} {person.middle}".replace("-", " ")).split()
            held = {*given, *plain(f"{person.last} {person.former * former}").split()}
            held.add(plain(person.last).replace(" ", ""))
            for word in held:
                self._words.setdefault(word, set()).add(person.npi)
            for word in given:
                self._initials.setdefault(word[0], set()).add(person.npi)

    def of(self, text: str) -> set[str]:
        """NPIs of all who have every word of the text; a single letter is an initial."""
        asked = plain(text).split()
        met = [(self._initials if len(w) == 1 else self._words).get(w, set()) for w in asked]
        return set.intersection(*sorted(met, key=len)) if met else set()
