"""Policies are found by number, word and code; before acceptance by public metadata alone."""

from datetime import date

import msgspec
import pytest

from directory.model.policy import Policy, PolicyCode, PolicyEvent
from directory.search.policybook import PolicyBook
from directory.search.policydiff import difference


def policy(number: str, title: str, **more: object) -> Policy:
    fields: dict[str, object] = {
        "version": 1,
        "status": "active",
        "effective_on": date(2025, 1, 1),
        "licenses": ("sample-disclaimer",),
        "body": "## Policy\n\nNothing out of the ordinary.\n",
        **more,
    }
    return Policy(number=number, title=title, **fields)  # type: ignore[arg-type]  # fields by name


def code(system: str, text: str, position: str = "criteria", words: str = "") -> PolicyCode:
    return PolicyCode(system=system, code=text, position=position, text=words)  # type: ignore[arg-type]  # as given


MASK = policy(
    "DME-1",
    "Airway pressure devices",
    specialties=("sleep-medicine",),
    codes=(code("hcpcs", "E0601", words="zeppelin"), code("icd-10-cm", "G47.33")),
    history=(
        PolicyEvent(on=date(2025, 1, 1), what="new"),
        PolicyEvent(on=date(2026, 3, 1), what="reviewed"),
    ),
    body="## Policy\n\nCovered after a **study** with a [marmalade](/x) test.\n\n"
    "## Background\n\nSleep, oxygen and rest.\n",
)
OXYGEN = policy(
    "DME-2",
    "Oxygen at home",
    specialties=("pulmonology",),
    effective_on=date(2026, 2, 1),
    codes=(code("icd-10-cm", "G47.33", "not-covered"), code("cpt", "94660")),
)
OLD = policy("DME-3", "Oxygen tents", status="retired", effective_on=date(2026, 5, 1))
BOOK = PolicyBook([OLD, OXYGEN, MASK])


def found(words: str = "", **asked: object) -> list[str]:
    return [hit.policy.number for hit in BOOK.search(words, **asked)]  # type: ignore[arg-type]  # as asked


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("DME-2", ["DME-2"]),
        ("dme2", ["DME-2"]),
        ("oxygen", ["DME-2", "DME-3"]),
        ("oxigen home", ["DME-2"]),
        ("device airway", ["DME-1"]),
        ("sleep", ["DME-1"]),
        ("sueño", ["DME-1"]),
        ("E0601", ["DME-1"]),
        ("g4733", ["DME-2", "DME-1"]),
        ("E0602", []),
        ("airway oxygen", []),
        ("...", []),
    ],
)
def test_finds_by_number_title_specialty_and_public_code(words: str, numbers: list[str]) -> None:
    assert found(words) == numbers


@pytest.mark.parametrize("secret", ["marmalade", "study", "background", "zeppelin", "94660"])
def test_text_and_licensed_codes_are_met_with_bodies_only(secret: str) -> None:
    assert found(secret) == []
    assert len(found(secret, bodies=True)) == 1


def test_without_bodies_nothing_depends_on_what_is_gated() -> None:
    bare = [
        msgspec.structs.replace(
            one,
            body="Other.",
            related=("X-1",),
            codes=tuple(
                msgspec.structs.replace(held, text="", position="covered")
                for held in one.codes
                if held.system != "cpt"
            ),
        )
        for one in (MASK, OXYGEN, OLD)
    ]
    other = PolicyBook(bare)
    for words in (
        "",
        "sleep",
        "oxygen",
        "oxigen",
        "marmalade",
        "E0601",
        "94660",
        "study rest",
        "o",
    ):
        mine = [(hit.policy, hit.snippet) for hit in BOOK.search(words)]
        assert mine == [(hit.policy, hit.snippet) for hit in other.search(words)]


def test_a_title_comes_before_a_mention() -> None:
    assert found("oxygen", bodies=True) == ["DME-2", "DME-3", "DME-1"]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"code": "g47.33"}, ["DME-2", "DME-1"]),
        ({"code": "G47.3"}, []),
        ({"code": "94660"}, []),
        ({"code": "94660", "bodies": True}, ["DME-2"]),
        ({"specialty": "pulmonology"}, ["DME-2"]),
        ({"status": "retired"}, ["DME-3"]),
        ({"changed_since": date(2026, 2, 1)}, ["DME-2", "DME-3"]),
        ({"changed_since": date(2026, 2, 2)}, ["DME-3"]),
        ({"words": "oxygen", "status": "active"}, ["DME-2"]),
        ({}, ["DME-2", "DME-1", "DME-3"]),
    ],
)
def test_conditions_hold_together(asked: dict[str, object], numbers: list[str]) -> None:
    assert found(**asked) == numbers  # type: ignore[arg-type]  # as asked


