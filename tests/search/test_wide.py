"""Questions without a place, a name, a plan or a specialty: everybody is looked at, and counted."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from directory.search.embedded import reader
from directory.search.embedded.engine import EmbeddedEngine
from directory.search.embedded.kept import MOST, Kept
from directory.search.embedded.loader import EmbeddedLoader
from directory.search.embedded.schema import BLOCK
from directory.search.engine import Engine, Loader
from directory.search.request import SearchRequest
from tests.search import oracle
from tests.search.conftest import load
from tests.search.sample import TODAY, directory
from tests.search.test_contract import BOOK, EVERYONE, FACETS

ASK = SearchRequest(as_of=TODAY, limit=10, facets=FACETS)
WIDE: list[dict[str, object]] = [
    {},
    {"accepting": True},
    {"telehealth": True},
    {"accepting": True, "telehealth": True},
    {"accepting": True, "genders": ("female",)},
    {"telehealth": True, "languages": ("en",), "kinds": ("individual",)},
    {"accepting": True, "accessibility": ("wheelchair",)},
    {"verified_since": TODAY.replace(month=9)},
    {"codes": ("000X00000X",), "accepting": True},
]


def answers_as_the_oracle(engine: Engine, request: SearchRequest) -> None:
    expected = [p.npi for p, _, _ in oracle.matches(EVERYONE, request, BOOK)]
    page = engine.search(request)
    assert page.total == len(expected)
    assert [hit.provider.npi for hit in page.hits] == expected[: request.limit]
    for name in request.facets:
        found = {one.id: one.count for one in page.facets[name]}
        assert found == oracle.facet(name, EVERYONE, request, BOOK), name


@pytest.fixture(scope="module")
def small_steps(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    home: Path = tmp_path_factory.mktemp("steps")
    load(EmbeddedLoader(home), "20261121T000000-1", directory())
    return EmbeddedEngine(home)


@pytest.mark.parametrize("conditions", WIDE, ids=str)
def test_a_question_to_everybody_is_answered_as_the_oracle_does(
    engine: Engine, conditions: dict[str, object]
) -> None:
    answers_as_the_oracle(engine, msgspec.structs.replace(ASK, **conditions))


@pytest.mark.parametrize("conditions", WIDE, ids=str)
def test_answers_add_up_over_many_steps(
    small_steps: EmbeddedEngine, conditions: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "WALK", BLOCK)
    answers_as_the_oracle(small_steps, msgspec.structs.replace(ASK, **conditions))


def test_accepting_and_telehealth_must_hold_at_one_office(engine: Engine) -> None:
    both = engine.search(msgspec.structs.replace(ASK, accepting=True, telehealth=True)).total
    apart = [
        p.npi
        for p in EVERYONE
        if p.deactivated_on is None
        and any(o.accepting == "yes" for o in p.offices)
        and any(o.telehealth for o in p.offices)
    ]
    assert 0 < both < len(apart)


def test_the_plans_of_everybody_are_those_of_the_day(engine: Engine) -> None:
    for day in (TODAY, date(2025, 6, 1), TODAY):
        answers_as_the_oracle(engine, msgspec.structs.replace(ASK, as_of=day, facets=("plan",)))


def test_another_generation_is_counted_anew(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    for generation, everyone in (("1", EVERYONE), ("2", EVERYONE[:100])):
        load(loader, f"20261121T000000-{generation}", everyone)
        counted = engine.search(msgspec.structs.replace(ASK, facets=("plan",))).facets["plan"]
        assert {one.id: one.count for one in counted} == oracle.facet("plan", everyone, ASK, BOOK)


def test_an_answer_is_worked_out_once_and_the_one_not_asked_longest_is_let_go() -> None:
    kept, worked = Kept(), []

    def ask(question: int) -> dict[str, int]:
        return kept.get(question, lambda: worked.append(question) or {"found": question})

    for question in [*range(MOST), 0, MOST, 0, 1]:
        assert ask(question) == {"found": question}
    assert worked == [*range(MOST), MOST, 1]
