"""What is indexed of a provider."""

from datetime import date

import pytest

from directory.model.provider import Provider
from directory.search.elastic.documents import document, read_provider
from directory.search.elastic.indices import OFFICE_FIELDS, PROVIDER_FIELDS
from directory.search.elastic.meta import PART_BYTES, parts
from directory.search.participations import ClassBuilder
from tests.search.sample import PLANS, directory

EVERYONE = directory(200)
ISSUER_OF = {plan.id: plan.issuer for plan in PLANS}.get


@pytest.fixture(scope="module")
def documents() -> list[dict]:
    numbers = ClassBuilder().numbers
    return [document(provider, numbers, ISSUER_OF) for provider in EVERYONE]


def test_every_field_is_in_the_strict_mapping(documents: list[dict]) -> None:
    assert set().union(*documents) <= set(PROVIDER_FIELDS)
    offices = [office for found in documents for office in found.get("offices", [])]
    assert set().union(*offices) <= set(OFFICE_FIELDS)


def test_the_whole_provider_comes_back(documents: list[dict]) -> None:
    assert [read_provider(found["provider"]) for found in documents] == EVERYONE


def test_a_deactivated_provider_is_found_by_nothing_but_its_npi(documents: list[dict]) -> None:
    gone = [found for found in documents if not found["active"]]
    assert gone
    assert {frozenset(found) for found in gone} == {frozenset({"npi", "active", "provider"})}


def test_an_office_that_is_not_located_has_no_point() -> None:
    provider = next(p for p in EVERYONE if any(o.lat is None for o in p.offices))
    offices = document(provider, ClassBuilder().numbers, ISSUER_OF)["offices"]
    located = [office.lat is not None for office in provider.offices]
    assert ["location" in office for office in offices] == located


def test_the_latest_verification_of_provider_or_office_is_the_freshness() -> None:
    def fresh(provider: Provider) -> int:
        return document(provider, ClassBuilder().numbers, ISSUER_OF)["freshness"]

    never = next(
        p for p in EVERYONE
        if p.deactivated_on is None and not p.verified_on
        and not any(o.verified_on for o in p.offices)
    )  # fmt: skip
    assert fresh(never) == 0
    office_only = next(
        p for p in EVERYONE if not p.verified_on and any(o.verified_on for o in p.offices)
    )
    days: list[date] = [o.verified_on for o in office_only.offices if o.verified_on]
    assert fresh(office_only) == max(days).toordinal()


def test_what_is_too_long_for_one_document_goes_into_several() -> None:
    found = list(parts("book", b"x" * (2 * PART_BYTES + 1)))
    assert [name for name, _ in found] == ["book-0", "book-1", "book-2"]
    assert [name for name, _ in parts("book", b"")] == ["book-0"]
