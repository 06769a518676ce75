"""The catalog in memory: specialties by id, code, name, lay word and what is being typed."""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from directory.model.specialty import Category, Specialty
from directory.specialties.han import simplify
from directory.specialties.phrases import Phrases, Sense, fold, is_han
from directory.specialties.source import parse
from directory.specialties.within import within, within_han

MatchHow = Literal["name", "word", "prefix", "typo"]
_TOKEN = re.compile(r"[^\W_]+(?:['’&./-][^\W_]+)*")
# Words around a condition or body part that say only that somebody is looked for, or how bad it is.
_AROUND = """
a an the for my with who and or in of to that is on i need want find good best new some any
doctor doctors dr specialist specialists physician provider help problems problem issues
pain treatment care severe chronic bad swollen inflamed infected sore
un una el la los las para con de del en que mi medico medica especialista doctor doctora
inflamado inflamada inflamados inflamadas hinchado hinchada infectado infectada fuerte
problemas problema
врач врача врачу доктор доктора специалист по для и с на в у мой моя болит болят проблемы
воспаление
"""
_FILLERS = frozenset(_AROUND.split())
# What stands around the matter in a Chinese phrase: "the doctor who looks at …".
_HAN_AROUND = re.compile("医生|大夫|医师|专家|看病|治疗|我要|我想|需要|[我看找的要去做]")
# Alone these mean any doctor; inside a longer line they say nothing.
_ANYONE = """
doctor doctors medico medica doctora doctores medicos physician md specialist clinic
man men woman women hombre hombres mujer mujeres
врач врача доктор доктора врачи 医生 大夫 医师 看病 care health hospital baby child kid old family
"""
_ANY_DOCTOR = frozenset(_ANYONE.split())
_SURNAME = re.compile(r"^\w+(?:ов|ев|ин|ын)(?:а|у|ым|ой)?$")
_LEAST_SURE = 0.45
"""Within a longer line a word must mean a specialty at least so surely; else it may be a name."""


class Match(msgspec.Struct, frozen=True):
    """A specialty that is meant, the catalog's word that says so, and how it was met."""

    specialty: Specialty
    word: str
    language: str
    how: MatchHow
    score: float


class Mention(msgspec.Struct, frozen=True):
    """A specialty named within a text: `text[start:end]`, and what it may be, likeliest first."""

    start: int
    end: int
    matches: tuple[Match, ...]


