"""All that fixtures/expected.json promises comes true, on every engine there is."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from directory.config import Config
from directory.model.participation import Participation
from directory.model.provider import Deactivated, Name, Office, Provider
from directory.search.elastic.loader import ElasticLoader
from directory.search.embedded.loader import EmbeddedLoader
from directory.search.engine import Engine, Loader
from directory.search.status import network_status
from directory.specialties.catalog import catalog
from indexer.faults import IndexerError
from indexer.pipeline import Indexer
from indexer.progress import Progress
from indexer.report import Report
from tests.conftest import NO_SERVER, SERVERS
from tests.indexer.conftest import FIXTURES

EXPECTED: dict[str, Any] = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
RECORDS = {record["npi"]: record for record in EXPECTED["records"]}
FILES = [
    *sorted((FIXTURES / "nppes").glob("*.csv")),
    FIXTURES / "qhp" / "index.json",
    *sorted((FIXTURES / "plan-net").glob("*.ndjson")),
    FIXTURES / "mpf" / "index.json",
]
ENGINES = ["embedded", *(f"elastic-{version}" for version in SERVERS or ["absent"])]
NAME_PARTS = ("full", "prefix", "first", "middle", "last", "suffix", "credential")


class Loaded:
    """What a load told, and the engine that serves it."""

    def __init__(self, loader: Loader, home: Path, files: list[Path]) -> None:
        self.report = Report()
        config = Config.from_env({"DIRECTORY_HOME": str(home)})
        Indexer(config, Progress(), loader).load(
            files, None, self.report, replace=False, allow_drop=False
        )
        self.engine: Engine = loader.candidate()

    def provider(self, npi: str) -> Provider:
        found = self.engine.get(npi)
        assert isinstance(found, Provider)
        return found

    def rejects(self) -> list[dict[str, Any]]:
        lines = Path(self.report.rejects_file or "").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module", params=ENGINES)
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Loaded]:
    """The whole directory of fixtures/, loaded once for the module."""
    home = tmp_path_factory.mktemp("fixtures")
    if request.param == "embedded":
        yield Loaded(EmbeddedLoader(home), home, FILES)
        return
    url = SERVERS.get(request.param.removeprefix("elastic-"))
    if url is None:
        pytest.skip(NO_SERVER)
    prefix = f"t{home.name}{home.parent.name}-".lower().replace("_", "-")
    loader = ElasticLoader([url], prefix=prefix)
    yield Loaded(loader, home, FILES)
    loader.drop_everything()


def test_totals(loaded: Loaded) -> None:
    totals = EXPECTED["totals"]
    told = {
        name: getattr(loaded.report, name)
        for name in (
            "read", "kept", "rejected", "deactivated", "providers", "offices", "plans", "unlocated"
        )
    }  # fmt: skip
    assert told == {name: totals[name] for name in told}
    book = loaded.engine.plans()
    assert len(book.issuers) == totals["issuers"]
    lone = [plan for plan in book.plans.values() if plan.id_type == "NETWORK"]
    assert len(lone) == totals["networks_without_plan"]


def test_a_clean_load_notes_what_is_doubtful_and_no_more(loaded: Loaded) -> None:
    noted = Counter((fault["field"], fault["value"]) for fault in loaded.rejects())
    assert noted == {(one["field"], one["value"]): one["times"] for one in EXPECTED["noted"]}


@pytest.mark.parametrize("npi", RECORDS)
def test_record(loaded: Loaded, npi: str) -> None:
    expected = RECORDS[npi]
    found = loaded.engine.get(npi)
    if "deactivated_on" in expected:
        assert found == Deactivated(npi=npi, on=date.fromisoformat(expected["deactivated_on"]))
        return
    assert isinstance(found, Provider)
    person, offices = as_expected(found)
    promised = {**expected, "specialties": ids(expected["codes"])}
    promised["primary"] = ids([expected["primary"]])[0] if expected["primary"] else None
    assert person == {name: promised[name] for name in person}
    assert offices == sorted(map(promised_office, expected["offices"]), key=order)


@pytest.mark.parametrize(
    "asked",
    EXPECTED["network_status"],
    ids=lambda one: f"{one['npi']}-{one['plan']}-{one['as_of']}",
)
def test_network_status(loaded: Loaded, asked: dict[str, str]) -> None:
    answer = network_status(
        loaded.provider(asked["npi"]),
        asked["plan"],
        loaded.engine.plans(),
        date.fromisoformat(asked["as_of"]),
    )
    assert answer.answer == asked["answer"]


@pytest.mark.parametrize("name", EXPECTED["dirty"])
def test_dirty_file(name: str, tmp_path: Path) -> None:
    promised = EXPECTED["dirty"][name]
    loader = EmbeddedLoader(tmp_path)
    if promised["exit"]:
        with pytest.raises(IndexerError, match=promised["says"]) as refused:
            Loaded(loader, tmp_path, [FIXTURES / "dirty" / name])
        assert (refused.value.code, loader.generations()) == (promised["exit"], [])
        return
    done = Loaded(loader, tmp_path, [FIXTURES / "dirty" / name])
    assert (done.report.kept, done.report.rejected) == (promised["kept"], promised["rejected"])
    rows = [fault["field"] for fault in done.rejects() if fault["level"] == "row"]
    assert rows == [promised["field"]] * promised["rejected"]


def test_every_dirty_file_is_promised() -> None:
    assert {path.name for path in (FIXTURES / "dirty").iterdir()} == set(EXPECTED["dirty"])


def test_mixed_case_tier_is_one_tier(tmp_path: Path) -> None:
    done = Loaded(
        EmbeddedLoader(tmp_path), tmp_path, [FIXTURES / "dirty/providers_mixed_case_tier.json"]
    )
    assert {part.tier for part in all_participations(done)} == {"PREFERRED"}


def test_unlisted_plan_is_kept_by_its_id_and_noted(tmp_path: Path) -> None:
    done = Loaded(
        EmbeddedLoader(tmp_path), tmp_path, [FIXTURES / "dirty/providers_unlisted_plan.json"]
    )
    assert "90101NY9990001" in {part.plan for part in all_participations(done)}
    assert "90101NY9990001" in {f["value"] for f in done.rejects() if f["level"] == "value"}


def all_participations(done: Loaded) -> list[Participation]:
    entries = json.loads((FIXTURES / "dirty/providers_mixed_case_tier.json").read_text())
    return [
        part
        for entry in entries
        for office in done.provider(entry["npi"]).offices
        for part in office.participations
    ]


def as_expected(found: Provider) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A provider in the words of expected.json, and its offices in a fixed order."""
    person = {
        "kind": found.kind,
        "name": as_name(found.name),
        "others": [{"full": other.full, "kind": other.kind} for other in found.name.others],
        "gender": found.gender,
        "languages": list(found.languages),
        "specialties": [held.id for held in found.specialties],
        "primary": next((held.id for held in found.specialties if held.primary), None),
        "sources": list(found.sources),
    }
    return person, sorted(map(as_office, found.offices), key=order)


