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


@pytest.mark.parametrize(
    ("q", "language"),
    [
        ("mandarin pediatrician", "zh"),
        ("dentist who speaks polish", "pl"),
        ("pediatra que habla español", "es"),
        ("русскоговорящий стоматолог", "ru"),
        ("стоматолог говорит по-украински", "uk"),
        ("会说粤语的牙医", "zh"),
    ],
)
def test_a_spoken_language_is_read_in_four_languages(q: str, language: str) -> None:
    reading = line(q)
    assert reading.languages == (language,)
    assert reading.name == ""


@pytest.mark.parametrize(
    ("q", "gender"),
    [
        ("female dermatologist", "female"),
        ("woman doctor 10001", "female"),
        ("ginecólogo hombre", "male"),
        ("врач женщина 10001", "female"),
        ("女牙医", "female"),
        ("women's doctor", ""),
        ("женский врач", ""),
    ],
)
def test_a_gender_is_read_where_one_is_asked_for(q: str, gender: str) -> None:
    assert "".join(line(q).genders) == gender


@pytest.mark.parametrize(
    "q", ["dr german flores dentist", "dr male", "lady bird johnson", "charlotte english"]
)
def test_words_that_are_surnames_stay_names(q: str) -> None:
    reading = line(q)
    assert (reading.languages, reading.genders) == ((), ())
    assert reading.name


@pytest.mark.parametrize(
    "q", ["dentist accepting new patients", "dentista que acepte pacientes nuevos",
          "стоматолог принимает новых пациентов", "接受新病人的牙医"],
)  # fmt: skip
def test_new_patients_are_asked_for_in_four_languages(q: str) -> None:
    reading = line(q)
    assert (reading.accepting, reading.telehealth, reading.name) == (True, False, "")


@pytest.mark.parametrize(
    "q", ["telehealth dentist", "dentista en línea", "стоматолог онлайн", "远程看诊牙医"]
)
def test_telehealth_is_asked_for_in_four_languages(q: str) -> None:
    reading = line(q)
    assert (reading.accepting, reading.telehealth, reading.name) == (False, True, "")


def test_a_city_in_another_case_or_misspelt_is_read() -> None:
    for q, place in (
        ("кардиолог в Бруклине", "city:ny:brooklyn"),
        ("cardiologist philidelphia", "city:pa:philadelphia"),
        ("dentist flushing queens", "city:ny:flushing"),
    ):
        reading = line(q)
        assert reading.place is not None, q
        assert (reading.place.id, reading.name) == (place, "")


def test_a_second_phrase_chooses_among_the_meanings_of_the_first() -> None:
    reading = line("psychiatrist for adhd")
    assert reading.specialties[0] in ("psychiatry", "child-psychiatry")
    assert reading.name == ""


def test_what_else_may_be_meant_is_offered() -> None:
    offered = line("cardiologist springfield").alternatives
    assert len(offered["place"]) > 1
    assert offered["name"] == ("springfield",)
    assert line("cardiologist 10001").alternatives == {}


def test_explicit_parameters_set_the_wishes_aside() -> None:
    reading = line("female dentist telehealth accepting new patients").leave(
        specialty=False, place=False, plan=False, language=False,
        gender=True, accepting=True, telehealth=True,
    )  # fmt: skip
    assert (reading.genders, reading.accepting, reading.telehealth) == ((), False, False)
    assert set(reading.set_aside) == {"gender", "accepting", "telehealth"}
