"""What several sources say of one provider becomes one, role by role and with its sources."""

from collections.abc import Iterable
from datetime import date

import pytest

from directory.model.participation import Accepting, Participation
from directory.model.provider import Address, Fact, HeldSpecialty, Name, OtherName
from indexer.items import Fragment, OfficePart, SourceName
from indexer.locate import Spot
from indexer.merge import merge, union
from tests.indexer.conftest import CHEN

HEART = HeldSpecialty(id="cardiology", code="207RC0000X")
INNER = HeldSpecialty(id="internal-medicine", code="207R00000X")
HARBOR = Address(line1="1 Harbor St", city="New York", state="NY", zip="10001")


def nowhere(_address: Address, _given: Iterable[tuple[float, float] | None]) -> Spot | None:
    return None


def says(
    source: SourceName,
    *offices: OfficePart,
    on: date = date(2026, 1, 1),
    name: Name | None = None,
    **more: object,
) -> Fragment:
    """A fragment of Serena Chen."""
    return Fragment(
        npi=CHEN,
        source=source,
        scope="main" if source == "nppes" else "",
        on=on,
        kind="individual",
        name=name or Name(full="Serena Chen", first="Serena", last="Chen"),
        offices=offices,
        **more,  # type: ignore[arg-type]  # any field of a fragment
    )


def at(address: Address = HARBOR, **more: object) -> OfficePart:
    return OfficePart(address=address, **more)  # type: ignore[arg-type]  # any field of a part


def takes(plan: str, accepting: Accepting = "unknown", on: date | None = None) -> Participation:
    return Participation(plan=plan, accepting=accepting, source="plan-net", verified_on=on)


def test_names_come_from_the_register() -> None:
    short = Name(full="Sue Chen", first="Sue", last="Chen")
    provider = merge([says("qhp", name=short, on=date(2026, 9, 9)), says("nppes")], nowhere)
    assert provider.name.full == "Serena Chen"
    assert provider.name.others == (OtherName(full="Sue Chen", first="Sue", last="Chen"),)


def test_accents_of_another_source_are_the_persons_own() -> None:
    plain = Name(full="Minh Nguyen", first="Minh", last="Nguyen")
    accented = Name(full="Minh Nguyễn", first="Minh", last="Nguyễn")
    provider = merge([says("nppes", name=plain), says("qhp", name=accented)], nowhere)
    assert (provider.name.full, provider.name.others) == ("Minh Nguyễn", ())


def test_languages_are_all_sources_together() -> None:
    parts = [says("qhp", languages=("en", "es")), says("plan-net", languages=("en", "zh"))]
    assert set(merge(parts, nowhere).languages) == {"en", "es", "zh"}


def test_each_value_knows_its_source_and_date() -> None:
    provider = merge([says("nppes"), says("qhp", gender="female", on=date(2026, 5, 5))], nowhere)
    assert Fact(field="gender", source="qhp", on=date(2026, 5, 5)) in provider.facts


def test_deactivation_outweighs_what_plans_still_list() -> None:
    gone = Fragment(
        npi=CHEN, source="nppes", scope="main", deactivated=True, deactivated_on=date(2026, 8, 15)
    )
    provider = merge([gone, says("qhp", at())], nowhere)
    assert (provider.deactivated_on, provider.offices) == (date(2026, 8, 15), ())


def test_a_provider_nobody_names_is_an_error() -> None:
    with pytest.raises(ValueError, match=CHEN):
        merge([Fragment(npi=CHEN, source="nppes", scope="pl", offices=(at(),))], nowhere)


def test_one_address_spelt_twice_is_one_office() -> None:
    shouted = Address(line1="1 HARBOR STREET", city="NEW YORK", state="NY", zip="10001-0001")
    provider = merge([says("nppes", at(shouted)), says("qhp", at())], nowhere)
    (office,) = provider.offices
    assert office.sources == ("nppes", "qhp")
    assert office.address.line1 == "1 Harbor St"
    assert office.address.zip == "10001-0001"


def test_the_freshest_plan_source_gives_the_phone() -> None:
    old = says("plan-net", at(phone="(212) 555-0101"), on=date(2026, 1, 1))
    new = says("qhp", at(phone="(212) 555-0102"), on=date(2026, 2, 2))
    register = says("nppes", at(phone="(212) 555-0103"), on=date(2026, 3, 3))
    (office,) = merge([register, old, new], nowhere).offices
    assert office.phone == "(212) 555-0102"
    assert Fact(field="phone", source="qhp", on=date(2026, 2, 2)) in office.facts


def test_two_roles_at_one_address_stay_apart() -> None:
    heart = says("plan-net", at(specialties=(HEART,), participations=(takes("A"),)))
    inner = says("plan-net", at(specialties=(INNER,), participations=(takes("B"),)))
    offices = merge([heart, inner], nowhere).offices
    assert [
        ([held.id for held in office.specialties], [p.plan for p in office.participations])
        for office in offices
    ] == [(["cardiology"], ["A"]), (["internal-medicine"], ["B"])]
    assert offices[0].id != offices[1].id


def test_two_roles_on_the_very_same_terms_are_one_office() -> None:
    heart = says("plan-net", at(specialties=(HEART,), participations=(takes("A"),)))
    inner = says("plan-net", at(specialties=(INNER,), participations=(takes("A"),)))
    (office,) = merge([heart, inner], nowhere).offices
    assert [held.id for held in office.specialties] == ["cardiology", "internal-medicine"]
    assert [one.plan for one in office.participations] == ["A"]


