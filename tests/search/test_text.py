"""What is indexed of a name, and how a typed one is cut up."""

import pytest

from directory.model.provider import Name, OtherName, Provider
from directory.search.text import name_tokens, phone_digits, query_words, typed_words, words


def person(first: str, last: str, middle: str = "", *others: OtherName) -> Provider:
    full = " ".join(part for part in (first, middle, last) if part)
    name = Name(full=full, first=first, middle=middle, last=last, others=others)
    return Provider(npi="1000000004", kind="individual", name=name)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("José García-Márquez", ["jose", "garcia", "marquez"]),
        ("O'Brien", ["obrien"]),
        ("Łukasz Øster", ["lukasz", "oster"]),
        ("Иванов", ["ivanov"]),
        ("Сергей", ["sergey"]),
        ("陈伟", ["chen", "wei"]),
        ("欧阳娜娜", ["ouyang", "nana"]),
        ("김민수", ["gim", "minsu"]),
        ("محمد", ["mhmd"]),
        ("", []),
        ("!!! --- 😀", []),
    ],
)
def test_words_are_folded_and_in_latin_letters(text: str, cut: list[str]) -> None:
    assert words(text) == cut


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Dr. Serena Chen, MD", ["serena", "chen"]),
        ("Chen, Serena", ["serena", "chen"]),
        ("Serena Chen, NP-C", ["serena", "chen"]),
        ("Serena Chen MD PhD FACP", ["serena", "chen"]),
        ("dra. maria lopez", ["maria", "lopez"]),
        ("MD", ["md"]),
    ],
)
def test_titles_and_credentials_are_no_part_of_a_typed_name(text: str, cut: list[str]) -> None:
    assert query_words(text) == cut


def test_words_that_may_be_a_credential_or_a_particle_need_not_be_met() -> None:
    assert [(w.text, w.optional) for w in typed_words("Jack Ma")] == [("jack", False), ("ma", True)]
    assert [(w.text, w.optional) for w in typed_words("maria de la cruz")] == [
        ("maria", False), ("de", True), ("la", True), ("cruz", False),
    ]  # fmt: skip
    assert [(w.text, w.optional) for w in typed_words("Do")] == [("do", False)]


def test_a_compound_name_is_found_whole_and_in_parts() -> None:
    assert name_tokens(person("Anna-Lena", "de la Cruz")) == [
        ("i", "a"), ("i", "l"), ("f", "annalena"), ("p", "anna"), ("p", "lena"),
        ("l", "delacruz"), ("p", "de"), ("p", "la"), ("p", "cruz"),
    ]  # fmt: skip


def test_middle_and_former_names_have_fields_of_their_own() -> None:
    former = OtherName(full="Mary Smith", first="Mary", last="Smith", kind="former")
    tokens = name_tokens(person("Mary", "Jones", "Ann", former))
    assert ("m", "ann") in tokens
    assert ("p", "maryann") in tokens
    assert ("x", "smith") in tokens


def test_an_organizations_abbreviations_are_written_out() -> None:
    name = Name(full="St Mary Med Ctr LLC")
    tokens = name_tokens(Provider(npi="1000000004", kind="organization", name=name))
    assert tokens == [("o", "saint"), ("o", "mary"), ("o", "medical"), ("o", "center")]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("(212) 555-0100", "2125550100"),
        ("+1 212 555 0100", "2125550100"),
        ("212-555-0100 x99", "2125550100"),
        ("555-0100", ""),
        ("", ""),
    ],
)
def test_phone_digits(text: str, digits: str) -> None:
    assert phone_digits(text) == digits
