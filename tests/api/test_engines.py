"""Both engines give the same bytes, and the service outlives an engine that goes and comes back."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.live import LOOK_SECONDS
from directory.search.elastic.loader import ElasticLoader
from tests.api import invented
from tests.search.elastic.forwarder import Forwarder

V1 = "/api/v1"
FACETS = "specialty,plan,issuer,gender,language,accepting,telehealth,distance"
PLAN = "90101NY0050001"
SEARCHES = [
    "", "limit=100", "sort=name", "sort=freshness&limit=30", "place=zip:10001",
    "place=city:ny:brooklyn&radius=5", "place=zip:87101&radius=100&limit=50",
    "lat=34.5&lon=-106.9&radius=1", "lat=34.5&lon=-106.9&radius=1&widen=false",
    "lat=52.8&lon=173.2&radius=250", "lat=52.8&lon=-174.2&radius=250&specialty=family-medicine",
    "specialty=cardiology", "specialty=207RC0000X&specialty=dermatology&place=zip:10001",
    f"plan={PLAN}", f"plan={PLAN}&place=zip:10001&radius=10&accepting=true", "issuer=90101",
    "issuer=payer-turquoise-trail&place=zip:87101", "network=network-eh-broad",
    f"plan={PLAN}&as_of=2025-06-30", f"plan={PLAN}&as_of=2027-06-30", "accepting=true",
    "telehealth=true&place=zip:10001", "gender=female&gender=unknown", "language=es&language=zh",
    "kind=organization&sort=name", "verified_within=90", "verified_within=30&place=zip:10001",
    "accessibility=adacomp", "npi=2000000010,2000000028", "npi=2000000010&place=zip:99501",
    "name=serena+chen", "name=chen+serena", "name=sernea+chen", "name=bob", "name=garcia",
    "name=Мария+Гарсия", "name=陈", "name=nobody+whatsoever", "name=o'brien",
    "name=garcia&place=zip:87101&radius=250", "name=s&sort=name", "q=heart+doctor+10001",
    "q=cardiologist+near+brooklyn", "q=2000000010", "q=(212)+555-0101", "q=russian+speaking",
    "q=maria+garcia+pediatrician", "q=dentist&place=zip:10001&radius=10", "q=serena",
    "q=Dr.+Serena+Chen+MD", "q=cardiólogo", "q=皮肤科", f"place=zip:10001&facets={FACETS}",
    f"facets={FACETS}&limit=1", f"plan={PLAN}&place=zip:10001&facets={FACETS}",
    f"issuer=90101&accepting=true&facets={FACETS}", f"name=garcia&facets={FACETS}",
    f"specialty=pediatrics&gender=female&place=zip:10001&facets={FACETS}",
    f"accepting=true&telehealth=true&facets={FACETS}",
]  # fmt: skip
OTHERS = [
    *(f"suggest/names?q={quote(text)}" for text in (
        "s", "se", "serena", "serrena", "chen", "chen se", "gar", "garcia m", "陈", "гар", "zzzz",
    )),
    "suggest/names?q=s&state=NM", "suggest/names?q=garcia&state=NY", "suggest/specialties?q=card",
    "suggest/plans?q=gold", "suggest/plans?q=harbr&state=NY", "suggest/plans?q=h&issuer=90101",
    "suggest/places?q=10", "specialties", "specialties?place=zip:10001",
    "specialties?lat=35.1&lon=-106.6&radius=100", "issuers", f"plans/{PLAN}",
    "plans/90404NY0010001", "supply?specialty=cardiology&place=zip:10001",
    "supply?specialty=dermatology&place=city:ny:brooklyn",
    "supply?specialty=family-medicine&lat=61.2&lon=-149.9&as_of=2026-01-01",
    "supply?specialty=207RC0000X&specialty=pediatrics&place=zip:87101",
    *(f"network-status?npi={one['npi']}&plan={one['plan']}&as_of={one['as_of']}"
      for one in invented.EXPECTED["network_status"]),
    *(f"providers/{npi}" for npi in invented.NPIS),
    "providers?place=nowhere&limit=0&plan=none", "plans/none", "network-status?npi=1",
]  # fmt: skip
OWN = re.compile(rb'"(request_id|next)":"[^"]*"')


class Both:
    """The same service over either engine, one generation name in both."""

    def __init__(self, embedded: FlaskClient, elastic: FlaskClient, names: list[str]) -> None:
        self.embedded, self.elastic = embedded, elastic
        self._names = [name.encode() for name in names]

    def ask(self, path: str) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
        """Status and bytes of both, without what differs by nature."""
        return self._plain(self.embedded, path), self._plain(self.elastic, path)

    def _plain(self, client: FlaskClient, path: str) -> tuple[int, bytes]:
        response = client.get(f"{V1}/{path}")
        body = OWN.sub(rb'"\1":"-"', response.data)
        for name in self._names:
            body = body.replace(name, b"generation")
        return response.status_code, body


@pytest.fixture(scope="module")
def prefix() -> str:
    """Name the indices of this module alone."""
    return f"tapi{time.monotonic_ns():x}-"


@pytest.fixture(scope="module")
def loaded(
    elastic_url: str, prefix: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The fixtures on the server; everything goes when the module ends."""
    loader = ElasticLoader([elastic_url], prefix=prefix)
    yield invented.publish(tmp_path_factory.mktemp("elastic"), loader)
    loader.drop_everything()