class Catalog:
    """All categories and specialties."""

    def __init__(self, categories: Iterable[Category], specialties: Iterable[Specialty]) -> None:
        self.categories: tuple[Category, ...] = tuple(categories)
        self._by_id = {specialty.id: specialty for specialty in specialties}
        self._by_code = {code: s for s in self._by_id.values() for code in s.codes}
        self._phrases = Phrases(self._by_id.values(), _FILLERS)

    @property
    def specialties(self) -> tuple[Specialty, ...]:
        """All of them, in the order of the categories."""
        return tuple(self._by_id.values())

    def get(self, name: str) -> Specialty | None:
        """A specialty by id."""
        return self._by_id.get(name)

    def by_code(self, code: str) -> Specialty | None:
        """The specialty that a NUCC code belongs to."""
        return self._by_code.get(code)

    def resolve(self, id_or_code: str) -> Specialty | None:
        """A specialty by id or NUCC code."""
        return self._by_id.get(id_or_code) or self._by_code.get(id_or_code.upper())

    def name(self, name: str, language: str = "en") -> str:
        """The name of a specialty in a language, English where it has none, else nothing."""
        specialty = self._by_id.get(name)
        if specialty is None:
            return ""
        return specialty.names.get(language) or specialty.names["en"]

    def by_name(self, text: str) -> Specialty | None:
        """The specialty that a publisher's words name exactly; lay words do not count."""
        folded = fold(text)
        for tried in (folded, *_variants(folded)):
            named = [s for s in self._phrases.exact(tried) if s.how != "word"]
            if named:
                return max(named, key=lambda s: (s.sure, s.specialty.weight)).specialty
        return None

    def suggest(self, text: str, lang: str = "en", limit: int = 10) -> list[Match]:
        """Specialties for what is being typed, in any of the languages, most meant first.

        `lang` breaks ties in favor of the reader's own language.
        """
        folded = fold(text)
        if not folded:
            return []
        if is_han(folded):
            phrases = [(p, p.startswith(folded)) for p in self._phrases.holding(folded)]
        else:
            phrases = list(self._phrases.beginning(folded))
        found = [_typed(s, folded, start, lang) for p, start in phrases for s in self._of(p)]
        if len(folded) > 3 and not found:
            whole = self.read(text)
            if whole:
                return whole[:limit]
            phrases = [(p, True) for p in self._phrases.nearly_beginning(folded)]
            found = [_match(s, "typo", 0.5, lang) for p, _ in phrases for s in self._of(p)]
        return _best(found, limit)

    def read(self, text: str) -> list[Match]:
        """The specialties that a whole phrase means, likeliest first; nothing for other words."""
        folded = fold(text)
        if not folded:
            return []
        for senses, how in self._readings(folded):
            if senses:
                return _best([_match(s, how or _how(s), 1.0, "") for s in senses], 10)
        found = self._han(folded) if is_han(folded) else self._parts(folded)
        return found or self._sentence(folded)

    def find_in(self, text: str) -> Mention | None:
        """The longest specialty phrase within a line, exact before misspelt."""
        tokens = list(_TOKEN.finditer(text))
        if is_han(text):
            found = self._han_span(text)
            if found is not None:
                return found
        for correct in (False, True):
            for length in range(min(len(tokens), self._phrases.longest), 0, -1):
                for first in range(len(tokens) - length + 1):
                    start, end = tokens[first].start(), tokens[first + length - 1].end()
                    matches = self._span(text[start:end], correct)
                    if matches:
                        return Mention(start, end, tuple(matches))
        return None

    def _of(self, phrase: str) -> list[Sense]:
        return self._phrases.senses(phrase)

    def _readings(self, folded: str) -> Iterator[tuple[list[Sense], MatchHow | None]]:
        """As typed; without filling words; in other endings or order; with the spelling mended."""
        exact = self._phrases.exact
        bare = " ".join(w for w in folded.split() if w not in _FILLERS)
        for tried in (folded, *_variants(folded)):
            yield exact(tried), None
        if not bare:
            return
        yield exact(bare), None
        yield self._phrases.inflected(bare), None
        if " " not in bare:
            known = self._phrases.corrections(bare)
            yield [sense for word in known for sense in exact(word)], "typo"
        mended = " ".join(self._phrases.corrected(w) or w for w in folded.split())
        mended_bare = " ".join(w for w in mended.split() if w not in _FILLERS)
        yield exact(mended), "typo"
        yield exact(mended_bare), "typo"
        yield self._phrases.inflected(mended_bare), "typo"

    def _parts(self, folded: str) -> list[Match]:
        """Phrases within, when the catalog knows every other word: "knee surgery doctor".

        Of phrases equally long all count; a specialty that several of them mean comes first.
        """
        words = [self._phrases.corrected(w) or w for w in folded.split()]
        left = [w for w in words if w not in _FILLERS]
        for length in range(len(left) - 1, 0, -1):
            found: dict[str, Match] = {}
            for first in range(len(left) - length + 1):
                outer = left[:first] + left[first + length :]
                if not all(self._phrases.knows(w) for w in outer):
                    continue
                inner = " ".join(left[first : first + length])
                for sense in self._phrases.exact(inner) or self._phrases.inflected(inner):
                    _gather(found, _match(sense, _how(sense), 0.7, ""))
            if found:
                return _best(list(found.values()), 10)
        return []

    def _sentence(self, folded: str) -> list[Match]:
        """What the phrases within a sentence mean together; longer ones say more."""
        if is_han(folded):
            said = within_han(self._phrases, folded)
        elif " " in folded:
            said = within(self._phrases, folded, _FILLERS | _ANY_DOCTOR)
        else:
            return []
        found: dict[str, Match] = {}
        for phrase, senses in said:
            share = 0.4 + 0.6 * len(phrase) / len(folded)
            for match in _best([_match(s, _how(s), share, "") for s in senses], 10):
                _gather(found, match)
        return _best(list(found.values()), 10)

    def _han(self, folded: str) -> list[Match]:
        core = _HAN_AROUND.sub("", folded).strip() or folded
        tried = {text: self._phrases.holding(text) for text in (folded, core)}
        return _best(
            [_match(s, _how(s), min(len(p), len(text)) / max(len(p), len(text)), "zh")
             for text, phrases in tried.items() for p in phrases
             if p in text or len(text) > 1 for s in self._of(p)], 10,
        )  # fmt: skip

    def _han_span(self, text: str) -> Mention | None:
        for length in range(min(len(text), 12), 1, -1):
            for start in range(len(text) - length + 1):
                piece = text[start : start + length]
                if is_han(piece) and fold(piece) == simplify(piece.strip()):
                    matches = self._span(piece, correct=False)
                    if matches:
                        return Mention(start, start + length, tuple(matches))
        return None

    def _span(self, piece: str, correct: bool) -> list[Match]:
        folded = fold(piece)
        if folded in _ANY_DOCTOR or len(folded) < 2:
            return []
        if correct:
            mended = " ".join(self._phrases.corrected(w) or w for w in folded.split())
            senses = [] if mended == folded else self._phrases.exact(mended)
            # "зубного врача", "dermatólogas" are no names of people; "Зубов" is.
            is_word = len(folded) > 4 and not _SURNAME.search(folded)
            senses = senses or (self._phrases.inflected(folded) if is_word else [])
        else:
            senses = self._phrases.exact(folded)
        sure = [s for s in senses if s.sure >= _LEAST_SURE or " " in folded]
        return _best([_match(s, "typo" if correct else _how(s), 1.0, "") for s in sure], 5)


