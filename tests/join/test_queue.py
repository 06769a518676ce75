"""The queue of reports, in each kind of database."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from directory.model.reference import new_reference
from directory.store.opened import Store
from directory.store.reports import Report, TooMany, file_report, find_report
from tests.stores import postgres_template, postgres_url, store, store_url

__all__ = ["postgres_template", "postgres_url", "store", "store_url"]
NOW = datetime(2026, 11, 25, 15, 0, 0, 123, tzinfo=UTC)
LIMITS = {1: 2, 24: 3}


def report(**more: object) -> Report:
    made = Report(
        reference=new_reference(),
        kind="error",
        npi="1234567893",
        received=NOW,
        due=date(2026, 11, 30),
        about=("phone", "plan"),
        text="Ü 王\n2",
        wanted="Gold",
    )
    return msgspec.structs.replace(made, **more)


def test_a_report_is_found_as_it_was_filed(store: Store) -> None:
    filed = report(contact="ann@example.org", office="s2", language="zh")
    file_report(store, filed, form="f1", origin="o", limits=LIMITS)
    assert find_report(store, filed.reference) == filed


def test_an_unknown_reference_finds_nothing(store: Store) -> None:
    assert find_report(store, new_reference()) is None


def test_a_form_counts_once(store: Store) -> None:
    first = file_report(store, report(), form="f1", origin="o", limits=LIMITS)
    second = report()
    assert file_report(store, second, form="f1", origin="o", limits=LIMITS) == first
    assert find_report(store, second.reference) is None


def test_an_origin_has_a_limit_by_the_hour_and_by_the_day(store: Store) -> None:
    def send(number: int, at: datetime, origin: str = "o") -> None:
        file_report(store, report(received=at), form=f"f{number}", origin=origin, limits=LIMITS)

    send(1, NOW)
    send(2, NOW)
    with pytest.raises(TooMany) as full:
        send(3, NOW + timedelta(minutes=59))
    assert full.value.hours == 1
    send(4, NOW, origin="another")
    send(5, NOW + timedelta(hours=2))
    with pytest.raises(TooMany) as full:
        send(6, NOW + timedelta(hours=4))
    assert full.value.hours == 24
    send(7, NOW + timedelta(hours=25))
