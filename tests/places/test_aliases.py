"""Names that people say for places: nicknames, districts, other scripts, spellings by ear."""

from pathlib import Path

import pytest

from directory.places.aliases import with_aliases
from directory.places.gazetteer import gazetteer
from directory.places.sounds import sound


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("magic city alabama", "city:al:birmingham"),
        ("valley of the sun", "city:az:phoenix"),
        ("desert ridge", "city:az:phoenix"),
        ("анкоридж", "city:ak:anchorage"),
        ("伯明罕", "city:al:birmingham"),
        ("albakerky", "city:nm:albuquerque"),
        ("sinsinatty", "city:oh:cincinnati"),
    ],
)
def test_what_people_say_finds_the_place(text: str, place: str) -> None:
    assert place in [found.id for found in gazetteer().suggest(text)][:3]


@pytest.mark.parametrize("text", ["flag", "the rock", "arcadia"])
def test_a_name_that_is_a_word_too_is_no_place_within_a_line(text: str) -> None:
    found = gazetteer().find_in(f"dentist {text}")
    assert found is None or not found.sure or text not in f"dentist {text}"[found.start : found.end]


@pytest.mark.parametrize(
    "line", ["city:ny:nowhere\tother\tnew name", "city:ny:new-york\tnickname\tnew name"]
)
def test_a_line_without_a_place_or_kind_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "aliases.tsv"
    file.write_text(f"# names\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"aliases.tsv line 2: no place"):
        with_aliases(gazetteer().table, file)


@pytest.mark.parametrize(
    ("one", "other"),
    [("albuquerque", "albakerky"), ("cincinnati", "sinsinatty"), ("phoenix", "feenix"),
     ("houston", "hewston"), ("knoxville", "noxvil")],
)  # fmt: skip
def test_names_of_one_sound_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_names_of_other_sounds_do_not() -> None:
    assert len({sound(name) for name in ("boston", "austin", "dallas", "denver", "miami")}) == 5