def test_knows_a_licensed_code_with_bodies_only() -> None:
    assert BOOK.knows_code("e0601")
    assert not BOOK.knows_code("94660")
    assert BOOK.knows_code("94660", bodies=True)


def test_a_snippet_is_the_title_before_acceptance() -> None:
    (hit,) = BOOK.search("airway")
    assert hit.snippet is not None
    assert (hit.snippet.text, hit.snippet.marks) == ("Airway pressure devices", ((0, 6),))
    assert BOOK.search()[0].snippet is None


def test_a_snippet_shows_the_paragraph_without_markup_after_it() -> None:
    (hit,) = BOOK.search("study marmalade", bodies=True)
    assert hit.snippet is not None
    assert hit.snippet.text == "Covered after a study with a marmalade test."
    assert hit.snippet.heading == "Policy"
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.marks] == ["study", "marmalade"]


def test_a_long_paragraph_is_cut_around_the_words() -> None:
    body = "word " * 200 + "needle " + "word " * 200
    (hit,) = PolicyBook([policy("A-1", "Hay", body=body)]).search("needle", bodies=True)
    assert hit.snippet is not None
    ((start, end),) = hit.snippet.marks
    assert hit.snippet.text[start:end] == "needle"
    assert len(hit.snippet.text) <= 244
    assert hit.snippet.text.startswith("… word")


def test_the_newest_version_stands_unless_it_is_proposed() -> None:
    first, second = MASK, msgspec.structs.replace(MASK, version=2, title="Masks")
    third = msgspec.structs.replace(MASK, version=3, status="proposed")
    book = PolicyBook([third, first, second])
    assert book.get("dme-1") == second
    assert book.get("DME-1", 1) == first
    assert book.get("DME-1", 9) is None
    assert book.proposed("DME-1") == third
    assert [one.version for one in book.versions("DME-1")] == [3, 2, 1]
    assert [hit.policy.version for hit in book.search()] == [2]
    assert len(book) == 1


def test_a_policy_that_is_only_proposed_stands_as_such() -> None:
    book = PolicyBook([msgspec.structs.replace(MASK, status="proposed")])
    assert book.search()[0].policy.status == "proposed"
    assert book.proposed("DME-1") is None


def test_an_unknown_number_is_unknown() -> None:
    assert BOOK.get("DME-9") is None
    assert BOOK.versions("DME-9") == ()
    assert BOOK.proposed("DME-9") is None


def test_a_review_is_no_change() -> None:
    assert MASK.changed_on == date(2025, 1, 1)
    assert OXYGEN.changed_on == date(2026, 2, 1)


def test_the_summary_holds_public_fields_only() -> None:
    assert set(msgspec.to_builtins(MASK.summary)) == {
        "number", "version", "title", "status", "specialties", "effective_on", "last_review_on",
        "next_review_on", "changed_on", "licenses",
    }  # fmt: skip


def test_reads_back_what_it_wrote() -> None:
    again = PolicyBook.load(BOOK.dump())
    assert [again.get(number) for number in again.numbers] == [MASK, OXYGEN, OLD]


def test_differences_name_fields_codes_and_lines() -> None:
    newer = msgspec.structs.replace(
        MASK,
        version=2,
        title="Masks",
        codes=(code("hcpcs", "E0601", "covered"), code("hcpcs", "A7030")),
        body="## Policy\n\nAlways covered.\n\n## Background\n\nSleep, oxygen and rest.\n",
    )
    made = difference(MASK, newer)
    assert [(one.field, one.before, one.after) for one in made.fields] == [
        ("title", "Airway pressure devices", "Masks")
    ]
    assert [(one.code, one.before, one.after) for one in made.codes] == [
        ("A7030", None, "criteria"), ("E0601", "criteria", "covered"), ("G47.33", "criteria", None),
    ]  # fmt: skip
    assert [(line.kind, line.text) for line in made.lines if line.kind != "same"] == [
        ("removed", "Covered after a **study** with a [marmalade](/x) test."),
        ("added", "Always covered."),
    ]
    assert difference(MASK, msgspec.structs.replace(MASK, version=2)).empty
    assert not made.empty
