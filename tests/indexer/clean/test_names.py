"""Names in capitals are brought to the way people write them; others are left alone."""

import pytest

from directory.model.provider import Address
from indexer.clean.addresses import line_case, street_key
from indexer.clean.names import organization_case, person, person_case, suffix_case


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("CHEN", "Chen"),
        ("MCDONALD", "McDonald"),
        ("MACDONALD", "MacDonald"),
        ("MACHADO", "Machado"),
        ("O'BRIEN", "O'Brien"),
        ("SMITH-JONES", "Smith-Jones"),
        ("DE LA CRUZ", "de la Cruz"),
        ("VAN DER BERG", "van der Berg"),
        ("DE", "De"),
        ("ST. JOHN", "St. John"),
        ("III", "III"),
        ("<UNAVAIL>", ""),
        ("LaVerne", "LaVerne"),
        ("Nguyễn", "Nguyễn"),
    ],
)
def test_people(text: str, written: str) -> None:
    assert person_case(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("CUMBERLAND COUNTY HOSPITAL SYSTEM INC", "Cumberland County Hospital System Inc"),
        ("ST. LUKE'S HEALTH SYSTEM LTD", "St. Luke's Health System Ltd"),
        ("HARBOR DENTAL GROUP, P.C.", "Harbor Dental Group, P.C."),
        ("NEW LEAF MRI LLC", "New Leaf MRI LLC"),
        ("CENTER FOR THE CARE OF FEET", "Center for the Care of Feet"),
        ("24TH STREET CLINIC", "24th Street Clinic"),
        ("iCare Vision", "iCare Vision"),
    ],
)
def test_organizations(text: str, written: str) -> None:
    assert organization_case(text) == written


def test_full_name_has_no_titles() -> None:
    name = person("WILLIAM", "J", "FEATHERSTONE", prefix="DR.", suffix="JR", credential="M.D.")
    assert name.full == "William J Featherstone Jr."
    assert (name.prefix, name.credential) == ("Dr.", "M.D.")


def test_suffixes() -> None:
    assert [suffix_case(text) for text in ("JR.", "sr", "III", "")] == ["Jr.", "Sr.", "III", ""]


def test_street_lines() -> None:
    assert line_case("123 W 34TH ST NE STE 5B") == "123 W 34th St NE Ste 5B"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("263 FARMINGTON AVE", "STE 101"), ("263 Farmington Avenue, Suite 101", "")),
        (("263 FARMINGTON AVE", "# 101"), ("263 Farmington Avenue", "Unit 101")),
        (("1 N MAIN ST.", ""), ("1 North Main Street", "")),
        (("P.O. BOX 12", ""), ("PO Box 12", "")),
        (("14 CALLE FLAMBOYAN", ""), ("14 Calle Flamboyán", "")),
    ],
)
def test_two_spellings_are_one_office(one: tuple[str, str], other: tuple[str, str]) -> None:
    keys = [
        street_key(Address(line1=a, line2=b, city="New York", state="NY", zip="10001-0002"))
        for a, b in (one, other)
    ]
    assert keys[0] == keys[1]


def test_two_suites_are_two_offices() -> None:
    first = street_key(Address(line1="1 Main St", line2="Suite 1", zip="10001"))
    second = street_key(Address(line1="1 Main St", line2="Suite 2", zip="10001"))
    assert first[0] == second[0]
    assert first[1] != second[1]
