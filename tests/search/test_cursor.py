"""Cursors survive a round trip and nothing else."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.cursor import BadCursor, question_hash, seal, unseal
from directory.search.request import After, SearchRequest

KEY = b"k" * 32
REQUEST = SearchRequest(as_of=date(2026, 11, 21), name="chen", limit=20)
AFTER = After((1.5, "1000000103"), "g1", 25.0)


def test_a_cursor_says_where_to_go_on() -> None:
    cursor = unseal(seal(AFTER, REQUEST, KEY), KEY)
    assert cursor.after == AFTER
    assert cursor.as_of == REQUEST.as_of
    assert cursor.question == question_hash(REQUEST)


def test_a_cursor_is_safe_in_an_address() -> None:
    assert set(seal(AFTER, REQUEST, KEY)) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    )


def test_another_key_refuses_it() -> None:
    with pytest.raises(BadCursor):
        unseal(seal(AFTER, REQUEST, KEY), b"x" * 32)


@given(st.text(max_size=60))
def test_whatever_else_is_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        unseal(text, KEY)


@given(st.integers(0, 90), st.sampled_from("AbZ019-_"))
def test_one_changed_character_is_refused(at: int, character: str) -> None:
    sealed = seal(AFTER, REQUEST, KEY)
    at %= len(sealed) - 1  # the last character holds spare bits
    changed = sealed[:at] + character + sealed[at + 1 :]
    if changed != sealed:
        with pytest.raises(BadCursor):
            unseal(changed, KEY)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"limit": 5}, True),
        ({"facets": ("gender",)}, True),
        ({"as_of": date(2027, 1, 1)}, True),
        ({"name": "cheng"}, False),
        ({"sort": "name"}, False),
        ({"radius": 50.0}, False),
    ],
)
def test_what_makes_another_question(change: dict, same: bool) -> None:
    other = msgspec.structs.replace(REQUEST, **change)
    assert (question_hash(other) == question_hash(REQUEST)) is same
