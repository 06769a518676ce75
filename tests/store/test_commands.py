"""The operator's commands, as typed."""

from pathlib import Path

import pytest
from sqlalchemy import text

from directory.store.__main__ import main
from directory.store.opened import Store
from tests.store.decisions import fill


@pytest.fixture
def operator(store_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """The store that the settings name."""
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", store_url)
    monkeypatch.setenv("DIRECTORY_HOME", str(tmp_path))
    made = Store(store_url)
    fill(made, 3)
    made.close()
    return made


def test_migrate_says_the_revision(operator: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert "revision" in capsys.readouterr().out


def test_an_export_is_written_and_verified(
    operator: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "decisions.jsonl")
    assert main(["export-acceptances", file]) == 0
    assert main(["verify", "--export", file]) == 0
    assert main(["verify", "--against", file]) == 0
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.count("is whole: 3 rows, 1 to 3") == 4


def test_an_export_never_overwrites(operator: Store, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("something", encoding="utf-8")
    assert main(["export-acceptances", str(tmp_path / "there")]) == 2
    assert (tmp_path / "there").read_text(encoding="utf-8") == "something"


def test_a_broken_record_is_told_by_name_and_exit_code(
    operator: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = {
        "sqlite": "DROP TRIGGER acceptances_delete_rule",
        "postgresql": "ALTER TABLE acceptances DISABLE TRIGGER USER",
    }[operator.dialect]
    with operator.connection() as connection:
        connection.execute(text(rule))
        connection.execute(text("DELETE FROM acceptances WHERE seq = 2"))
    operator.close()
    assert main(["verify"]) == 4
    assert "row 2 is missing" in capsys.readouterr().err
    assert main(["retain"]) == 4


def test_retain_says_how_many_went(operator: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["retain"]) == 0
    assert "0 decisions removed" in capsys.readouterr().out
    assert main(["retain", "--days", "10"]) == 2


def test_without_a_database_the_cure_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DIRECTORY_HOME", str(tmp_path))
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", "postgresql://someone@127.0.0.1:1/none")
    assert main(["verify"]) == 5
    assert "DIRECTORY_DATABASE_URL" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", "mysql://x/y")
    assert main(["verify"]) == 2
    assert "DIRECTORY_DATABASE_URL" in capsys.readouterr().err
