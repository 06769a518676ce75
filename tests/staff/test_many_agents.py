"""Fifty agents who file in the same moment, over HTTP, in both databases: no answer is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.model.reference import read_reference
from directory.store import staff_log
from directory.store.answer_audit import verify
from directory.store.answers import Wanted, walk_wanted
from tests.staff.conftest import SECRET
from tests.staff.staff import NOON, Browser, Clock, hire, store_of
from tests.staff.test_answers import panel, reference_of

AGENTS = 50


@pytest.fixture
def shared(home: Path, store_url: str, clock: Clock) -> Iterator[Flask]:
    """The application over each kind of database."""
    given = {
        "DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_DATABASE_URL": store_url,
    }  # fmt: skip
    made = create_app(Config.from_env(given), today=lambda: NOON.date(), now=clock)
    yield made
    made.extensions[KEY].store.close()


def test_fifty_agents_at_once_each_get_a_reference_that_is_on_record(shared: Flask) -> None:
    agents = [Browser(shared, hire(shared, f"agent{n}")) for n in range(AGENTS)]
    forms = [panel(agent) for agent in agents]

    def send(number: int) -> tuple[int, str]:
        sent = agents[number].post("/staff/answers", **forms[number])
        return sent.status_code, reference_of(sent)

    with ThreadPoolExecutor(AGENTS) as many:
        sent = list(many.map(send, range(AGENTS)))
    assert [status for status, _ in sent] == [303] * AGENTS
    told = {read_reference(reference) for _, reference in sent}
    filed = list(walk_wanted(store_of(shared), Wanted()))
    assert {one.reference for one in filed} == told
    assert {one.login for one in filed} == {f"agent{n}" for n in range(AGENTS)}
    assert verify(store_of(shared)).whole
    logged = staff_log.walk(store_of(shared), staff_log.Wanted(action="answer-filed"))
    assert {entry.object for entry in logged} == told
