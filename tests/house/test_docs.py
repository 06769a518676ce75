"""The docs say what is there: settings, rooms, dependencies, decisions; every link resolves."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from directory.config import SETTINGS
from tests.house.source import PACKAGES, ROOT, name_of

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *(ROOT / "fixtures").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\bDIRECTORY_[A-Z_]+\b")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def settings() -> set[str]:
    """Return every setting the sources of the service and the loader read."""
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}


def rooms() -> list[str]:
    """Return the folders of both packages that hold code."""
    return sorted(
        f"{package}/{folder.name}"
        for package in PACKAGES
        for folder in (ROOT / package).iterdir()
        if folder.is_dir() and any(folder.rglob("*.py"))
    )


def anchors(page: Path) -> set[str]:
    """Return the fragment of every heading of a page, as code hosts make them."""
    titles = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def sections() -> dict[str, str]:
    """Return the text of docs/settings.md under each setting's heading."""
    parts = re.split(r"^## `(DIRECTORY_[A-Z_]+)`$", read("docs/settings.md"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_setting_is_documented_and_no_other() -> None:
    assert set(sections()) == set(SETTINGS)


def test_no_setting_is_read_past_the_list_of_settings() -> None:
    assert settings() <= set(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_default_is_stated(setting: str) -> None:
    default = SETTINGS[setting]
    assert (f"`{default}`" if default else "default") in sections().get(setting, "")


@pytest.mark.parametrize("room", rooms())
def test_every_room_is_on_the_map(room: str) -> None:
    assert f"`{room}/`" in read("docs/architecture.md")


def test_the_map_names_no_room_that_is_not_there() -> None:
    named = re.findall(
        r"^\| `((?:directory|indexer)/[a-z/]+)/`", read("docs/architecture.md"), re.MULTILINE
    )
    assert [name for name in named if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_resolve(page: Path) -> None:
    broken = []
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = unquote(target).partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (
            fragment and there.suffix == ".md" and fragment not in anchors(there)
        ):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=name_of)
def test_every_page_is_reached_from_the_index(page: Path) -> None:
    if page == DOCS / "index.md":
        return
    assert f"({page.relative_to(DOCS).as_posix()})" in read("docs/index.md")


@pytest.mark.parametrize("lock", ["run", "test"])
def test_every_dependency_is_explained(lock: str) -> None:
    asked = re.findall(r"^([a-z][\w.-]*)", read(f"requirements/{lock}.in"), flags=re.MULTILINE)
    explained = re.findall(r"^\| `([\w.-]+)`", read("docs/dependencies.md"), flags=re.MULTILINE)
    assert [name for name in asked if name not in {each.lower() for each in explained}] == []


@pytest.mark.parametrize("decision", sorted((DOCS / "adr").glob("*.md")), ids=name_of)
def test_every_decision_keeps_what_was_rejected(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert re.match(rf"# {int(decision.name[:4])}\. ", text)
    for heading in ("Status", "Question", "Decision", "Rejected", "Consequences"):
        assert f"\n## {heading}\n" in text


def test_the_changelog_has_an_entry() -> None:
    unreleased = read("CHANGELOG.md").partition("## Unreleased")[2].partition("\n## ")[0]
    assert re.search(r"^- \S", unreleased, flags=re.MULTILINE)


def test_the_readme_shows_exactly_two_set_up_commands() -> None:
    section = read("README.md").partition("## Set up")[2].partition("\n## ")[0]
    assert re.findall(r"^(make \w+)", section, flags=re.MULTILINE) == ["make run", "make test"]


@pytest.mark.parametrize("command", ["help", "run", "test", "check", "bench"])
def test_every_command_of_the_house_says_what_it_does(command: str) -> None:
    assert re.search(rf"^{command}:.*## \S", read("Makefile"), flags=re.MULTILINE)


def test_ruff_and_the_metadata_ask_for_the_same_python() -> None:
    target = tomllib.loads(read("ruff.toml"))["target-version"]
    assert f"python_requires = >={target[2]}.{target[3:]}" in read("setup.cfg")
