"""The catalog is whole: every code in one place, every specialty in four languages."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from directory.model.specialty import LANGUAGES
from directory.specialties.catalog import catalog
from directory.specialties.nucc import read_nucc_csv

NUCC = Path(__file__).parents[3] / "shared" / "data" / "nucc" / "nucc_taxonomy_251.csv"
without_nucc = pytest.mark.skipif(
    not NUCC.exists(), reason="The NUCC code set is not beside this checkout; it is licensed."
)


def test_ids_are_unique_ascii_slugs() -> None:
    ids = [specialty.id for specialty in catalog().specialties]
    in_tree = [one for category in catalog().categories for one in category.specialties]
    assert sorted(ids) == sorted(in_tree)
    assert all(one.isascii() and one == one.lower() and " " not in one for one in ids)


def test_each_code_belongs_to_one_specialty() -> None:
    codes = Counter(code for specialty in catalog().specialties for code in specialty.codes)
    assert [code for code, times in codes.items() if times > 1] == []
    assert all(len(code) == 10 and code.endswith("X") for code in codes)


def test_every_specialty_has_names_and_words_in_four_languages() -> None:
    for specialty in catalog().specialties:
        for language in LANGUAGES:
            assert specialty.names[language], (specialty.id, language)
            assert specialty.descriptions[language], (specialty.id, language)
            known = specialty.titles[language] + specialty.words[language]
            assert len(known) >= (4 if language == "en" else 1), (specialty.id, language)


def test_every_category_is_named_and_filled() -> None:
    for category in catalog().categories:
        assert set(category.names) == set(LANGUAGES)
        assert category.specialties


def test_related_specialties_exist() -> None:
    for specialty in catalog().specialties:
        for related in specialty.related:
            assert catalog().get(related) is not None, (specialty.id, related)
            assert related != specialty.id


def test_names_are_distinct_within_a_language() -> None:
    for language in LANGUAGES:
        names = Counter(s.names[language].casefold() for s in catalog().specialties)
        assert [name for name, times in names.items() if times > 1] == [], language


@without_nucc
def test_covers_all_codes_of_the_code_set() -> None:
    with NUCC.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    held = {code for specialty in catalog().specialties for code in specialty.codes}
    assert {row["Code"] for row in rows} == held
    people = {code for s in catalog().specialties if s.kind == "individual" for code in s.codes}
    assert {row["Code"] for row in rows if row["Section"] == "Individual"} == people


@without_nucc
def test_reads_the_operators_code_set() -> None:
    assert len(read_nucc_csv(NUCC)) == 883


def test_a_code_set_without_its_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "nucc_taxonomy_0.csv"
    file.write_text("Code,Name\n207Q00000X,Doctors\n")
    with pytest.raises(ValueError, match="lacks the column 'Display Name'"):
        read_nucc_csv(file)
