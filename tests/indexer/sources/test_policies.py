"""Policy files: front matter in TOML, Markdown below; what is wrong is named with its cure."""

from datetime import date
from pathlib import Path

import pytest

from directory.model.policy import Policy, PolicyCode, PolicyEvent
from indexer.items import Item, Refused, Taken
from indexer.sources import policies
from tests.indexer.conftest import items

FRONT = """
number = "dme-7"
version = 2
title = "Oxygen  at home"
status = "active"
specialties = ["pulmonology", "207RC0000X"]
effective_on = 2026-04-01
last_review_on = 2026-02-12
next_review_on = 2027-02-12
licenses = ["sample-disclaimer"]
related = ["DME-8", "DME-7"]

[[history]]
on = 2026-02-12
what = "revised"
version = 2
note = "More."

[[history]]
on = 2024-02-12
what = "new"

[codes.hcpcs.covered]
e0601 = "Device"

[codes.icd-10-cm.not-covered]
"G47.33" = ""
"""


def read(tmp_path: Path, text: str | bytes) -> Item:
    path = tmp_path / "policy.md"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    (found,) = items(policies.read, path)
    return found


def taken(tmp_path: Path, front: str = FRONT) -> Taken:
    found = read(tmp_path, f"+++{front}+++\n\n## Policy\n\nText.\n")
    assert isinstance(found, Taken)
    return found


def without(field: str) -> str:
    kept = [line for line in FRONT.splitlines() if not line.startswith(field)]
    return "\n".join(kept) + "\n"


def test_reads_every_field(tmp_path: Path) -> None:
    found = taken(tmp_path)
    assert found.faults == ()
    assert found.policy == Policy(
        number="DME-7",
        version=2,
        title="Oxygen at home",
        status="active",
        specialties=("pulmonology", "cardiology"),
        effective_on=date(2026, 4, 1),
        last_review_on=date(2026, 2, 12),
        next_review_on=date(2027, 2, 12),
        licenses=("sample-disclaimer",),
        related=("DME-8",),
        history=(
            PolicyEvent(on=date(2024, 2, 12), what="new"),
            PolicyEvent(on=date(2026, 2, 12), what="revised", version=2, note="More."),
        ),
        codes=(
            PolicyCode(system="hcpcs", code="E0601", position="covered", text="Device"),
            PolicyCode(system="icd-10-cm", code="G47.33", position="not-covered"),
        ),
        body="## Policy\n\nText.\n",
    )


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path, ending: str) -> None:
    plain = taken(tmp_path).policy
    text = f"\ufeff+++{FRONT}+++\n\n## Policy\n\nText.\n".replace("\n", ending)
    found = read(tmp_path, text)
    assert isinstance(found, Taken)
    assert found.policy == plain


def test_a_rule_of_plus_signs_may_stand_in_the_text(tmp_path: Path) -> None:
    found = read(tmp_path, f"+++{FRONT}+++\nA\n\n+++\n\nB\n")
    assert isinstance(found, Taken)
    assert found.policy is not None
    assert found.policy.body == "A\n\n+++\n\nB\n"