@cache
def catalog() -> Catalog:
    """The catalog that the product ships."""
    categories: list[Category] = []
    specialties: list[Specialty] = []
    folder = files("directory.specialties") / "catalog"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".txt"):
            more, held = parse(file.read_text("utf-8").splitlines())
            categories += more
            specialties += held
    return Catalog(categories, specialties)


def _variants(folded: str) -> list[str]:
    """The ways publishers decorate a name: "cardiology physician", "physician - cardiology"."""
    found = []
    for extra in ("physician", "physicians", "doctor", "specialist", "provider", "practitioner"):
        if folded.endswith(" " + extra):
            found.append(folded.removesuffix(" " + extra))
        if folded.startswith(extra + " "):
            found.append(folded.removeprefix(extra + " "))
    return found


def _how(sense: Sense) -> MatchHow:
    return "name" if sense.how != "word" else "word"


def _typed(sense: Sense, folded: str, at_start: bool, lang: str) -> Match:
    whole = fold(sense.text) == folded
    share = 1.6 if whole else 1.0 if at_start else 0.6
    return _match(sense, _how(sense) if whole else "prefix", share, lang)


def _match(sense: Sense, how: MatchHow, share: float, lang: str) -> Match:
    """Scored by how surely the word means it and how many people look for the specialty."""
    own = 1.05 if sense.language == lang else 1.0
    score = sense.sure * share * own * (1 + math.log10(max(sense.specialty.weight, 1)))
    return Match(sense.specialty, sense.text, sense.language, how, round(score, 4))


def _gather(found: dict[str, Match], match: Match) -> None:
    """Keep a specialty's best match; each further phrase that means it makes it likelier."""
    held = found.get(match.specialty.id)
    if held is None:
        found[match.specialty.id] = match
    else:
        better = max(held, match, key=lambda m: m.score)
        found[match.specialty.id] = msgspec.structs.replace(
            better, score=round(held.score + match.score, 4)
        )


def _best(found: list[Match], limit: int) -> list[Match]:
    """Each specialty once, by its best match."""
    best: dict[str, Match] = {}
    for match in found:
        held = best.get(match.specialty.id)
        if held is None or match.score > held.score:
            best[match.specialty.id] = match
    ordered = sorted(best.values(), key=lambda m: (-m.score, m.specialty.id))
    return ordered[:limit]
