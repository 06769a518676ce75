"""Facets: how many providers have each value, its own condition left aside."""

from collections import Counter
from collections.abc import Callable

import msgspec
import numpy as np

from directory.search.embedded.arrays import count_pairs
from directory.search.embedded.order import nearest_each
from directory.search.embedded.question import Question, matching_providers
from directory.search.embedded.schema import GENDERS, TELEHEALTH
from directory.search.page import FacetCount
from directory.search.participations import ACCEPTING
from directory.search.request import FacetName, SearchRequest

DISTANCES = (5, 10, 25, 50, 100)
_ONLINE = {"true": True, "false": False}


def count_facets(question: Question) -> dict[str, tuple[FacetCount, ...]]:
    """Every facet the request asks for; most common first, ties by id; distances ascending."""
    return {name: _COUNTERS[name](question) for name in question.request.facets}


def _ordered(counts: dict[str, int]) -> tuple[FacetCount, ...]:
    found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(name, count) for name, count in found if count)


def _specialty(question: Question) -> tuple[FacetCount, ...]:
    free = msgspec.structs.replace(question.request, specialties=(), codes=())
    wide = question if free == question.request else _again(question, free)
    return _ordered(_summed(wide, "specialty", _specialties))


def _specialties(question: Question) -> dict[str, int]:
    columns = question.columns.take(question.matching())
    numbers: dict[str, int] = {}
    of_spec = [
        -1 if name is None else numbers.setdefault(name, len(numbers))
        for name, _ in question.reader.names.specialties
    ]
    values = np.array(of_spec, dtype=np.int64)[columns.specs]
    providers = columns.rows["provider"][columns.spec_rows()]
    known = values >= 0
    counts = count_pairs(values[known], providers[known])
    names = list(numbers)
    return {names[number]: count for number, count in counts.items()}


def _plan(question: Question) -> tuple[FacetCount, ...]:
    classes = question.reader.classes
    return _of_parts(question, "plan", classes.plan, classes.plan_ids)


def _issuer(question: Question) -> tuple[FacetCount, ...]:
    classes = question.reader.classes
    issuers = classes.issuer_of_plan[classes.plan] if len(classes) else classes.plan
    return _of_parts(question, "issuer", issuers, classes.issuer_ids)


def _of_parts(
    question: Question, skip: str, value_of: np.ndarray, names: list[str]
) -> tuple[FacetCount, ...]:
    chosen = question.chosen_parts(skip)
    if not len(chosen):
        return ()
    chosen &= value_of >= 0

    def count(piece: Question) -> dict[str, int]:
        columns = piece.columns.take(piece.matching(skip))
        hits = chosen[columns.parts]
        values = value_of[columns.parts[hits]]
        counts = count_pairs(values, columns.rows["provider"][columns.part_rows()[hits]])
        return {names[number]: count for number, count in counts.items()}

    return _ordered(_summed(question, skip, count))


def _accepting(question: Question) -> tuple[FacetCount, ...]:
    if question.by_offers and question.wide:
        return _ordered(
            {one: _offering(question, question.offering(accepting=one)) for one in ACCEPTING}
        )
    return _ordered(_summed(question, "accepting", _acceptings))


def _acceptings(question: Question) -> dict[str, int]:
    columns = question.columns.take(question.matching("accepting"))
    providers = columns.rows["provider"]
    values = columns.rows["accepting"]
    if question.asks_parts():
        hits = question.chosen_parts("accepting")[columns.parts]
        values = question.reader.classes.accepting[columns.parts[hits]]
        providers = providers[columns.part_rows()[hits]]
    counts = count_pairs(values, providers)
    return {ACCEPTING[number]: count for number, count in counts.items()}


def _telehealth(question: Question) -> tuple[FacetCount, ...]:
    if question.by_offers and question.wide:
        return _ordered(
            {
                word: _offering(question, question.offering(telehealth=one))
                for word, one in _ONLINE.items()
            }
        )
    return _ordered(_summed(question, "telehealth", _telehealths))


def _telehealths(question: Question) -> dict[str, int]:
    rows = question.columns.rows[question.matching("telehealth")]
    counts = count_pairs(rows["telehealth"], rows["provider"])
    return {word: counts.get(TELEHEALTH.index(one), 0) for word, one in _ONLINE.items()}


def _offering(question: Question, bits: int) -> int:
    """How many have one of some pairs of accepting and telehealth at an office."""
    held = question.reader.people.offers[question.persons]
    return int(np.count_nonzero(held & bits))


def _summed(
    question: Question, name: str, count: Callable[[Question], dict[str, int]]
) -> dict[str, int]:
    """The counts of a question; those over all offices are added up in pieces, and kept."""
    if not question.wide:
        return count(question)

    def over_all() -> dict[str, int]:
        found: Counter[str] = Counter()
        for piece in question.pieces():
            found.update(count(piece))
        return dict(found)

    plain = SearchRequest(as_of=question.request.as_of)
    how = {field: getattr(plain, field) for field in ("sort", "limit", "after", "facets")}
    where = {field: getattr(plain, field) for field in ("radius", "widen")}
    asked = msgspec.structs.replace(question.request, **how, **where)
    return question.reader.kept.get((name, asked), over_all)


def _people(question: Question, skip: str) -> np.ndarray:
    free = msgspec.structs.replace(
        question.request, **{"gender": {"genders": ()}, "language": {"languages": ()}}[skip]
    )
    if not question.by_office:
        return (question if free == question.request else _again(question, free)).people
    return matching_providers(question, skip)


def _gender(question: Question) -> tuple[FacetCount, ...]:
    ids = _people(question, "gender")
    counts = np.bincount(question.reader.people.gender[ids], minlength=len(GENDERS)).tolist()
    return _ordered(dict(zip(GENDERS, counts, strict=True)))


def _language(question: Question) -> tuple[FacetCount, ...]:
    ids = _people(question, "language")
    counts: dict[str, int] = {}
    sets = np.bincount(question.reader.people.languages[ids]).tolist()
    for spoken, count in zip(question.reader.names.languages, sets, strict=False):
        for language in spoken:
            counts[language] = counts.get(language, 0) + count
    return _ordered(counts)


def _distance(question: Question) -> tuple[FacetCount, ...]:
    if question.request.near is None:
        return ()
    radius = float(DISTANCES[-1])
    wide = _again(question, msgspec.structs.replace(question.request, radius=radius))
    mask = wide.matching()
    _, nearest = nearest_each(wide.columns.rows["provider"][mask], wide.distances[mask])
    counted = (
        FacetCount(str(miles), int(np.count_nonzero(nearest <= miles))) for miles in DISTANCES
    )
    return tuple(facet for facet in counted if facet.count)


def _again(question: Question, request: object) -> Question:
    return Question(question.reader, request, question.named)  # type: ignore[arg-type]  # replace() is untyped


_COUNTERS: dict[FacetName, Callable[[Question], tuple[FacetCount, ...]]] = {
    "specialty": _specialty,
    "plan": _plan,
    "issuer": _issuer,
    "gender": _gender,
    "language": _language,
    "accepting": _accepting,
    "telehealth": _telehealth,
    "distance": _distance,
}
