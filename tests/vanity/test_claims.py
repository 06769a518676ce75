"""Labels are given once and for ever, by the store and by the command."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from directory.store.labels import LabelTaken, claim, labels_of_provider, owner
from directory.store.opened import Store
from directory.vanity.__main__ import main
from tests import people
from tests.stores import postgres_template, postgres_url, store, store_url

__all__ = ["postgres_template", "postgres_url", "store", "store_url"]
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ANN, BEN = people.npi(1), people.npi(2)


def test_a_label_is_its_first_claimants(store: Store) -> None:
    assert claim(store, "annlee", ANN, "staff", NOW)
    assert not claim(store, "annlee", ANN, "staff", NOW)
    with pytest.raises(LabelTaken):
        claim(store, "annlee", BEN, "staff", NOW)
    assert owner(store, ["annlee"]) == ANN


def test_the_plainest_reading_that_was_claimed_counts(store: Store) -> None:
    claim(store, "drewbarry", ANN, "staff", NOW)
    claim(store, "ewbarry", BEN, "staff", NOW)
    assert owner(store, ["drewbarry", "ewbarry"]) == ANN
    assert owner(store, ["ewbarry"]) == BEN
    assert owner(store, ["nobody"]) is None
    assert owner(store, []) is None


def test_a_provider_may_have_several(store: Store) -> None:
    for label in ("annlee", "drlee"):
        claim(store, label, ANN, "staff", NOW)
    assert labels_of_provider(store, ANN) == ["annlee", "drlee"]


@pytest.mark.parametrize(
    "statement",
    [f"UPDATE vanity_labels SET npi = '{BEN}'", "DELETE FROM vanity_labels"],
)
def test_the_database_itself_keeps_a_claim(store: Store, statement: str) -> None:
    claim(store, "annlee", ANN, "staff", NOW)
    with pytest.raises(IntegrityError), store.session(write=True) as session:
        session.execute(text(statement))
    assert owner(store, ["annlee"]) == ANN


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    people.load(tmp_path)
    monkeypatch.setenv("DIRECTORY_HOME", str(tmp_path))
    return tmp_path


def test_the_command_gives_a_label(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claim", "Dr-Serena-Chen", people.SERENA, "--by", "desk"]) == 0
    assert "serenachen.localhost now belongs" in capsys.readouterr().out
    assert main(["claim", "serenachen", people.SERENA, "--by", "desk"]) == 0
    assert "belonged already" in capsys.readouterr().out
    assert main(["claim", "serenachen", people.ROBERT, "--by", "desk"]) == 4
    assert main(["of", people.SERENA]) == 0
    assert capsys.readouterr().out == "serenachen\n"


@pytest.mark.parametrize(
    ("label", "npi", "said"),
    [
        ("admin", people.SERENA, "kept for the directory"),
        ("a b", people.SERENA, "letters, digits"),
        ("serenachen", "123", "no NPI"),
        ("adagone", people.GONE, "deactivated"),
        ("nobody", people.NOBODY, "unknown here"),
        (f"serenachen-{people.SERENA}", people.SERENA, "cannot be claimed"),
    ],
)
def test_the_command_names_what_is_wrong(
    home: Path, capsys: pytest.CaptureFixture[str], label: str, npi: str, said: str
) -> None:
    assert main(["claim", label, npi, "--by", "desk"]) == 2
    assert said in capsys.readouterr().err


def test_the_command_says_how_a_label_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "drewbarry"]) == 0
    assert "drewbarry, ewbarry" in capsys.readouterr().out
