"""Policies load beside providers: each file a row, every version kept, nothing lost unsaid."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.search.open import open_engine
from directory.search.policybook import PolicyBook
from tests.indexer.conftest import FIXTURES, PERSON, Outcome

Run = Callable[..., Outcome]
Write = Callable[..., Path]


@pytest.fixture
def bulletin(tmp_path: Path) -> Callable[..., Path]:
    """Write a policy file."""

    def write(
        number: str = "DME-1",
        version: int = 1,
        *,
        text: str = "Text.",
        name: str = "",
        related: str = "",
    ) -> Path:
        path = tmp_path / (name or f"{number}-v{version}.md")
        path.write_text(
            f'+++\nnumber = "{number}"\nversion = {version}\ntitle = "Oxygen"\nstatus = "active"\n'
            f'effective_on = 2026-0{version}-01\nlicenses = ["sample-disclaimer"]\n'
            f"related = [{related}]\n+++\n{text}\n"
        )
        return path

    return write


def book(home: Path) -> PolicyBook:
    return open_engine("embedded:", home).policies()


def test_policies_alone_are_published(indexer: Run, bulletin: Write, home: Path) -> None:
    report = indexer("load", bulletin(), bulletin("DME-2")).report
    sums = ("read", "kept", "rejected", "providers", "policies", "published")
    assert [report[name] for name in sums] == [2, 2, 0, 0, 2, True]
    assert book(home).numbers == ("DME-1", "DME-2")
    assert indexer("check").code == 0


def test_each_file_is_a_row_and_a_faulty_one_is_rejected(
    indexer: Run, bulletin: Write, nppes: Write, tmp_path: Path, home: Path
) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("No front matter.\n")
    done = indexer("load", bulletin(), bad, nppes(PERSON))
    assert [done.report[name] for name in ("read", "kept", "rejected", "providers")] == [3, 2, 1, 1]
    (reject,) = done.rejects
    assert (reject["file"], reject["row"], reject["level"]) == ("bad.md", 1, "row")
    assert "begin it with" in reject["reason"]
    assert book(home).numbers == ("DME-1",)


def test_nothing_but_a_faulty_policy_is_nothing_usable(indexer: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("---\nnumber: X\n---\n")
    assert indexer("load", bad).code == 3


def test_an_older_version_stays_as_history(indexer: Run, bulletin: Write, home: Path) -> None:
    indexer("load", bulletin(version=1, text="First."))
    indexer("load", bulletin(version=2, text="Second."))
    assert [one.body for one in book(home).versions("DME-1")] == ["Second.\n", "First.\n"]


def test_an_older_version_loaded_later_does_not_take_over(
    indexer: Run, bulletin: Write, home: Path
) -> None:
    indexer("load", bulletin(version=2))
    assert indexer("load", bulletin(version=1)).report["policies"] == 1
    found = book(home).get("DME-1")
    assert found is not None
    assert found.version == 2


def test_a_version_loaded_again_with_other_text_is_replaced_and_noted(
    indexer: Run, bulletin: Write, home: Path
) -> None:
    indexer("load", bulletin(text="First."))
    assert indexer("load", bulletin(text="First.")).rejects == []
    done = indexer("load", bulletin(text="Mended."))
    assert [(r["level"], r["value"]) for r in done.rejects] == [("value", "DME-1 version 1")]
    assert [one.body for one in book(home).versions("DME-1")] == ["Mended.\n"]


def test_one_version_twice_in_one_load_is_rejected(
    indexer: Run, bulletin: Write, home: Path
) -> None:
    done = indexer("load", bulletin(text="A."), bulletin(text="B.", name="copy.md"))
    assert [done.report[name] for name in ("read", "kept", "rejected")] == [2, 1, 1]
    assert [(r["file"], r["field"]) for r in done.rejects] == [("copy.md", "version")]
    assert "DME-1-v1.md" in done.rejects[0]["reason"]
    assert [one.body for one in book(home).versions("DME-1")] == ["A.\n"]


def test_a_related_policy_that_nobody_loaded_is_noted_and_kept(
    indexer: Run, bulletin: Write, home: Path
) -> None:
    done = indexer("load", bulletin(related='"DME-9"'))
    assert [(r["field"], r["value"], r["level"]) for r in done.rejects] == [
        ("related", "DME-9", "value")
    ]
    found = book(home).get("DME-1")
    assert found is not None
    assert found.related == ("DME-9",)


def test_later_loads_of_other_sources_keep_the_policies(
    indexer: Run, bulletin: Write, nppes: Write, home: Path
) -> None:
    indexer("load", bulletin())
    assert indexer("load", nppes(PERSON)).report["policies"] == 1
    staged = indexer("status").report["staged"]["sources"]
    assert [(one["name"], one["rows"]) for one in staged] == [("nppes", 1), ("policies", 1)]


def test_replace_drops_policies_too(
    indexer: Run, bulletin: Write, nppes: Write, home: Path
) -> None:
    indexer("load", bulletin())
    assert indexer("load", "--replace", nppes(PERSON)).report["policies"] == 0
    assert book(home).numbers == ()


def test_many_policies_do_not_vanish_unasked(indexer: Run, bulletin: Write) -> None:
    indexer("load", *(bulletin(f"DME-{number}") for number in range(20)))
    done = indexer("load", "--replace", bulletin())
    assert done.code == 4
    assert [c["name"] for c in done.report["checks"] if not c["ok"]] == ["no-drop"]


def test_staged_policies_can_be_published_alone(indexer: Run, bulletin: Write, home: Path) -> None:
    indexer("stage", bulletin())
    assert indexer("publish").report["policies"] == 1


def test_the_format_can_be_named(indexer: Run, bulletin: Write, tmp_path: Path) -> None:
    other = bulletin(name="oxygen.txt")
    assert indexer("load", "--as", "policies", other).report["kept"] == 1
    assert indexer("load", other).report["kept"] == 1
    assert indexer("load", "--as", "nppes", other).code == 2


def test_policies_in_an_archive_are_read(indexer: Run, bulletin: Write, tmp_path: Path) -> None:
    path = tmp_path / "policies.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for one in (bulletin("A-1"), bulletin("A-2")):
            archive.write(one, one.name)
    assert indexer("load", path).report["policies"] == 2


def test_the_samples_load_without_a_reject(indexer: Run, home: Path) -> None:
    files = sorted((FIXTURES / "policies").glob("*.md"))
    done = indexer("load", *files)
    assert done.rejects == []
    assert (done.report["kept"], done.report["policies"]) == (len(files), 25)
