"""The generator of invented directories: the same every time, and true to its own counts."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.generate import columns, npi
from bench.generate.__main__ import main
from bench.generate.draw import npi_numbers
from bench.generate.lists import kinds, names, zips
from bench.generate.plans import ISSUERS, PLANS, book
from bench.generate.write import MOST, write

COUNT, SEED = 1_200, 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("generated")
    write(target, COUNT, SEED)
    return target


@pytest.fixture(scope="module")
def truth(folder: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((folder / "truth.json").read_text())
    return loaded


def main_rows(folder: Path) -> list[list[str]]:
    with (folder / "npidata_pfile_bench.csv").open(newline="") as lines:
        return list(csv.reader(lines))


def location_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "pl_pfile_bench.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def entries(folder: Path) -> Iterator[dict[str, object]]:
    for path in sorted(folder.glob("providers-*.json")):
        yield from json.loads(path.read_text())


def active_main(folder: Path) -> list[dict[str, str]]:
    """Rows of the main file without a fault and not withdrawn."""
    whole = [
        dict(zip(columns.MAIN, row, strict=True))
        for row in main_rows(folder)[1:]
        if len(row) == 330
    ]
    return [
        row
        for row in whole
        if npi.is_valid(row["NPI"])
        and not row["NPI Deactivation Date"]
        and row["Last Update Date"] != "02/30/2024"
        and (
            row["Provider Last Name (Legal Name)"]
            or row["Provider Organization Name (Legal Business Name)"]
        )
    ]


def good_entries(folder: Path) -> list[dict[str, object]]:
    return [entry for entry in entries(folder) if npi.is_valid(str(entry["npi"]))]


def test_the_same_seed_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, COUNT, SEED)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_another_seed_writes_other_people(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, 50, SEED + 1)
    other = {row["Provider Last Name (Legal Name)"] for row in active_main(tmp_path)}
    here = [row["Provider Last Name (Legal Name)"] for row in active_main(folder)][: len(other)]
    assert other != set(here)


def test_a_smaller_directory_is_the_beginning_of_a_larger_one(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, 500, SEED)
    smaller = main_rows(tmp_path)
    assert smaller == main_rows(folder)[: len(smaller)]


def test_rows_are_counted_by_file(folder: Path, truth: dict[str, dict[str, int]]) -> None:
    assert truth["rows"] == {
        "npidata_pfile_bench.csv": len(main_rows(folder)) - 1,
        "pl_pfile_bench.csv": len(location_rows(folder)),
        "providers-1.json": sum(1 for _ in entries(folder)),
        "plans.json": len(json.loads((folder / "plans.json").read_text())),
    }


def test_providers_are_those_that_either_source_names(folder: Path, truth: dict[str, int]) -> None:
    in_nppes = {row["NPI"] for row in active_main(folder)}
    in_qhp = {str(entry["npi"]) for entry in good_entries(folder)}
    assert truth["providers"] == len(in_nppes | in_qhp) == COUNT
    assert truth["in_nppes"] == len(in_nppes)
    assert truth["in_qhp"] == len(in_qhp)
    assert truth["in_both"] == len(in_nppes & in_qhp)


def test_organizations_are_counted(folder: Path, truth: dict[str, int]) -> None:
    in_nppes = {row["NPI"] for row in active_main(folder) if row["Entity Type Code"] == "2"}
    in_qhp = {str(entry["npi"]) for entry in good_entries(folder) if entry["type"] == "FACILITY"}
    assert truth["organizations"] == len(in_nppes | in_qhp)
    assert truth["organizations"] + truth["individuals"] == COUNT


def test_offices_are_counted(folder: Path, truth: dict[str, int]) -> None:
    offices = {
        (row["NPI"], row["Provider First Line Business Practice Location Address"])
        for row in active_main(folder)
    }
    offices |= {
        (row["NPI"], row["Provider Secondary Practice Location Address- Address Line 1"])
        for row in location_rows(folder)
    }
    for entry in good_entries(folder):
        offices |= {(str(entry["npi"]), site["address"]) for site in entry["addresses"]}  # type: ignore[attr-defined]  # loaded JSON
    assert truth["offices"] == len(offices)
    assert 1.4 < truth["offices"] / COUNT < 1.6


def test_participations_are_counted(folder: Path, truth: dict[str, int]) -> None:
    listed = sum(len(entry["plans"]) for entry in good_entries(folder))  # type: ignore[arg-type]  # loaded JSON
    assert truth["participations"] == listed
    assert 8 < listed / COUNT < 10


def test_faults_are_one_in_a_hundred_of_every_kind(
    folder: Path, truth: dict[str, dict[str, int]]
) -> None:
    main_file = main_rows(folder)[1:]
    found = Counter[str]()
    found["nppes_short_row"] = sum(len(row) != 330 for row in main_file)
    for row in (dict(zip(columns.MAIN, row, strict=True)) for row in main_file if len(row) == 330):
        found["nppes_short_npi"] += len(row["NPI"]) != 10
        found["nppes_wrong_check_digit"] += len(row["NPI"]) == 10 and not npi.is_valid(row["NPI"])
        found["nppes_impossible_date"] += row["Last Update Date"] == "02/30/2024"
        found["nppes_no_name"] += row["Entity Type Code"] in ("1", "2") and not (
            row["Provider Last Name (Legal Name)"]
            + row["Provider Organization Name (Legal Business Name)"]
        )
    for number in (entry["npi"] for entry in entries(folder)):
        found["qhp_null_npi"] += number is None
        found["qhp_short_npi"] += number is not None and len(str(number)) != 10
        found["qhp_wrong_check_digit"] += len(str(number)) == 10 and not npi.is_valid(str(number))
    assert found == truth["dirty"]
    assert set(found.values()) <= {1, 2}
    assert found.total() == COUNT // 100


def test_withdrawn_numbers_are_nobody_else(folder: Path, truth: dict[str, int]) -> None:
    whole = [row for row in main_rows(folder)[1:] if len(row) == 330]
    day = columns.MAIN.index("NPI Deactivation Date")
    gone = {row[0] for row in whole if row[day]}
    assert truth["deactivated"] == len(gone) == COUNT // 100
    assert gone & {row["NPI"] for row in active_main(folder)} == set()


def test_every_plan_is_in_plans_json(folder: Path) -> None:
    known = {plan["plan_id"] for plan in json.loads((folder / "plans.json").read_text())}
    named = {plan["plan_id"] for entry in entries(folder) for plan in entry["plans"]}  # type: ignore[attr-defined]  # loaded JSON
    assert named <= known


def test_most_years_are_the_calendar_year(folder: Path) -> None:
    years = Counter(
        tuple(plan["years"])
        for entry in good_entries(folder)
        for plan in entry["plans"]  # type: ignore[attr-defined]  # loaded JSON
    )
    assert years[(2026,)] / years.total() > 0.9
    assert len(years) == 4


def test_five_hundred_plans_of_sixty_issuers() -> None:
    plans = [str(plan["plan_id"]) for plan in book().plans]
    assert len(set(plans)) == len(plans) == PLANS
    assert len({plan[:5] for plan in plans}) == ISSUERS
    assert {len(plan) for plan in plans} == {14}


def test_a_million_numbers_differ_and_are_valid() -> None:
    numbers = npi_numbers(0, 1_000_000)
    assert len(set(numbers.tolist())) == 1_000_000
    assert (npi.check_digits(numbers // 10) == numbers % 10).all()


@pytest.mark.parametrize(
    ("number", "valid"),
    [("1234567893", True), ("1234567892", False), ("123456789", False), ("3234567893", False)],
)
def test_check_digits(number: str, valid: bool) -> None:
    assert npi.is_valid(number) is valid


def test_names_are_many() -> None:
    assert len(names().last) > 100_000
    assert len(names().first) > 20_000


def test_common_names_are_common() -> None:
    last = names()
    weights = dict(zip(last.last, last.last_weights.steps(), strict=True))
    assert weights["SMITH"] > weights["NGUYEN"] > weights["KOWALCZYK"]


def test_every_state_has_people() -> None:
    assert {"NY", "AK", "PR", "DC"} <= set(zips().states)


def test_every_code_is_a_real_taxonomy_code() -> None:
    real = Path(__file__).parents[3] / "shared/data/nucc/nucc_taxonomy_251.csv"
    if not real.is_file():
        pytest.skip("the NUCC code list (../shared/data/nucc) is not here to compare with")
    with real.open(newline="", encoding="utf-8-sig") as lines:
        codes = {row[0] for row in csv.reader(lines)}
    assert {*kinds("i").codes, *kinds("o").codes} - codes == set()


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_an_impossible_size_is_refused(tmp_path: Path, count: int) -> None:
    with pytest.raises(ValueError, match="must be between"):
        write(tmp_path, count, SEED)


def test_the_command_takes_a_named_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--providers", "10k", "--seed", "3", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("10,000 providers")


@pytest.mark.parametrize("size", ["many", "-5", "0", "1.5"])
def test_the_command_refuses_other_words(
    tmp_path: Path, size: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--providers", size, str(tmp_path)])
    assert stopped.value.code == 2
    assert "10k, 100k, 200k, 1m" in capsys.readouterr().err
