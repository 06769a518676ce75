"""Both engines answer as the oracle does, whatever is asked."""

import random

import msgspec
import pytest

from directory.search.engine import Engine
from directory.search.planbook import PlanBook
from directory.search.request import Near, SearchRequest
from tests.search import oracle
from tests.search.sample import ISSUERS, NETWORKS, PLANS, TODAY, directory

EVERYONE = directory()
BOOK = PlanBook(ISSUERS, NETWORKS, PLANS)
FACETS = ("specialty", "plan", "issuer", "gender", "language", "accepting", "telehealth")
NEW_YORK = Near(40.7506, -73.9972)
POINTS = [
    NEW_YORK,
    Near(51.88, -176.66),
    Near(51.95, 179.9),
    Near(13.4745, 144.75),
    Near(42.9, -78),
]


def ask(number: int) -> SearchRequest:
    """Invent a question: a few conditions out of all there are."""
    rng = random.Random(number)

    def maybe(share: float, values: list[str], most: int = 2) -> tuple[str, ...]:
        return tuple(rng.sample(values, rng.randint(1, most))) if rng.random() < share else ()

    near = rng.choice(POINTS) if rng.random() < 0.6 else None
    return SearchRequest(
        as_of=TODAY,
        specialties=maybe(0.4, ["cardiology", "pediatrics", "dermatology", "urology"]),
        codes=maybe(0.15, ["207RC0000X", "207N00000X", "000X00000X"]),
        plans=maybe(0.4, [plan.id for plan in PLANS], 3),
        issuers=maybe(0.15, [issuer.id for issuer in ISSUERS]),
        networks=maybe(0.15, [network.id for network in NETWORKS]),
        near=near,
        radius=rng.choice([1.0, 10.0, 25.0, 100.0, 250.0]),
        widen=False,
        accepting=rng.random() < 0.2,
        telehealth=rng.random() < 0.2,
        genders=maybe(0.15, ["female", "male", "unknown"]),
        languages=maybe(0.15, ["en", "es", "zh"]),
        accessibility=maybe(0.15, ["wheelchair", "sign-language"]),
        kinds=maybe(0.1, ["individual", "organization"], 1),
        verified_since=TODAY.replace(month=9) if rng.random() < 0.15 else None,
        sort=rng.choice(["best", "freshness", "name", *(["distance"] if near else [])]),
        limit=100,
        facets=tuple(rng.sample(FACETS, 3)),
    )


@pytest.mark.parametrize("number", range(120))
def test_answers_as_the_oracle(engine: Engine, number: int) -> None:
    request = ask(number)
    expected = oracle.matches(EVERYONE, request, BOOK)
    page = engine.search(request)
    assert page.total == len(expected)
    assert [hit.provider.npi for hit in page.hits] == [p.npi for p, _, _ in expected[:100]]
    for hit, (provider, offices, _) in zip(page.hits, expected, strict=False):
        assert hit.provider == provider
        assert [hit.provider.offices[o.index] for o in hit.offices] == offices


@pytest.mark.parametrize("number", range(120))
def test_counts_facets_as_the_oracle(engine: Engine, number: int) -> None:
    request = ask(number)
    page = engine.search(msgspec.structs.replace(request, limit=1))
    for name in request.facets:
        found = {one.id: one.count for one in page.facets[name]}
        assert found == oracle.facet(name, EVERYONE, request, BOOK), name


@pytest.mark.parametrize("sort", ["best", "distance", "freshness", "name"])
def test_pages_show_everyone_once_in_order(engine: Engine, sort: str) -> None:
    request = SearchRequest(as_of=TODAY, near=NEW_YORK, radius=100, sort=sort, limit=7)
    expected = [p.npi for p, _, _ in oracle.matches(EVERYONE, request, BOOK)]
    seen: list[str] = []
    page = engine.search(request)
    while page.next is not None:
        seen += [hit.provider.npi for hit in page.hits]
        page = engine.search(msgspec.structs.replace(request, after=page.next))
    seen += [hit.provider.npi for hit in page.hits]
    assert seen == expected


def test_distance_facet_counts_within_each_ring(engine: Engine) -> None:
    request = SearchRequest(as_of=TODAY, near=NEW_YORK, radius=5, facets=("distance",), widen=False)
    page = engine.search(request)
    for one in page.facets["distance"]:
        wide = msgspec.structs.replace(request, radius=float(one.id))
        assert one.count == len(oracle.matches(EVERYONE, wide, BOOK))
    assert [one.id for one in page.facets["distance"]] == ["5", "10", "25", "50", "100"]


def test_counts_specialties_in_all_and_near(engine: Engine) -> None:
    request = SearchRequest(as_of=TODAY, near=NEW_YORK, radius=25, widen=False)
    near = oracle.facet("specialty", EVERYONE, request, BOOK)
    assert engine.specialty_counts(NEW_YORK, 25) == near
    everywhere = oracle.facet("specialty", EVERYONE, SearchRequest(as_of=TODAY), BOOK)
    assert engine.specialty_counts(None, 25) == everywhere


def test_plan_providers_counts_whatever_the_dates(engine: Engine) -> None:
    plan = PLANS[0].id
    bearers = {
        p.npi for p in EVERYONE for o in p.offices for part in o.participations if part.plan == plan
    }
    assert engine.plan_providers(plan) == len(bearers)
    assert engine.plan_providers("no such plan") == 0
