"""The first administrator comes by a command, and so does a new link."""

import re
from pathlib import Path

import pytest

from directory.staff.__main__ import OK, TAKEN, UNREACHABLE, main
from directory.store import staff as accounts
from directory.store.opened import Store


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIRECTORY_HOME", str(tmp_path / "home"))
    return f"sqlite:///{tmp_path / 'home' / 'directory.sqlite'}"


def make() -> int:
    return main(["create-admin", "--login", "Ada", "--name", "Ada Long"])


def test_the_first_administrator_gets_a_link(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert make() == OK
    assert re.match(
        r"http://localhost:8000/staff/welcome\?key=[\w-]{43}\n", capsys.readouterr().out
    )
    found = accounts.by_login(Store(url), "ada")
    assert found
    assert (found.person.role, found.person.issuers, found.invited) == ("admin", ("*",), True)


def test_a_login_is_made_once(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert [make(), make()] == [OK, TAKEN]
    assert "invite Ada" in capsys.readouterr().err


def test_a_new_link_shuts_the_old_password(url: str) -> None:
    make()
    store = Store(url)
    found = accounts.by_login(store, "ada")
    assert found
    accounts.change(store, found.person.id, password="x", totp=2)
    assert main(["invite", "ada", "--drop-code"]) == OK
    again = accounts.by_login(store, "ada")
    assert again
    assert (again.password, again.totp) == ("", -2)


def test_nobody_is_invited_under_an_unknown_login(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make()
    assert main(["invite", "nobody"]) == TAKEN
    assert "'nobody' is nobody here" in capsys.readouterr().err


def test_without_a_database_it_says_what_to_do(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert make() == UNREACHABLE
    assert "directory.store migrate" in capsys.readouterr().err
