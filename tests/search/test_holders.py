"""Who bears the full name that a host label spells, on both engines."""

import msgspec
import pytest

from directory.model.provider import Name, OtherName, Provider
from directory.search.engine import Engine
from directory.search.labels import label_of, labels_of, readings
from tests.search.conftest import Make
from tests.search.sample import directory, npi


def person(number: int, first: str, last: str, **more: str) -> Provider:
    name = Name(full=f"{first} {last}", first=first, last=last, **more)
    return Provider(npi=npi(number), kind="individual", name=name)


def clinic(number: int, full: str) -> Provider:
    return Provider(npi=npi(number), kind="organization", name=Name(full=full))


def held(engine: Engine, *labels: str) -> list[str]:
    return [one.name.full for one in engine.holders(labels, 10).providers]


@pytest.fixture
def engine(make: Make) -> Engine:
    former = OtherName(full="Serena Lin", first="Serena", last="Lin", kind="former")
    lin = person(7, "Ada", "Lin")
    return make(
        [
            person(1, "Serena", "Chen", middle="May"),
            person(2, "Sere", "Nachen"),
            person(3, "Robert", "O'Brien-Smith", suffix="Jr"),
            person(4, "伟", "王"),
            person(5, "José", "de la Cruz"),
            msgspec.structs.replace(lin, name=msgspec.structs.replace(lin.name, others=(former,))),
            msgspec.structs.replace(person(8, "Gone", "Away"), deactivated_on=None),
            clinic(20, "Riverside Heart Ctr LLC"),
            clinic(21, "Heart Riverside Center"),
            clinic(22, "The Clinic of St. Mary, Inc."),
            Provider(npi=npi(23), kind="individual", name=Name(full="Cher Bono")),
            person(24, "Wilhelmina" * 4, "Featherstonehaugh" * 3),
        ]
    )


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("serenachen", ["Serena Chen", "Sere Nachen"]),
        ("serenamaychen", ["Serena Chen"]),
        ("serenamchen", ["Serena Chen"]),
        ("serenaxchen", []),
        ("chenserena", []),
        ("serena", []),
        ("chen", []),
        ("serenalin", []),
        ("robertobriensmith", ["Robert O'Brien-Smith"]),
        ("robertobriensmithjr", ["Robert O'Brien-Smith"]),
        ("robertobriensmithsr", []),
        ("robertsmith", []),
        ("weiwang", ["伟 王"]),
        ("josedelacruz", ["José de la Cruz"]),
        ("riversideheartctrllc", ["Riverside Heart Ctr LLC"]),
        ("riversideheartctr", ["Riverside Heart Ctr LLC"]),
        ("heartriverside", []),
        ("heartriversidecenter", ["Heart Riverside Center"]),
        ("theclinicofstmary", ["The Clinic of St. Mary, Inc."]),
        ("cherbono", ["Cher Bono"]),
        ("x", []),
        ("a" * 63, []),
    ],
)
def test_a_label_names_those_who_bear_the_whole_name(
    engine: Engine, label: str, names: list[str]
) -> None:
    assert held(engine, label) == names


def test_several_readings_are_joined(engine: Engine) -> None:
    assert held(engine, "weiwang", "josedelacruz") == ["伟 王", "José de la Cruz"]


def test_names_longer_than_a_token_and_a_label_are_found(engine: Engine) -> None:
    name = "Wilhelmina" * 4 + " " + "Featherstonehaugh" * 3
    label = label_of(Name(full=name, first="Wilhelmina" * 4, last="Featherstonehaugh" * 3))
    assert label is not None
    assert len(label) == 63
    assert held(engine, label) == [name]


def test_a_deactivated_provider_is_not_found(make: Make) -> None:
    engine = make(directory())
    assert engine.holders(("goneaway",), 10).total == 0


def test_the_total_counts_everybody_and_only_the_first_are_shown(make: Make) -> None:
    engine = make([person(number, "John", "Smith") for number in range(1, 41)])
    found = engine.holders(("johnsmith",), 5)
    assert found.total == 40
    assert [one.npi for one in found.providers] == sorted(one.npi for one in found.providers)
    assert len(found.providers) == 5


def test_everyone_of_the_sample_is_found_under_each_of_their_labels(make: Make) -> None:
    everyone = [one for one in directory() if one.deactivated_on is None][:60]
    engine = make(everyone)
    for provider in everyone:
        for label in labels_of(provider):
            npis = [one.npi for one in engine.holders((label,), 100).providers]
            assert provider.npi in npis, label


def test_every_active_npi_is_listed_once_in_order(make: Make) -> None:
    everyone = directory()
    engine = make(everyone)
    found: list[str] = []
    while page := engine.npis(found[-1] if found else "", 17):
        assert len(page) <= 17
        found += page
    assert found == [one.npi for one in everyone if one.deactivated_on is None]


def test_a_label_of_legal_forms_alone_spells_nothing() -> None:
    read = readings(("copainc",), lambda token: False)
    assert (read.sure, read.maybe) == ((), ())


def test_a_label_that_can_be_cut_in_many_ways_is_read_in_bounded_time() -> None:
    asked: list[str] = []

    def has(token: str) -> bool:
        asked.append(token)
        return set(token[2:]) == {"a"}

    readings(("a" * 62 + "b",), has)
    assert len(asked) < 6_000
