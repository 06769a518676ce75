"""Names are found however they are typed; both engines agree on who comes first and why."""

import msgspec
import pytest

from directory.model.provider import Address, HeldSpecialty, Name, Office, OtherName, Provider
from directory.search.engine import Engine
from directory.search.request import SearchRequest
from tests.search.conftest import Make
from tests.search.sample import TODAY, npi

ASK = SearchRequest(as_of=TODAY)
PEOPLE = [
    ("Serena", "Chen"),
    ("Robert", "Phillips"),
    ("Bob", "Phillips"),
    ("María", "de la Cruz"),
    ("Siobhán", "O'Brien"),
    ("Anna-Lena", "Smith-Jones"),
    ("Christopher", "Nguyen"),
    ("Wei", "Cheng"),
]


def person(number: int, first: str, last: str, state: str = "NY") -> Provider:
    office = Office(
        id="o", address=Address(state=state), specialties=(HeldSpecialty(id="urology"),)
    )
    name = Name(full=f"{first} {last}", first=first, last=last)
    return Provider(npi=npi(number), kind="individual", name=name, offices=(office,))


@pytest.fixture
def named(make: Make) -> Engine:
    return make([person(n, first, last) for n, (first, last) in enumerate(PEOPLE, start=1)])


def full_names(engine: Engine, name: str) -> list[str]:
    page = engine.search(msgspec.structs.replace(ASK, name=name))
    return [hit.provider.name.full for hit in page.hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("serena chen", "Serena Chen"),
        ("CHEN, Serena", "Serena Chen"),
        ("Dr. Serena Chen, MD", "Serena Chen"),
        ("s chen", "Serena Chen"),
        ("ser che", "Serena Chen"),
        ("serena chne", "Serena Chen"),
        ("bob phillips", "Bob Phillips"),
        ("robert filips", "Robert Phillips"),
        ("maria delacruz", "María de la Cruz"),
        ("de la cruz maria", "María de la Cruz"),
        ("siobhan obrien", "Siobhán O'Brien"),
        ("o'brien", "Siobhán O'Brien"),
        ("anna smith", "Anna-Lena Smith-Jones"),
        ("chris nguyen", "Christopher Nguyen"),
        ("kristofer nguyen", "Christopher Nguyen"),
        ("Серена Чен", "Serena Chen"),
        ("陈 Serena", "Serena Chen"),
        ("serena chan", "Serena Chen"),
        ("mc o brien siobhan", "Siobhán O'Brien"),
        ("annalena smithjones", "Anna-Lena Smith-Jones"),
        ("maria cruz", "María de la Cruz"),
        ("serena q chen", "Serena Chen"),
    ],
)
def test_the_person_meant_comes_first(named: Engine, typed: str, first: str) -> None:
    assert full_names(named, typed)[0] == first


def test_an_exact_name_outranks_a_nickname(named: Engine) -> None:
    assert full_names(named, "bob phillips")[:2] == ["Bob Phillips", "Robert Phillips"]
    assert full_names(named, "robert phillips")[:2] == ["Robert Phillips", "Bob Phillips"]


@pytest.mark.parametrize("typed", ["xqzvw", "zzzz zzzz", "123", "!!!"])
def test_nonsense_finds_nobody(named: Engine, typed: str) -> None:
    assert full_names(named, typed) == []


def test_the_words_stand_in_their_place(make: Make) -> None:
    engine = make([person(1, "Smith", "James"), person(2, "James", "Smith")])
    assert full_names(engine, "james smith") == ["James Smith", "Smith James"]
    assert full_names(engine, "smith, james") == ["James Smith", "Smith James"]


def test_says_why_it_matched(named: Engine) -> None:
    page = named.search(msgspec.structs.replace(ASK, name="bob filips"))
    found = next(hit for hit in page.hits if hit.provider.name.first == "Robert")
    assert [(m.kind, m.asked, m.found) for m in found.match] == [
        ("nickname", "bob", "robert"),
        ("phonetic", "filips", "phillips"),
    ]


def test_a_former_name_finds_its_bearer(make: Make) -> None:
    other = OtherName(full="Wanda Zelinski", first="Wanda", last="Zelinski", kind="former")
    bearer = person(1, "Wanda", "Osborne")
    engine = make([msgspec.structs.replace(bearer, name=Name(
        full="Wanda Osborne", first="Wanda", last="Osborne", others=(other,)))])  # fmt: skip
    assert full_names(engine, "wanda zelinski") == ["Wanda Osborne"]