@pytest.fixture(scope="module")
def both(invented_home: Path, elastic_url: str, prefix: str, loaded: str) -> Both:
    """The service over both engines."""
    embedded = invented.application(invented_home).test_client()
    elastic = invented.application(
        invented_home, ElasticEngine([elastic_url], prefix=prefix)
    ).test_client()
    here = embedded.get("/readyz").json["generation"]["id"]
    return Both(embedded, elastic, [here, loaded])


@pytest.mark.parametrize("query", SEARCHES)
def test_a_search_is_answered_with_the_same_bytes(both: Both, query: str) -> None:
    one, other = both.ask(f"providers?{query}")
    assert one[0] == 200, one[1]
    assert one == other


@pytest.mark.parametrize("path", OTHERS)
def test_any_other_question_is_answered_with_the_same_bytes(both: Both, path: str) -> None:
    one, other = both.ask(path)
    assert one == other


@pytest.mark.parametrize("query", [
    "sort=name&limit=47", "place=zip:10001&radius=250&limit=37", "name=garcia&limit=3",
    "sort=freshness&limit=61", "specialty=family-medicine&limit=7",
])  # fmt: skip
def test_both_turn_the_same_pages(both: Both, query: str) -> None:
    assert pages(both.embedded, query) == pages(both.elastic, query)


def pages(client: FlaskClient, query: str) -> list[list[str]]:
    """The NPIs of every page."""
    found: list[list[str]] = []
    cursor = ""
    while True:
        answer = client.get(f"{V1}/providers?{query}{cursor}").json
        found.append([one["npi"] for one in answer["results"]])
        if answer["next"] is None:
            return found
        cursor = f"&cursor={answer['next']}"


@pytest.fixture
def way(elastic_url: str, loaded: str) -> Iterator[Forwarder]:
    """A way to the server that can be closed."""
    forwarder = Forwarder(elastic_url)
    yield forwarder
    forwarder.close()


def test_while_the_engine_is_away_every_question_is_a_503(
    invented_home: Path, way: Forwarder, prefix: str
) -> None:
    engine = ElasticEngine([way.url], prefix=prefix)
    client = invented.application(invented_home, engine).test_client()
    before = client.get(f"{V1}/providers?specialty=cardiology")
    assert before.status_code == 200
    way.close()
    away = client.get(f"{V1}/providers?specialty=cardiology")
    assert away.status_code == 503
    assert away.content_type == "application/problem+json"
    assert int(away.headers["Retry-After"]) > 0
    assert away.headers["Cache-Control"] == "no-store"
    assert way.url.rpartition(":")[2] not in away.text
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    # Faults of the asker are told all the same.
    assert client.get(f"{V1}/providers?limit=0").status_code == 400
    way.open()
    assert client.get(f"{V1}/providers?specialty=cardiology").data == before.data
    assert client.get("/readyz").status_code == 200


def test_a_cursor_of_a_worker_that_saw_the_swap_first_is_taken(
    invented_home: Path, elastic_url: str, elastic_prefix: str, tmp_path: Path
) -> None:
    loader = ElasticLoader([elastic_url], prefix=elastic_prefix)
    try:
        invented.publish(tmp_path, loader)
        late = ElasticEngine([elastic_url], prefix=elastic_prefix)
        client = invented.application(invented_home, late).test_client()
        assert client.get(f"{V1}/providers?limit=1").status_code == 200
        fresh = invented.publish(tmp_path, loader)
        early = ElasticEngine([elastic_url], prefix=elastic_prefix)
        other = invented.application(invented_home, early).test_client()
        # The late worker looks at the alias at most every LOOK_SECONDS: within them it still
        # believes in the old generation.
        late.generation()
        page = other.get(f"{V1}/providers?limit=1").json
        assert page["generation"] == fresh
        second = client.get(f"{V1}/providers?limit=1&cursor={page['next']}")
        assert second.status_code == 200, second.text
        assert second.json["generation"] == fresh
        assert LOOK_SECONDS > 0
    finally:
        loader.drop_everything()


def test_the_list_of_questions_meets_people_and_nobody(both: Both) -> None:
    totals = [
        json.loads(both.embedded.get(f"{V1}/providers?{query}").data)["total"] for query in SEARCHES
    ]
    assert sum(total == 0 for total in totals) <= 6
    assert sum(total > 20 for total in totals) >= 20
