"""A new generation goes live while people turn pages: nobody gets half of each."""

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from flask.testing import FlaskClient

from directory.hooks import steady as steady_hook
from directory.search.embedded.engine import EmbeddedEngine
from directory.search.embedded.loader import EmbeddedLoader
from tests import people
from tests.api import invented

SEARCH = "/api/v1/providers"


def publish(home: Path, name: str, mark: str) -> None:
    """Publish the people with `mark` in every name of provider and plan."""
    loader = EmbeddedLoader(home)
    loader.start(name)
    plans = [msgspec.structs.replace(one, name=f"{one.name} {mark}") for one in people.PLANS]
    loader.add_plans(people.ISSUERS, people.NETWORKS, plans)
    loader.add(
        msgspec.structs.replace(
            one, name=msgspec.structs.replace(one.name, full=f"{one.name.full} {mark}")
        )
        for one in people.providers()
    )
    loader.finish(())
    loader.swap(name)


class SwapsOnce(EmbeddedEngine):
    """The engine, with another generation going live right after a question, once."""

    def __init__(self, home: Path, after: str, swap: Callable[[], None]) -> None:
        super().__init__(home)
        self._after, self._swap, self._done = after, swap, False

    def _then(self, question: str) -> None:
        if question == self._after and not self._done:
            self._done = True
            self._swap()

    def get(self, npi):
        found = super().get(npi)
        self._then("get")
        return found

    def search(self, request):
        found = super().search(request)
        self._then("search")
        return found

    def plans(self):
        found = super().plans()
        self._then("plans")
        return found

    def supply(self, request):
        found = super().supply(request)
        self._then("supply")
        return found


@pytest.mark.parametrize(("after", "path"), [
    ("get", f"{SEARCH}/{people.SERENA}"),
    ("plans", f"{SEARCH}/{people.SERENA}"),
    ("search", f"{SEARCH}?npi={people.SERENA}"),
    ("plans", f"{SEARCH}?npi={people.SERENA}&plan={people.GOLD}"),
    ("get", f"/api/v1/network-status?npi={people.SERENA}&plan={people.GOLD}"),
    ("plans", f"/api/v1/plans/{people.GOLD}"),
    ("supply", "/api/v1/supply?specialty=cardiology&place=zip:10001"),
])  # fmt: skip
def test_an_answer_is_of_one_generation_and_so_is_its_tag(
    tmp_path: Path, after: str, path: str
) -> None:
    publish(tmp_path, "g1", "before")
    engine = SwapsOnce(tmp_path, after, lambda: publish(tmp_path, "g2", "after"))
    client = invented.application(tmp_path, engine).test_client()
    torn = client.get(path)
    whole = invented.application(tmp_path).test_client().get(path)
    assert b"after" in whole.data
    assert b"before" not in torn.data
    assert torn.data == whole.data
    assert torn.headers["ETag"] == whole.headers["ETag"]


def test_a_tag_of_the_generation_before_does_not_hold(tmp_path: Path) -> None:
    publish(tmp_path, "g1", "before")
    client = invented.application(tmp_path).test_client()
    tag = client.get(f"{SEARCH}/{people.SERENA}").headers["ETag"]
    publish(tmp_path, "g2", "after")
    again = client.get(f"{SEARCH}/{people.SERENA}", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.json["name"]["full"] == "Serena Chen after"


def test_a_view_is_not_asked_for_ever(tmp_path: Path) -> None:
    numbers = iter(range(100))
    publish(tmp_path, "g0", "first")
    app = invented.application(tmp_path)
    asked: list[int] = []

    @steady_hook.steady
    def restless() -> int:
        asked.append(len(asked))
        publish(tmp_path, f"h{next(numbers)}", "again")
        return len(asked)

    with app.test_request_context(SEARCH):
        assert restless() == steady_hook.TIMES


def test_readers_turning_pages_during_swaps_see_all_of_one_or_are_told(tmp_path: Path) -> None:
    publish(tmp_path, "g0", "mark0")
    app = invented.application(tmp_path)
    stop = threading.Event()
    outcomes: list[str] = []
    broken: list[str] = []

    def read() -> None:
        client = app.test_client()
        while not stop.is_set():
            try:
                outcomes.append(walk(client))
            except AssertionError as error:
                broken.append(str(error))
                return

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 9):
        publish(tmp_path, f"g{number}", f"mark{number}")
        stop.wait(0.15)
    stop.set()
    for reader in readers:
        reader.join()
    assert broken == []
    assert "whole" in outcomes


def walk(client: FlaskClient) -> str:
    """Turn all pages of thirty dermatologists; `expired` where a swap came between."""
    cursor, seen, marks = "", [], set()
    while True:
        response = client.get(f"{SEARCH}?specialty=dermatology&place=zip:12207&limit=4{cursor}")
        if response.status_code == 410:
            assert response.json["type"].endswith("/cursor-expired")
            return "expired"
        assert response.status_code == 200, response.text
        page = response.json
        marks |= {page["generation"], *(one["name"]["full"][-1] for one in page["results"])}
        seen += [one["npi"] for one in page["results"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == page["total"] == 30, len(seen)
    assert {mark[-1] for mark in marks} == {page["generation"][-1]}, marks
    return "whole"