@pytest.mark.parametrize(
    ("front", "field", "words"),
    [
        (without("number"), "number", "letters and digits"),
        (without("version"), "version", "whole number"),
        (without("title"), "title", "in quotes"),
        (without("status"), "status", "proposed, active, retired"),
        (without("effective_on"), "effective_on", "2026-04-01"),
        (without("licenses"), "licenses", "write a list"),
        (FRONT.replace('"dme-7"', '"../x"'), "number", "letters and digits"),
        (FRONT.replace('"dme-7"', f'"{"A" * 33}"'), "number", "at most 32"),
        (FRONT.replace("version = 2", "version = true", 1), "version", "whole number"),
        (FRONT.replace("version = 2", "version = 0", 1), "version", "1 to 9999"),
        (FRONT.replace('"active"', '"aktive"'), "status", "use one of"),
        (FRONT.replace("= 2026-04-01", '= "2026-04-01"'), "effective_on", "without quotes"),
        (FRONT.replace("= 2026-04-01", "= 2026-04-01T00:00:00"), "effective_on", "as 2026-04-01"),
        (FRONT.replace("= 2026-04-01", "= 1226-04-01"), "effective_on", "1965-2100"),
        (FRONT.replace('["sample-disclaimer"]', "[]"), "licenses", "at least one"),
        (FRONT.replace('"sample-disclaimer"', '"../x"'), "licenses", "small letters"),
        (FRONT.replace("hcpcs.covered", "hcpc.covered"), "codes", "hcpcs, icd-10-cm, cpt, cdt"),
        (FRONT.replace("hcpcs.covered", "hcpcs.yes"), "codes.hcpcs", "covered, criteria"),
        (FRONT.replace("e0601", "D0120"), "codes.hcpcs.covered", "no code of hcpcs"),
        (FRONT.replace('"G47.33"', "G47.33"), "codes.icd-10-cm.not-covered", "in quotes"),
        (FRONT.replace("e0601 =", "e0601 = 'a'\nE0601 ="), "codes.hcpcs.covered", "stands twice"),
        (FRONT.replace('what = "new"', 'what = "born"'), "history[1].what", "use one of"),
        (FRONT.replace('note = "More."', 'nota = "x"'), "history[0]", "use only"),
        (FRONT.replace('"dme-7"', "dme-7"), "front matter", "no valid TOML"),
        (FRONT.replace("= 2026-04-01", "= 2026-02-30"), "front matter", "no valid TOML"),
        ("\nhistory = 3\n" + FRONT.partition("[[")[0], "history", "[[history]]"),
        ("\ncodes = 3\n" + FRONT.partition("[[")[0], "codes", "as a table"),
    ],
)  # fmt: skip
def test_a_fault_that_forbids_the_policy_is_named(
    tmp_path: Path, front: str, field: str, words: str
) -> None:
    found = read(tmp_path, f"+++{front}+++\nText.\n")
    assert isinstance(found, Refused)
    assert found.faults[0].field == field
    assert words in found.faults[0].reason


@pytest.mark.parametrize(
    ("front", "field", "words"),
    [
        (FRONT.replace('"pulmonology"', '"lungs"'), "specialties", "does not know"),
        ("\nlicences = []" + FRONT, "licences", "no such field"),
        (FRONT.replace("2027-02-12", "2026-02-12"), "next_review_on", "not after"),
        (FRONT.replace("2027-02-12", '"soon"'), "next_review_on", "left out"),
        (FRONT.replace('"DME-8"', '"DME 8"'), "related", "left out"),
    ],
)
def test_a_fault_of_a_value_costs_the_value(
    tmp_path: Path, front: str, field: str, words: str
) -> None:
    found = taken(tmp_path, front)
    assert [fault.field for fault in found.faults] == [field]
    assert words in found.faults[0].reason


@pytest.mark.parametrize(("system", "code"), [("cpt", "94660"), ("cdt", "D0120")])
def test_a_licensed_code_asks_for_its_license(tmp_path: Path, system: str, code: str) -> None:
    front = FRONT + f'\n[codes.{system}.covered]\n{code} = ""\n'
    found = read(tmp_path, f"+++{front}+++\nText.\n")
    assert isinstance(found, Refused)
    assert (found.faults[0].field, code in found.faults[0].reason) == ("licenses", True)
    held = front.replace('["sample-disclaimer"]', f'["sample-disclaimer", "{system}-2026"]')
    assert taken(tmp_path, held).faults == ()


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        ("# Title\n\nText.\n", "front matter", "begin it with"),
        ("---\nnumber: 1\n---\nText.\n", "front matter", "YAML"),
        ("+++\nnumber = 'A-1'\n", "front matter", "no second"),
        (f"+++{FRONT}+++\n \n", "body", "no text"),
        (b"+++\ntitle = '\xff'\n+++\nText.\n", "file", "not UTF-8"),
        (f"+++{FRONT}+++\nText\0.\n", "file", "zero byte"),
        (f"+++{FRONT}+++\n" + "long " * 900_000, "file", "larger"),
    ],
)
def test_a_file_that_is_no_policy_is_refused(
    tmp_path: Path, content: str | bytes, field: str, words: str
) -> None:
    found = read(tmp_path, content)
    assert isinstance(found, Refused)
    assert (found.faults[0].field, words in found.faults[0].reason) == (field, True)
