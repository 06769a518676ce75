"""License texts: read once, never changed, compared from version to version."""

from datetime import date
from pathlib import Path

import pytest

from directory.model.specialty import LANGUAGES
from directory.policies.licenses import (
    SHIPPED,
    LicenseBook,
    LicenseError,
    changes,
    load,
    read,
    read_folder,
)
from tests.policies.sample import add_license

TODAY = date(2026, 11, 21)


def test_the_shipped_licenses_are_there_in_four_languages() -> None:
    book = load()
    assert book.ids == ("cpt-2026", "sample-disclaimer")
    for one in book.ids:
        license = book.current(one, TODAY)
        assert license
        assert set(license.texts) == set(LANGUAGES)
        assert license.authoritative == "en"
    assert book.version("cpt-2026", 1).placeholder  # type: ignore[union-attr]  # it is shipped
    assert not book.version("sample-disclaimer", 1).placeholder  # type: ignore[union-attr]  # it is shipped


def test_every_shipped_text_is_the_one_that_was_published() -> None:
    assert len(read_folder(SHIPPED)) == 8


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for path in SHIPPED.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize("change", ["edit", "add", "remove"])
def test_a_folder_that_differs_from_its_hashes_is_refused(tmp_path: Path, change: str) -> None:
    folder = copied(tmp_path)
    one = folder / "sample-disclaimer.1.en.md"
    if change == "edit":
        one.write_bytes(one.read_bytes() + b"\n")
    elif change == "remove":
        one.unlink()
    else:
        text = one.read_text(encoding="utf-8").replace("version = 1", "version = 2")
        (folder / "sample-disclaimer.2.en.md").write_text(text, encoding="utf-8")
    with pytest.raises(LicenseError, match="SHA256SUMS"):
        read_folder(folder)


def test_the_newest_version_in_force_counts(tmp_path: Path) -> None:
    add_license(tmp_path, version=2, effective="2026-06-01")
    add_license(tmp_path, version=3, effective="2026-12-01")
    book = load(tmp_path)
    days = (date(2025, 12, 31), date(2026, 5, 31), date(2026, 6, 1), date(2026, 12, 1))
    found = [book.current("sample-disclaimer", day) for day in days]
    assert [one.version if one else None for one in found] == [None, 1, 2, 3]
    published = book.published("sample-disclaimer", TODAY)
    assert [one.version for one in published] == [2, 1]


def test_a_version_without_a_translation_is_read_in_the_authoritative_language(
    tmp_path: Path,
) -> None:
    add_license(tmp_path, languages=("en",))
    license = load(tmp_path).version("sample-disclaimer", 2)
    assert license
    assert license.text("ru").language == "en"


def test_a_shipped_text_cannot_be_replaced_under_its_version(tmp_path: Path) -> None:
    add_license(tmp_path, version=1)
    with pytest.raises(LicenseError, match="higher version"):
        load(tmp_path)


def test_an_earlier_date_for_a_later_version_is_refused(tmp_path: Path) -> None:
    add_license(tmp_path, effective="2025-01-01")
    with pytest.raises(LicenseError, match="before version 1"):
        load(tmp_path)


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


GOOD = (SHIPPED / "cpt-2026.1.en.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text", "cure"),
    [
        ("License.md", GOOD, "ID.VERSION.LANGUAGE.md"),
        ("cpt-2026.2.en.md", GOOD, "not those of its name"),
        ("cpt-2026.1.en.md", "no front matter", "lines between"),
        ("cpt-2026.1.en.md", GOOD.replace('publisher = "', 'publisher = 5 # "'), "lines between"),
        ("cpt-2026.1.en.md", GOOD.replace("year = 2026", "yaer = 2026"), "lines between"),
        ("cpt-2026.1.en.md", GOOD.split("## ")[0], "a text in one of"),
        ("cpt-2026.1.fr.md", GOOD.replace('language = "en"', 'language = "fr"'), "one of en"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(
    tmp_path: Path, name: str, text: str, cure: str
) -> None:
    with pytest.raises(LicenseError, match=cure):
        read(written(tmp_path, name, text))


def test_languages_of_a_version_must_agree(tmp_path: Path) -> None:
    other = GOOD.replace('language = "en"', 'language = "es"').replace("year = 2026", "year = 2025")
    texts = [
        read(written(tmp_path, "cpt-2026.1.en.md", GOOD)),
        read(written(tmp_path, "cpt-2026.1.es.md", other)),
    ]
    with pytest.raises(LicenseError, match="year differs"):
        LicenseBook(texts)


def test_the_authoritative_text_must_be_there(tmp_path: Path) -> None:
    spanish = GOOD.replace('language = "en"', 'language = "es"')
    with pytest.raises(LicenseError, match="authoritative text"):
        LicenseBook([read(written(tmp_path, "cpt-2026.1.es.md", spanish))])


def test_changes_are_told_by_paragraph_whatever_the_line_breaks(tmp_path: Path) -> None:
    old = read(SHIPPED / "sample-disclaimer.1.en.md")
    text = (
        old.source.decode().replace("services.", "services .").replace("version = 1", "version = 2")
    )
    text = text.replace("It is\nnot medical", "It\nis not medical")
    text = text.replace("2. You do not show them as your own", "2. You never show them as yours")
    new = read(written(tmp_path, "sample-disclaimer.2.en.md", text))
    told = [(one.kind, one.text[:30]) for one in changes(old, new) if one.kind != "same"]
    assert told == [
        ("removed", "2. You do not show them as you"),
        ("added", "2. You never show them as your"),
    ]
