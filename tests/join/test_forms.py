"""Tokens of forms, origins, references, business days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.join.forms import hand_out, origin_of, take_back
from directory.model.reference import ALPHABET, new_reference, read_reference, shown_reference
from directory.model.workdays import add_business_days, federal_holidays, is_business_day

KEY = b"k" * 40
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_token_says_when_the_form_was_made() -> None:
    form = take_back(KEY, "1234567893", hand_out(KEY, "1234567893", NOW))
    assert form is not None
    assert form.made == NOW


def test_two_forms_have_two_ids() -> None:
    first, second = (take_back(KEY, "a", hand_out(KEY, "a", NOW)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.id != second.id


def test_a_token_is_good_for_its_subject_and_key_only() -> None:
    token = hand_out(KEY, "1234567893", NOW)
    assert take_back(KEY, "1987654321", token) is None
    assert take_back(b"x" * 40, "1234567893", token) is None


@pytest.mark.parametrize("at", [0, 31, 33, 40, 45, -1])
def test_a_changed_token_is_refused(at: int) -> None:
    token = hand_out(KEY, "a", NOW)
    other = "0" if token[at] != "0" else "1"
    changed = token[:at] + other + (token[at + 1 :] if at != -1 else "")
    assert take_back(KEY, "a", changed) is None


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "x" * 500, "0" * 32 + ".9.." + "0" * 63])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert take_back(KEY, "a", token) is None


def test_an_origin_is_a_neighborhood_on_a_day() -> None:
    assert origin_of(KEY, "203.0.113.9", NOW) == origin_of(KEY, "203.0.113.200", NOW)
    assert origin_of(KEY, "203.0.113.9", NOW) != origin_of(KEY, "203.0.114.9", NOW)
    assert origin_of(KEY, "2001:db8:1:2::1", NOW) == origin_of(KEY, "2001:db8:1:ff::9", NOW)
    assert origin_of(KEY, "203.0.113.9", NOW) != origin_of(
        KEY, "203.0.113.9", NOW + timedelta(days=1)
    )
    assert origin_of(KEY, "", NOW) == origin_of(KEY, "nonsense", NOW)


# References.


def test_a_reference_is_read_as_people_type_it() -> None:
    reference = new_reference()
    shown = shown_reference(reference)
    assert len(shown.split("-")) == 3
    for typed in (shown, shown.lower(), shown.replace("-", " "), f"  {reference} "):
        assert read_reference(typed) == reference


@given(st.integers(0, 11), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(at: int, other: str) -> None:
    reference = new_reference()
    changed = reference[:at] + other + reference[at + 1 :]
    assert (read_reference(changed) is None) == (changed != reference)


@given(st.integers(0, 10))
def test_every_swap_of_neighbors_is_noticed(at: int) -> None:
    reference = new_reference()
    swapped = reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :]
    assert (read_reference(swapped) is None) == (swapped != reference)


@pytest.mark.parametrize("typed", ["", "7KQ2", "7KQ2-M9XW-4TPCC", "🙂" * 12, "U" * 12])
def test_what_is_no_reference_is_refused(typed: str) -> None:
    assert read_reference(typed) is None


def test_letters_that_are_misread_are_read_as_digits() -> None:
    reference = next(r for r in iter(new_reference, "") if "0" in r and "1" in r)
    assert read_reference(reference.replace("0", "O").replace("1", "l")) == reference


# Business days: the days on which federal holidays are kept, as the Office of Personnel Management
# publishes them. Eleven a year; 2028 has New Year's Day of 2028 kept on Friday, 31 December 2027.

KEPT = {
    2024: "0101 0115 0219 0527 0619 0704 0902 1014 1111 1128 1225",
    2025: "0101 0120 0217 0526 0619 0704 0901 1013 1111 1127 1225",
    2026: "0101 0119 0216 0525 0619 0703 0907 1012 1111 1126 1225",
    2027: "0101 0118 0215 0531 0618 0705 0906 1011 1111 1125 1224 1231",
    2028: "0117 0221 0529 0619 0704 0904 1009 1110 1123 1225",
    2029: "0101 0115 0219 0528 0619 0704 0903 1008 1112 1122 1225",
    2030: "0101 0121 0218 0527 0619 0704 0902 1014 1111 1128 1225",
}


@pytest.mark.parametrize("year", KEPT)
def test_federal_holidays_are_kept_on_these_days(year: int) -> None:
    days = {date(year, int(day[:2]), int(day[2:])) for day in KEPT[year].split()}
    assert federal_holidays(year) == days


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),  # Monday
        (date(2026, 11, 20), date(2026, 11, 24)),  # Friday: over a weekend
        (date(2026, 11, 21), date(2026, 11, 24)),  # Saturday counts as nothing
        (date(2026, 11, 25), date(2026, 11, 30)),  # over Thanksgiving and a weekend
        (date(2027, 12, 30), date(2028, 1, 4)),  # New Year's Day kept on 31 December
        (date(2026, 7, 2), date(2026, 7, 7)),  # Independence Day kept on Friday
        (date(2029, 11, 9), date(2029, 11, 14)),  # Veterans Day kept on Monday
    ],
)
def test_two_business_days_later(day: date, due: date) -> None:
    assert add_business_days(day, 2) == due


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 10))
def test_exactly_so_many_business_days_lie_between(day: date, days: int) -> None:
    due = add_business_days(day, days)
    between = [day + timedelta(n) for n in range(1, (due - day).days + 1)]
    assert sum(map(is_business_day, between)) == days
    assert is_business_day(due)


def test_juneteenth_is_a_holiday_since_2021() -> None:
    assert date(2020, 6, 19) not in federal_holidays(2020)
    assert date(2021, 6, 18) in federal_holidays(2021)


def test_no_business_day_is_no_answer() -> None:
    with pytest.raises(ValueError, match="days is 0"):
        add_business_days(NOW.date(), 0)
