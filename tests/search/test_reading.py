"""How one typed line is read: who, what, which plan, where."""

import pytest

from directory.model.plan import Issuer, Plan
from directory.places.gazetteer import gazetteer
from directory.search.planbook import PlanBook
from directory.search.reading import Reading, read
from directory.specialties.catalog import catalog

BOOK = PlanBook(
    [Issuer(id="11111", name="Harbor Health Inc"), Issuer(id="33333", name="Oscar")],
    [],
    [Plan(id="11111NY0010001", name="Harbor Gold 500", issuer="11111")],
)


def line(q: str) -> Reading:
    return read(q, catalog(), gazetteer(), BOOK)


@pytest.mark.parametrize(
    "q",
    [
        "serena chen", "Maria de Leon", "Paul Hudson MD", "oscar martinez", "Brooklyn Smith",
        "O'Brien", "王伟", "Иван Петров", "Dr. Jackson", "Riverside Heart Center", "Penn Medicine",
        "Brooklyn Dental Center",
    ],
)  # fmt: skip
def test_names_stay_names(q: str) -> None:
    reading = line(q)
    assert reading.name == q
    assert reading.words == {}


@pytest.mark.parametrize(
    ("q", "name", "place"),
    [
        ("10001", "", "zip:10001"),
        ("chen 10001", "chen", "zip:10001"),
        ("chen in brooklyn ny", "chen", "city:ny:brooklyn"),
        ("cardiologist brooklyn", "", "city:ny:brooklyn"),
        ("cardiologist near Albany, NY", "", "city:ny:albany"),
        ("cardiologist hagerstown md", "", "city:md:hagerstown"),
        ("frederick md", "", "city:md:frederick"),
        ("new york", "", "city:ny:new-york"),
    ],
)
def test_places(q: str, name: str, place: str) -> None:
    reading = line(q)
    assert reading.place is not None
    assert (reading.name, reading.place.id) == (name, place)


@pytest.mark.parametrize(
    "q", ["cardiologist", "heart doctor", "heart doctor near me", "heart clinic"]
)
def test_specialties(q: str) -> None:
    reading = line(q)
    assert reading.specialties[0] == "cardiology"
    assert reading.name == ""


def test_everything_at_once() -> None:
    reading = line("spanish speaking cardiologist chen who takes harbor gold 500 in 10001")
    assert reading.languages == ("es",)
    assert reading.specialties[0] == "cardiology"
    assert reading.plans == ("11111NY0010001",)
    assert reading.place is not None
    assert reading.name == "chen"


@pytest.mark.parametrize(
    ("q", "plans", "issuers"),
    [
        ("harbor gold 500", ("11111NY0010001",), ()),
        ("11111NY0010001", ("11111NY0010001",), ()),
        ("chen harbor health", (), ("11111",)),
        ("cardiologist oscar insurance", (), ("33333",)),
        ("chen takes oscar", (), ("33333",)),
        ("oscar chen", (), ()),
    ],
)
def test_plans_and_issuers(q: str, plans: tuple[str, ...], issuers: tuple[str, ...]) -> None:
    reading = line(q)
    assert (reading.plans, reading.issuers) == (plans, issuers)


@pytest.mark.parametrize(
    "q", ["2125550110", "(212) 555-0110", "212-555-0110", "+1 212.555.0110", "1-212-555-0110"]
)
def test_phones(q: str) -> None:
    assert line(q).phone == "2125550110"


def test_an_npi_is_known_by_its_check_digit() -> None:
    assert line("1234567893").npis == ("1234567893",)
    assert line("npi 1234567893").name == ""
    assert line("1234567890").fault


def test_what_is_read_says_by_which_words() -> None:
    assert line("heart doctor 10001").words == {"specialty": "heart doctor", "place": "10001"}


def test_an_explicit_place_sets_the_read_one_aside() -> None:
    reading = line("cardiologist 10001").leave(
        specialty=False, place=True, plan=False, language=False
    )
    assert reading.place is None
    assert reading.set_aside == {"place": "10001"}
    assert reading.specialties[0] == "cardiology"
