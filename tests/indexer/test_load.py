"""A load from end to end on the embedded engine: sums, rejects, generations, exit codes."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.model.provider import Deactivated, Provider
from directory.search.open import open_engine
from tests.indexer.conftest import CHEN, ENTRY, NOVAK, PERSON, Outcome

Run = Callable[..., Outcome]
Write = Callable[..., Path]


def found(home: Path, npi: str = CHEN) -> Provider | Deactivated | None:
    return open_engine("embedded:", home).get(npi)


def provider(home: Path, npi: str = CHEN) -> Provider:
    one = found(home, npi)
    assert isinstance(one, Provider)
    return one


def many(count: int) -> list[dict[str, str]]:
    """Rows of that many invented people."""
    rows = []
    for number in range(count):
        start = f"20009{number:04}"
        digits = [int(d) * 2 - 9 * (int(d) > 4) if i % 2 == 0 else int(d)
                  for i, d in enumerate(start)]  # fmt: skip
        rows.append({**PERSON, "NPI": f"{start}{-(sum(digits) + 24) % 10}"})
    return rows


def test_published_load_reports_its_sums(indexer: Run, nppes: Write, home: Path) -> None:
    gone = {"NPI": NOVAK, "NPI Deactivation Date": "03/16/2006"}
    done = indexer("load", nppes(PERSON, gone, {**PERSON, "NPI": "1234567892"}))
    report = done.report
    assert done.code == 0
    sums = ("read", "kept", "rejected", "deactivated", "providers", "offices", "plans", "unlocated")
    assert [report[name] for name in sums] == [3, 2, 1, 1, 1, 1, 0, 0]
    assert report["published"] is True
    assert all(check["ok"] for check in report["checks"])
    assert provider(home).name.full == "Serena Chen"
    assert isinstance(found(home, NOVAK), Deactivated)


def test_rejects_name_file_row_field_value_and_reason(indexer: Run, nppes: Write) -> None:
    (reject,) = indexer("load", nppes(PERSON, {**PERSON, "NPI": "1234567892"})).rejects
    assert reject == {
        "file": "main_pfile.csv", "row": 2, "field": "NPI", "value": "1234567892",
        "reason": "the check digit of the NPI is wrong; a digit was mistyped", "level": "row",
    }  # fmt: skip


def test_next_load_is_merged_with_what_is_staged(
    indexer: Run, nppes: Write, as_json: Write, home: Path
) -> None:
    indexer("load", nppes(PERSON))
    report = indexer("load", as_json("p.json", [ENTRY])).report
    assert (report["providers"], report["read"]) == (1, 1)
    (office,) = provider(home).offices
    assert office.sources == ("nppes", "qhp")
    assert [one.plan for one in office.participations] == ["90101NY0010001"]


def test_same_record_again_replaces_the_earlier_one(
    indexer: Run, as_json: Write, home: Path
) -> None:
    indexer("load", as_json("p.json", [ENTRY]))
    moved = {**ENTRY["addresses"][0], "address": "9 Elm Road"}
    report = indexer("load", as_json("p.json", [{**ENTRY, "addresses": [moved]}])).report
    assert report["published"]
    assert [office.address.line1 for office in provider(home).offices] == ["9 Elm Road"]


def test_rows_of_one_npi_in_one_file_are_merged(indexer: Run, as_json: Write, home: Path) -> None:
    other = {**ENTRY["addresses"][0], "address": "9 Elm Road"}
    indexer("load", as_json("p.json", [ENTRY, {**ENTRY, "addresses": [other]}]))
    assert len(provider(home).offices) == 2


def test_replace_drops_what_was_staged(indexer: Run, nppes: Write, home: Path) -> None:
    indexer("load", nppes(PERSON))
    indexer("load", "--replace", nppes({**PERSON, "NPI": NOVAK}))
    assert found(home) is None
    assert isinstance(found(home, NOVAK), Provider)


def test_large_drop_is_refused_and_the_old_generation_serves(
    indexer: Run, nppes: Write, home: Path
) -> None:
    live = indexer("load", nppes(*many(40), name="all.csv")).report["generation"]
    done = indexer("load", "--replace", nppes(*many(10), name="few.csv"))
    assert done.code == 4
    assert done.report["published"] is False
    assert [c["name"] for c in done.report["checks"] if not c["ok"]] == ["no-drop"]
    assert open_engine("embedded:", home).generation().id == live
    # Nothing of the refused load stays in the stage: publishing gives all forty again.
    assert indexer("publish").report["providers"] == 40


def test_large_drop_is_published_where_it_is_meant(indexer: Run, nppes: Write) -> None:
    indexer("load", nppes(*many(40), name="all.csv"))
    few = nppes(*many(10), name="few.csv")
    report = indexer("load", "--replace", "--allow-drop", few).report
    assert (report["published"], report["providers"]) == (True, 10)


def test_practice_location_of_an_unknown_npi_is_rejected(indexer: Run, nppes: Write) -> None:
    row = {
        "NPI": NOVAK,
        "Provider Secondary Practice Location Address- Address Line 1": "7 Elm Rd",
    }
    done = indexer("load", nppes(row, part="pl"), nppes(PERSON))
    assert (done.report["kept"], done.report["rejected"]) == (1, 1)
    assert [(r["file"], r["value"]) for r in done.rejects] == [("pl_pfile.csv", NOVAK)]


def test_new_main_and_location_files_end_old_locations(
    indexer: Run, nppes: Write, home: Path
) -> None:
    row = {
        "NPI": CHEN,
        "Provider Secondary Practice Location Address- Address Line 1": "7 Elm Rd",
    }
    indexer("load", nppes(PERSON), nppes(row, part="pl"))
    assert len(provider(home).offices) == 2
    indexer("load", nppes(PERSON), nppes(part="pl"))
    assert len(provider(home).offices) == 1


def test_plan_that_no_file_describes_is_kept_and_noted(
    indexer: Run, as_json: Write, home: Path
) -> None:
    done = indexer("load", as_json("p.json", [ENTRY]))
    assert [(r["level"], r["value"]) for r in done.rejects] == [("value", "90101NY0010001")]
    plan = open_engine("embedded:", home).plans().plans["90101NY0010001"]
    assert (plan.name, plan.issuer) == ("90101NY0010001", "90101")


def test_plans_option_names_the_plans(indexer: Run, as_json: Write, home: Path) -> None:
    plans = as_json("plans.json", [{"plan_id": "90101NY0010001", "marketing_name": "Gold"}])
    done = indexer("load", as_json("p.json", [ENTRY]), "--plans", plans)
    assert done.rejects == []
    assert open_engine("embedded:", home).plans().plans["90101NY0010001"].name == "Gold"


def test_stage_changes_nothing_that_serves(indexer: Run, nppes: Write, home: Path) -> None:
    report = indexer("stage", nppes(PERSON)).report
    assert (report["kept"], report["generation"], report["published"]) == (1, None, False)
    assert indexer("check").code == 2
    assert indexer("publish").report["published"] is True
    assert indexer("check").code == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "is empty"),
        ("header.csv", None, "no row"),
        ("noise.bin", b"\x00\x01\x02", "neither an NPPES table"),
        ("other.json", b'{"hello": 1}', "no known format"),
        (
            "cut.csv.gz",
            gzip.compress(b'"NPI","Entity Type Code"\n' * 99, mtime=0)[:-9],
            "cut short",
        ),
        ("semicolons.csv", b'"NPI";"Entity Type Code"\n', "separated by ';'"),
        ("blank.json", b" \n", "is empty"),
    ],
)
def test_unusable_files_are_refused_by_name_and_change_nothing(
    indexer: Run, nppes: Write, home: Path, tmp_path: Path, name: str, content: bytes | None,
    words: str,
) -> None:  # fmt: skip
    live = indexer("load", nppes(PERSON)).report["generation"]
    bad = tmp_path / name
    bad.write_bytes(nppes(name="empty_rows.csv").read_bytes() if content is None else content)
    done = indexer("load", bad)
    assert done.code == 3
    assert name in done.err
    assert words in done.err
    assert done.report["kept"] == 0
    assert open_engine("embedded:", home).generation().id == live


def test_one_unusable_file_stops_the_whole_call(indexer: Run, nppes: Write, tmp_path: Path) -> None:
    bad = tmp_path / "cut.json"
    bad.write_text('[{"npi": "2000000168"')
    assert indexer("load", nppes(PERSON), bad).code == 3
    assert indexer("publish").code == 2


def test_directory_is_refused(indexer: Run, tmp_path: Path) -> None:
    done = indexer("load", tmp_path)
    assert (done.code, "is a directory" in done.err) == (3, True)


def test_nothing_but_rejects_is_nothing_usable(indexer: Run, nppes: Write) -> None:
    done = indexer("load", nppes({**PERSON, "NPI": "1"}))
    assert (done.code, done.report["read"], done.report["rejected"]) == (3, 1, 1)


def test_usage_errors(indexer: Run, nppes: Write) -> None:
    assert indexer("load").code == 2
    assert indexer("load", "--as", "qhp", nppes(PERSON)).code == 2
    assert indexer("export", "--as", "nppes", "somewhere").code == 2
    assert indexer("rollback").code == 2
    assert indexer("publish").code == 2


def test_engine_that_is_down_is_told_at_once(
    indexer: Run, nppes: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTORY_SEARCH_URL", "http://127.0.0.1:9")
    assert indexer("load", nppes(PERSON)).code == 5


def test_rollback_serves_the_generation_before(indexer: Run, nppes: Write, home: Path) -> None:
    first = indexer("load", nppes(PERSON)).report["generation"]
    second = indexer("load", nppes({**PERSON, "NPI": NOVAK}, name="b.csv")).report["generation"]
    assert indexer("rollback").report["generation"] == first
    assert found(home, NOVAK) is None
    assert indexer("rollback", second).code == 0
    assert indexer("rollback", "nosuch").code == 2
    listed = indexer("generations").report
    assert listed["live"] == second
    assert [one["id"] for one in listed["generations"]] == [first, second]


def test_only_three_generations_are_kept(indexer: Run, nppes: Write) -> None:
    made = [indexer("load", nppes(PERSON)).report["generation"] for _ in range(4)]
    listed = indexer("generations").report["generations"]
    assert [one["id"] for one in listed] == made[1:]


def test_status_tells_what_is_staged(indexer: Run, nppes: Write) -> None:
    indexer("load", nppes(PERSON))
    status = indexer("status").report
    assert status["live"]["providers"] == 1
    assert [(s["name"], s["rows"]) for s in status["staged"]["sources"]] == [("nppes", 1)]


def test_stage_of_another_version_is_refused(indexer: Run, nppes: Write, home: Path) -> None:
    import sqlite3

    indexer("load", nppes(PERSON))
    with sqlite3.connect(home / "stage.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert indexer("load", nppes(PERSON)).code == 2


def test_a_second_load_waits_its_turn(indexer: Run, nppes: Write, home: Path) -> None:
    from indexer.lock import only_one

    with only_one(home):
        done = indexer("load", nppes(PERSON))
    assert (done.code, "another indexer" in done.err) == (2, True)


def test_plan_net_role_loaded_later_finds_its_earlier_location(
    indexer: Run, tmp_path: Path, home: Path
) -> None:
    from tests.indexer.sources.test_plan_net import LOCATION, NETWORK, PLAN, PRACTITIONER, ROLE

    def write(name: str, *resources: dict[str, Any]) -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(one) + "\n" for one in resources))
        return path

    indexer("load", write("a.ndjson", PRACTITIONER, LOCATION, NETWORK, PLAN))
    report = indexer("load", write("b.ndjson", ROLE)).report
    assert (report["read"], report["kept"]) == (1, 1)
    (office,) = provider(home).offices
    assert (office.located_by, [p.plan for p in office.participations]) == (
        "source", ["H9901-001-000"],
    )  # fmt: skip
