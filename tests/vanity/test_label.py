"""What a label may spell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.vanity.label import RESERVED, Refused, key_of, read_label

NPI = "1234567893"


def puny(text: str) -> str:
    return "xn--" + text.encode("punycode").decode()


@pytest.mark.parametrize(
    "label",
    ["serenachen", "SerenaChen", "serena-chen", "se-re-na-chen", "dr-serena-chen", "drserenachen",
     "Dr-SerenaChen", "serena·chen", "serená-chén", puny("serená-chén")],
)  # fmt: skip
def test_case_hyphens_accents_and_dr_do_not_matter(label: str) -> None:
    assert "serenachen" in read_label(label).names


@pytest.mark.parametrize(
    ("label", "name"),
    [
        (puny("иван-петров"), "ivanpetrov"),
        (puny("иванпетров"), "ivanpetrov"),
        (puny("dr-иван-петров"), "ivanpetrov"),
        (puny("王伟"), "weiwang"),
        (puny("王伟"), "wangwei"),
        (puny("김지수"), "jisugim"),
    ],
)
def test_the_script_does_not_matter(label: str, name: str) -> None:
    assert name in read_label(label).names


def test_a_name_that_begins_with_dr_is_read_both_ways() -> None:
    assert read_label("drewbarry").names == ("drewbarry", "ewbarry")


@pytest.mark.parametrize(
    "label",
    [
        "serenacһen",  # Cyrillic һ
        "ѕerenachen",  # Cyrillic ѕ
        "sеrеnachen",  # Cyrillic е, twice
        "serenachεn",  # Greek ε
        "dr-sеrenachen",
    ],
)
def test_look_alike_letters_spell_no_name(label: str) -> None:
    assert read_label(puny(label)).names == ()


@pytest.mark.parametrize(
    "label",
    ["xn--", "xn---", "xn--serenachen-", "xn--99999999999", "xn--a-\x7f".strip("\x7f") + "0",
     puny("ｓｅｒｅｎａchen"), puny("serena☃chen"), puny("serena\u202echen"), puny("ﬁsher")],
)  # fmt: skip
def test_damaged_or_disguising_punycode_spells_no_name(label: str) -> None:
    try:
        assert read_label(label).names == ()
    except Refused:
        assert label.endswith("-")


@pytest.mark.parametrize(
    "label",
    ["", "-", "-a", "a-", "a.b", "a b", "a_b", "a/b", "a\x00b", "serena\nchen", "a" * 64, "王" * 60,
     "%00", "a@b", "serena☃chen", "🙂"],
)  # fmt: skip
def test_what_cannot_be_a_label_is_refused(label: str) -> None:
    with pytest.raises(Refused):
        read_label(label)


def test_a_label_of_63_bytes_is_read() -> None:
    assert read_label("a" * 63).names == ("a" * 63,)


@pytest.mark.parametrize("label", [f"serenachen-{NPI}", f"Dr-Serena-Chen-{NPI}"])
def test_a_name_with_an_npi_behind_it(label: str) -> None:
    asked = read_label(label)
    assert asked.npi == NPI
    assert "serenachen" in asked.names


def test_an_npi_alone() -> None:
    assert (read_label(NPI).npi, read_label(NPI).names) == (NPI, ())


def test_a_number_with_a_wrong_check_digit_is_part_of_the_name() -> None:
    assert read_label("serenachen-1234567894").npi is None


@pytest.mark.parametrize("word", ["www", "API", "staff", "admin", "mail", "dr-mail", "a-p-i"])
def test_reserved_words_never_spell_a_name(word: str) -> None:
    asked = read_label(word)
    assert asked.reserved
    assert asked.names == ()


def test_reserved_words_are_written_as_they_are_compared() -> None:
    assert {word for word in RESERVED if not word.isalnum() or word != word.lower()} == set()


def test_an_own_name_is_the_key_of_a_claim() -> None:
    assert key_of(read_label("drew-barry"), frozenset(["drewbarry"])) == "drewbarry"
    assert key_of(read_label("dr-chen"), frozenset(["serenachen"])) == "chen"
    assert key_of(read_label("www"), frozenset()) is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        asked = read_label(text)
    except Refused:
        return
    assert all(name.isascii() and name.isalnum() and len(name) <= 63 for name in asked.names)
