"""Bearers by state are counted piece by piece, and read back as they were written."""

from array import array

import pytest

from directory.search import statenames
from directory.search.statenames import StateNames
from directory.search.vocabulary import Vocabulary

BEARERS = {
    "l:chen": array("I", [0, 1, 2]),
    "l:cheng": array("I", [2]),
    "f:chen": array("I", [3]),
    "m:chen": array("I", [0, 3]),
    "o:chest": array("I", [1]),
}
WORDS = Vocabulary.build((token, len(ids)) for token, ids in BEARERS.items())
SETS = [(), ("NJ", "NY"), ("NY",)]
HELD = array("I", [1, 2, 2, 0])


@pytest.fixture(params=[1, 2, 1_000_000], ids="{} at once".format)
def names(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> StateNames:
    monkeypatch.setattr(statenames, "_AT_ONCE", request.param)
    return StateNames.load(StateNames.build(WORDS, BEARERS.__getitem__, SETS, HELD).dump())


def test_completes_with_what_is_borne_in_the_state(names: StateNames) -> None:
    assert names.complete(WORDS, "NY", "che", 10) == [
        ("l:chen", 3),
        ("l:cheng", 1),
        ("o:chest", 1),
    ]
    assert names.complete(WORDS, "NJ", "che", 10) == [("l:chen", 1)]
    assert names.complete(WORDS, "TX", "che", 10) == []


def test_counts_one_token_and_none_that_only_begins_so(names: StateNames) -> None:
    assert names.bearers(WORDS, "NY", "l:chen") == 3
    assert names.bearers(WORDS, "NY", "l:che") == 0
    assert names.bearers(WORDS, "TX", "l:chen") == 0


def test_nobody_has_no_states() -> None:
    nobody = Vocabulary.build([])
    empty = StateNames.load(StateNames.build(nobody, {}.__getitem__, [], array("I")).dump())
    assert empty.complete(nobody, "NY", "c", 10) == []
