"""Numbers, dates and words that sources write in many ways become one; impossible ones are told."""

from datetime import date

import pytest

from indexer.clean.dates import clean_date, first_day, last_day
from indexer.clean.languages import clean_language
from indexer.clean.npi import npi_fault
from indexer.clean.phones import clean_phone
from indexer.clean.plan_ids import clean_plan_id, hios_parts, medicare_contract, medicare_id
from indexer.clean.states import clean_state, in_america
from indexer.clean.words import clean_accepting, clean_gender, clean_tier
from indexer.clean.years import clean_year, periods
from indexer.clean.zips import clean_zip


def test_npi_with_right_check_digit_has_no_fault() -> None:
    assert npi_fault("1234567893") is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (None, "missing"),
        ("", "missing"),
        ("12345", "ten digits"),
        ("12345678930", "ten digits"),
        ("1234567892", "check digit"),
        ("3234567893", "begins with 1 or 2"),
        ("١٢٣٤٥٦٧٨٩٣", "ten digits"),
        (1234567893.0, "float"),
    ],
)
def test_npi_faults_say_what_is_wrong(text: object, word: str) -> None:
    assert word in str(npi_fault(text))


@pytest.mark.parametrize(
    "text", ["03/16/2006", "3/16/2006", "2006-03-16", "20060316", "2006-03-16T10:00:00Z"]
)
def test_dates_of_all_sources_are_one(text: str) -> None:
    assert clean_date(text) == date(2006, 3, 16)


@pytest.mark.parametrize("text", ["02/30/2026", "2026-13-01", "0001-01-01", "9999-01-01", "May 1"])
def test_impossible_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        clean_date(text)


def test_no_date_is_none() -> None:
    assert clean_date(" ") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_partial_fhir_dates_cover_their_whole_span(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("2125550100", "(212) 555-0100"),
        ("+1 (212) 555-0100", "(212) 555-0100"),
        ("1.212.555.0100 ext. 12", "(212) 555-0100 x12"),
        ("(212) 555-0100 x5367", "(212) 555-0100 x5367"),
        ("", ""),
    ],
)
def test_phones_are_written_one_way(text: str, clean: str) -> None:
    assert clean_phone(text) == clean


def test_phone_takes_an_extension_given_apart() -> None:
    assert clean_phone("2125550100", "45") == "(212) 555-0100 x45"


@pytest.mark.parametrize("text", ["555-0100", "0000000000", "call us"])
def test_unreadable_phones_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="telephone"):
        clean_phone(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [("100010001", "10001-0001"), ("10001-0001", "10001-0001"), ("02906", "02906"),
     ("2906", "02906"), ("10001-", "10001"), ("100010000", "10001")],
)  # fmt: skip
def test_zips_are_written_one_way(text: str, clean: str) -> None:
    assert clean_zip(text) == clean


def test_foreign_postal_codes_are_no_zips() -> None:
    with pytest.raises(ValueError, match="ZIP"):
        clean_zip("M5V 2T6")


def test_states_are_known_by_code_and_by_name() -> None:
    assert [clean_state(text) for text in ("ny", "New York", "PR", "AE", "")] == [
        "NY", "NY", "PR", "AE", "",
    ]  # fmt: skip


def test_unknown_state_is_refused() -> None:
    with pytest.raises(ValueError, match="no such state"):
        clean_state("XQ")


def test_territories_count_as_american() -> None:
    assert [in_america(text) for text in ("US", "USA", "", "GU", "CA", "DE")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Spanish", ("es",)),
        ("es-MX", ("es",)),
        ("spa", ("es",)),
        ("Mandarin", ("zh",)),
        ("Cantonese", ("zh", "yue")),
        ("American Sign Language", ("ase",)),
        ("HAITIAN CREOLE", ("ht",)),
        ("русский", ("ru",)),
        ("", ()),
    ],
)
def test_languages_become_iso_codes(text: str, codes: tuple[str, ...]) -> None:
    assert clean_language(text) == codes


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        clean_language("Klingon")


@pytest.mark.parametrize("text", ["Preferred", "PREFERRED", " preferred "])
def test_tiers_are_folded_to_one_spelling(text: str) -> None:
    assert clean_tier(text) == "PREFERRED"


def test_tier_words_are_joined_by_hyphens() -> None:
    assert [clean_tier(t) for t in ("non preferred", "NonPreferred", "")] == [
        "NON-PREFERRED", "NON-PREFERRED", None,
    ]  # fmt: skip


def test_accepting_words_of_all_sources() -> None:
    words = ("accepting", "Not Accepting", "newpt", "nopt", "existptonly", "")
    assert [clean_accepting(word) for word in words] == [
        "yes", "no", "yes", "no", "existing", "unknown",
    ]  # fmt: skip


def test_accepting_in_some_locations_says_nothing_of_this_one() -> None:
    with pytest.raises(ValueError, match="which of its locations"):
        clean_accepting("accepting in some locations")


def test_genders() -> None:
    assert [clean_gender(g) for g in ("M", "Female", "X", "")] == [
        "male", "female", "other", "unknown",
    ]  # fmt: skip


def test_adjacent_plan_years_are_one_period() -> None:
    assert periods([2027, 2026, 2029]) == [
        (date(2026, 1, 1), date(2027, 12, 31)),
        (date(2029, 1, 1), date(2029, 12, 31)),
    ]


def test_no_plan_years_set_no_bound() -> None:
    assert periods([]) == [(None, None)]


@pytest.mark.parametrize("value", [26, "soon", True, 2026.5, None])
def test_impossible_plan_years_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="plan year"):
        clean_year(value)


def test_hios_ids_name_issuer_and_state() -> None:
    assert hios_parts(clean_plan_id("90101ny0010001-01")) == ("90101", "NY")
    assert hios_parts("12345XX9876543") == ("12345", "")
    assert hios_parts("network-7") is None


def test_medicare_ids_name_their_contract() -> None:
    assert medicare_id("h9901-001-1") == "H9901-001-001"
    assert medicare_contract("H9901-001-001") == "H9901"
    assert medicare_contract("90101NY0010001") is None
