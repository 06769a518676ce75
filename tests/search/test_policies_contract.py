"""Both engines keep every version of every policy with the generation."""

import msgspec

from directory.model.policy import Policy
from directory.search.engine import Engine, Loader
from tests.search.sample import ISSUERS, NETWORKS, PLANS, directory
from tests.search.test_policybook import MASK, OLD, OXYGEN

NEWER = msgspec.structs.replace(MASK, version=2, title="Masks for the night")
OTHERS = directory(3)


def publish(loader: Loader, generation: str, *policies: Policy) -> int:
    loader.start(generation)
    loader.add_plans(ISSUERS, NETWORKS, PLANS)
    loader.add_policies(policies)
    loader.add(OTHERS)
    made = loader.finish([])
    loader.swap(generation)
    return made.policies


def test_policies_come_back_as_they_went_in(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    assert publish(loader, "20261121t000000-1", OXYGEN, MASK, NEWER, OLD) == 3
    book = engine.policies()
    assert book.versions("DME-1") == (NEWER, MASK)
    assert [book.get(number) for number in book.numbers] == [NEWER, OXYGEN, OLD]
    assert [hit.policy.number for hit in book.search("night")] == ["DME-1"]
    assert engine.generation().policies == 3


def test_a_large_policy_is_kept_whole(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    large = msgspec.structs.replace(MASK, body="Ω longer than a part of the index. " * 120_000)
    publish(loader, "20261121t000000-1", large)
    assert engine.policies().get("DME-1") == large


def test_another_generation_has_its_own_policies(opened: tuple[Loader, Engine]) -> None:
    loader, _ = opened
    publish(loader, "20261121t000000-1", MASK)
    publish(loader, "20261121t000000-2", OXYGEN)
    assert loader.candidate().policies().numbers == ("DME-2",)
    loader.swap("20261121t000000-1")
    assert loader.live() == "20261121t000000-1"
    assert [one.policies for one in loader.generations()] == [1, 1]


def test_a_generation_without_policies_has_an_empty_book(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    assert publish(loader, "20261121t000000-1") == 0
    assert engine.policies().numbers == ()
    assert engine.policies().search("anything") == []


def test_the_book_is_the_same_object_while_a_generation_serves(
    opened: tuple[Loader, Engine],
) -> None:
    loader, engine = opened
    publish(loader, "20261121t000000-1", MASK)
    assert engine.policies() is engine.policies()