@pytest.mark.parametrize(
    "other",
    [{"phone": "(212) 555-0102"}, {"accepting": "no"}, {"telehealth": True}],
    ids=lambda one: next(iter(one)),
)
def test_two_roles_on_other_terms_stay_apart(other: dict[str, object]) -> None:
    heart = says("plan-net", at(specialties=(HEART,), participations=(takes("A"),)))
    inner = says("plan-net", at(specialties=(INNER,), participations=(takes("A"),), **other))
    assert len(merge([heart, inner], nowhere).offices) == 2


def test_a_role_never_gets_the_plan_of_another_by_sharing_one() -> None:
    heart = says("plan-net", at(specialties=(HEART,), participations=(takes("A"),)))
    more = says("plan-net", at(specialties=(HEART,), participations=(takes("B"),)))
    inner = says("plan-net", at(specialties=(INNER,), participations=(takes("A"),)))
    offices = merge([heart, more, inner], nowhere).offices
    assert [
        ([held.id for held in office.specialties], {one.plan for one in office.participations})
        for office in offices
    ] == [(["cardiology"], {"A", "B"}), (["internal-medicine"], {"A"})]


def test_the_kind_of_another_name_is_the_best_sources() -> None:
    former = Name(full="Serena Chen", others=(OtherName(full="Serena Wu", kind="former"),))
    listed = Name(full="Serena Chen", others=(OtherName(full="SERENA WU"),))
    provider = merge([says("nppes", name=former), says("plan-net", name=listed)], nowhere)
    assert provider.name.others == (OtherName(full="Serena Wu", kind="former"),)


def test_one_role_listed_twice_is_one_office_with_both_plans() -> None:
    first = says("plan-net", at(specialties=(HEART,), participations=(takes("A"),)))
    second = says("plan-net", at(specialties=(HEART,), participations=(takes("B"),)))
    (office,) = merge([first, second], nowhere).offices
    assert {p.plan for p in office.participations} == {"A", "B"}


def test_offices_without_stated_specialty_have_all_of_the_providers() -> None:
    (office,) = merge([says("nppes", at(), specialties=(HEART, INNER))], nowhere).offices
    assert office.specialties == (HEART, INNER)


def test_a_missing_suite_is_the_same_office_where_the_phone_is() -> None:
    suite = Address(line1="1 Harbor St", line2="Suite 5", city="New York", state="NY", zip="10001")
    with_phone = [says("nppes", at(suite, phone="1")), says("qhp", at(phone="1"))]
    without = [says("nppes", at(suite, phone="1")), says("qhp", at(phone="2"))]
    assert [len(merge(parts, nowhere).offices) for parts in (with_phone, without)] == [1, 2]


def test_past_office_lends_its_coordinates_but_makes_none() -> None:
    past = says("plan-net", at(coordinates=(40.7, -74.0), past=True))
    seen: list[tuple[float, float] | None] = []

    def watching(_address: Address, given: Iterable[tuple[float, float] | None]) -> Spot | None:
        seen.extend(given)
        return None

    assert merge([past], watching).offices == ()
    assert len(merge([says("nppes", at()), past], watching).offices) == 1
    assert (40.7, -74.0) in seen


def test_accepting_of_a_role_outweighs_that_of_a_row() -> None:
    row = says("qhp", at(), accepting="no", on=date(2026, 9, 9), participations=(takes("A"),))
    role = says("plan-net", at(accepting="yes", participations=(takes("B"),)))
    (office,) = merge([row, role], nowhere).offices
    assert office.accepting == "yes"
    assert {p.plan: p.accepting for p in office.participations} == {"A": "no", "B": "unknown"}


def test_newest_statement_of_one_participation_wins() -> None:
    old = says("plan-net", at(participations=(takes("A", "yes", date(2026, 1, 1)),)))
    new = says("plan-net", at(participations=(takes("A", "no", date(2026, 2, 1)),)))
    (office,) = merge([old, new], nowhere).offices
    assert [p.accepting for p in office.participations] == ["no"]


def test_foreign_office_is_never_located() -> None:
    def everywhere(_address: Address, _given: object) -> Spot | None:
        return Spot(40.0, -74.0, None, "zip")

    parts = [says("nppes", at(abroad=True), at(Address(line1="2 Elm Rd", zip="10001")))]
    assert [office.located_by for office in merge(parts, everywhere).offices] == [None, "zip"]


def test_office_ids_do_not_depend_on_the_order_of_sources() -> None:
    parts = [says("nppes", at()), says("qhp", at(Address(line1="2 Elm Rd", zip="10001")))]
    ids = [{o.id for o in merge(order, nowhere).offices} for order in (parts, parts[::-1])]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 2


def test_specialty_with_code_replaces_the_same_without() -> None:
    assert union([(HeldSpecialty(id="cardiology"),), (HEART,)]) == (HEART,)


def test_only_one_specialty_is_primary() -> None:
    first = HeldSpecialty(id="a", code="A", primary=True)
    second = HeldSpecialty(id="b", code="B", primary=True)
    assert [held.primary for held in union([(first,), (second,)])] == [True, False]