def as_name(name: Name) -> dict[str, str]:
    return {part: value for part in NAME_PARTS if (value := getattr(name, part))}


def as_office(office: Office) -> dict[str, Any]:
    return {
        "line1": office.address.line1,
        "line2": office.address.line2,
        "city": office.address.city,
        "state": office.address.state,
        "zip": office.address.zip,
        "codes": [held.id for held in office.specialties],
        "located_by": office.located_by,
        "position": [office.lat, office.lon] if office.located_by == "source" else None,
        "phone": "".join(c for c in office.phone if c.isdigit()),
        "accepting": office.accepting,
        "telehealth": office.telehealth,
        "accessibility": list(office.accessibility),
        "participations": sorted(map(as_participation, office.participations), key=str),
        "sources": list(office.sources),
        "verified_on": office.verified_on.isoformat() if office.verified_on else None,
    }


def as_participation(part: Participation) -> dict[str, str | None]:
    return {
        "plan": part.plan,
        "network": part.network,
        "tier": part.tier,
        "from": part.start.isoformat() if part.start else None,
        "to": part.end.isoformat() if part.end else None,
        "accepting": part.accepting,
        "source": part.source,
    }


def promised_office(office: dict[str, Any]) -> dict[str, Any]:
    parts = [{"network": None, "tier": None, **part} for part in office["participations"]]
    # The order of keys as the loaded ones have them, so that both lists sort alike.
    keys = ("plan", "network", "tier", "from", "to", "accepting", "source")
    ordered = [{key: part[key] for key in keys} for part in parts]
    return {
        **office,
        "codes": ids(office["codes"]),
        "participations": sorted(ordered, key=str),
    }


def ids(codes: list[str]) -> list[str | None]:
    """Catalog ids: a source of words has no codes, and names the same specialty."""
    found = {code: catalog().by_code(code) for code in codes}
    return [one.id if one else None for one in found.values()]


def order(office: dict[str, Any]) -> str:
    return f"{office['zip']} {office['line1']} {office['codes']}"
