"""The sample policies: complete, tied together, and with codes that exist."""

import csv
import gzip
import re
import warnings
from itertools import pairwise
from pathlib import Path

import pytest

from directory.model.policy import Policy
from directory.search.policybook import PolicyBook
from directory.search.policydiff import difference
from directory.search.policytext import sections
from directory.specialties.catalog import catalog
from indexer.files import InputFile
from indexer.items import Taken
from indexer.sources import policies

with warnings.catch_warnings():
    # The package reads its data by a way that newer Pythons call old.
    warnings.simplefilter("ignore", DeprecationWarning)
    import simple_icd_10_cm as icd

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "fixtures" / "policies").glob("*.md"))
HCPCS = ROOT.parent / "shared" / "data" / "codes" / "hcpcs_level2_2026_04.csv.gz"
NO_HCPCS = "The list of HCPCS codes in ../shared/data/codes is not on this machine."


def loaded(path: Path) -> Policy:
    (item,) = policies.read(InputFile(path))
    assert isinstance(item, Taken), item
    assert item.policy is not None
    assert item.faults == ()
    return item.policy


POLICIES = [loaded(path) for path in FILES]
BOOK = PolicyBook(POLICIES)
each_file = pytest.mark.parametrize("policy", POLICIES, ids=[path.stem for path in FILES])
CURRENT = [found for number in BOOK.numbers if (found := BOOK.get(number)) is not None]


def test_there_are_25_and_several_have_a_past() -> None:
    assert len(BOOK) == 25
    assert sum(len(BOOK.versions(number)) > 1 for number in BOOK.numbers) >= 3


def test_they_reach_across_the_specialties_and_every_status() -> None:
    categories = {
        specialty.category
        for policy in CURRENT
        for name in policy.specialties
        if (specialty := catalog().get(name)) is not None
    }
    assert len(categories) >= 15
    assert {policy.status for policy in POLICIES} == {"active", "retired", "proposed"}


def test_they_show_every_position_in_both_systems() -> None:
    shown = {(code.system, code.position) for policy in CURRENT for code in policy.codes}
    assert shown == {
        (system, position)
        for system in ("hcpcs", "icd-10-cm")
        for position in ("covered", "criteria", "not-covered")
    }


@each_file
def test_a_file_is_named_by_number_and_version(policy: Policy) -> None:
    assert f"{policy.number}-v{policy.version}.md" in {path.name for path in FILES}


@each_file
def test_the_four_sections_stand_in_order(policy: Policy) -> None:
    held = sections(policy.body)
    assert [one.heading for one in held] == ["Policy", "Background", "Codes", "References"]
    assert all(one.paragraphs for one in held)


@each_file
def test_dates_and_history_agree(policy: Policy) -> None:
    days = [event.on for event in policy.history]
    assert days == sorted(days)
    assert policy.history[0].what == "new"
    assert policy.last_review_on in days
    assert policy.history[0].on <= policy.effective_on
    assert (policy.next_review_on is None) == (policy.status == "retired")
    made = [event.version for event in policy.history if event.version is not None]
    assert made == list(range(1, policy.version + 1))


@each_file
def test_only_the_disclaimer_is_needed_and_no_licensed_code_is_quoted(policy: Policy) -> None:
    assert policy.licenses == ("sample-disclaimer",)
    assert {code.system for code in policy.codes} == {"hcpcs", "icd-10-cm"}
    # Five digits, or four and a letter, are how CPT writes codes; D and four digits is CDT.
    said = " ".join([policy.body, *(code.text for code in policy.codes)])
    assert re.findall(r"\b(?:\d{5}|\d{4}[FMTU]|D\d{4})\b", said) == []


@each_file
def test_related_policies_are_there(policy: Policy) -> None:
    assert [number for number in policy.related if BOOK.get(number) is None] == []


@each_file
def test_every_icd_10_cm_code_exists_and_can_be_billed(policy: Policy) -> None:
    codes = [one.code for one in policy.codes if one.system == "icd-10-cm"]
    assert codes
    assert [code for code in codes if not (icd.is_valid_item(code) and icd.is_leaf(code))] == []


@pytest.mark.skipif(not HCPCS.exists(), reason=NO_HCPCS)
def test_every_hcpcs_code_exists() -> None:
    with gzip.open(HCPCS, "rt", encoding="utf-8", newline="") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    named = {one.code for policy in POLICIES for one in policy.codes if one.system == "hcpcs"}
    assert len(named) > 80
    assert named - known == set()


def test_versions_differ_in_what_they_say() -> None:
    for number in BOOK.numbers:
        held = BOOK.versions(number)
        for newer, older in pairwise(held):
            made = difference(older, newer)
            assert any(line.kind != "same" for line in made.lines)
            assert older.effective_on < newer.effective_on


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("CPAP", "DME-101"),
        ("E0601", "DME-101"),
        ("G47.33", "DME-101"),
        ("oxygen", "DME-102"),
        ("hearing aids", "HEA-101"),
        ("colorectal screening", "LAB-101"),
        ("botulinum", "DRG-102"),
        ("podiatry", "PRO-102"),
    ],
)
def test_people_find_them(words: str, number: str) -> None:
    found = [hit.policy.number for hit in BOOK.search(words, bodies=False)]
    assert number in found[:3]


def test_a_code_leads_to_every_policy_that_names_it() -> None:
    assert {hit.policy.number for hit in BOOK.search(code="E11.621")} == {"DME-105", "PRO-102"}


def test_a_proposed_version_does_not_take_the_place_of_the_one_in_force() -> None:
    current, ahead = BOOK.get("CAR-101"), BOOK.proposed("CAR-101")
    assert current is not None
    assert ahead is not None
    assert (current.version, ahead.version) == (1, 2)