def test_an_organization_is_found_by_its_words_and_its_other_name(make: Make) -> None:
    name = Name(full="Harbor Health Center LLC", others=(OtherName(full="Seaside Clinic"),))
    engine = make([Provider(npi=npi(1), kind="organization", name=name)])
    for typed in ("harbor health", "seaside", "health harbor center llc"):
        assert full_names(engine, typed) == ["Harbor Health Center LLC"]


def test_a_name_and_a_specialty_must_both_hold(named: Engine) -> None:
    page = named.search(msgspec.structs.replace(ASK, name="chen", specialties=("urology",)))
    assert page.total == 2  # Chen, and Cheng that begins so
    page = named.search(msgspec.structs.replace(ASK, name="chen", specialties=("cardiology",)))
    assert page.total == 0


def test_suggests_people_while_few_are_left(named: Engine) -> None:
    found = named.suggest_names("serena c", None, 10)
    assert [(one.text, one.npi) for one in found] == [("Serena Chen", npi(1))]


def test_suggests_names_that_many_bear_from_the_first_letter(make: Make) -> None:
    people = [person(n, "Ann", "Chen" if n < 400 else "Cho") for n in range(1, 500)]
    engine = make(people)
    assert [(one.text, one.count) for one in engine.suggest_names("c", None, 10)] == [
        ("Chen", 399),
        ("Cho", 100),
    ]


def test_suggestions_keep_to_the_state(make: Make) -> None:
    engine = make([person(1, "Ann", "Chen", "NY"), person(2, "Ann", "Chen", "NJ")])
    assert [one.npi for one in engine.suggest_names("ann chen", "NJ", 10)] == [npi(2)]
    assert [(o.text, o.count) for o in engine.suggest_names("c", "NJ", 10)] == [("Chen", 1)]
    assert engine.suggest_names("ann chen", "TX", 10) == []


def test_the_commonest_names_of_a_state_come_first_however_many_begin_so(make: Make) -> None:
    letters = "abcdefghijklmnopqrst"
    rare = [f"C{a}{b}x" for a in letters for b in letters[:12]]
    people = [person(n, "Ann", last) for n, last in enumerate([*rare, "Cho", "Cho", "Chen"] * 2, 1)]
    engine = make([*people, *(person(1000 + n, "Bo", "Chen") for n in range(9))])
    found = engine.suggest_names("c", "NY", 2)
    assert [(one.text, one.count) for one in found] == [("Chen", 11), ("Cho", 4)]


def test_a_name_is_counted_in_every_state_with_an_office_and_under_first_and_last(
    make: Make,
) -> None:
    both = person(1, "Chen", "Cho", "NY")
    beside = msgspec.structs.replace(both.offices[0], id="p", address=Address(state="NJ"))
    both = msgspec.structs.replace(both, offices=(*both.offices, beside, both.offices[0]))
    engine = make([both, person(2, "Ann", "Chen", "NJ"), person(3, "Ann", "Chen", "CA")])
    counted = {
        state: [(one.text, one.count) for one in engine.suggest_names("c", state, 10)]
        for state in ("NY", "NJ", "TX", None)
    }
    assert counted["NY"] == [("Chen", 1), ("Cho", 1)]
    assert counted["NJ"] == [("Chen", 2), ("Cho", 1)]
    assert counted["TX"] == []
    assert counted[None] == [("Chen", 3), ("Cho", 1)]


def test_a_name_borne_rarely_as_a_first_name_counts_whole(make: Make) -> None:
    people = [person(n, "Bo", f"C{'abcdefghij'[n % 10]}x") for n in range(1, 31)]
    engine = make([*people, person(99, "Cax", "Doe")])
    assert engine.suggest_names("c", "NY", 1)[0].count == 4
    assert engine.suggest_names("c", None, 1)[0].count == 4


def test_someone_without_an_office_or_deactivated_is_in_no_state(make: Make) -> None:
    away = msgspec.structs.replace(person(1, "Ann", "Chen"), deactivated_on=TODAY)
    homeless = msgspec.structs.replace(person(2, "Ann", "Chen"), offices=())
    engine = make([away, homeless, person(3, "Bea", "Chen")])
    assert [one.npi for one in engine.suggest_names("ann chen", "NY", 10)] == []
    assert [one.npi for one in engine.suggest_names("bea chen", "NY", 10)] == [npi(3)]
    assert [(one.text, one.count) for one in engine.suggest_names("c", "NY", 10)] == [("Chen", 1)]
