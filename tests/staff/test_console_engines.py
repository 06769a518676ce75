"""The console reads the same with either engine: table, panel and list, also past a page."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from directory.search.engine import Engine
from directory.staff.routes import lists
from tests import people
from tests.people import FAR, GOLD, MESA, SERENA
from tests.staff.conftest import SECRET
from tests.staff.staff import NOON, Browser, Clock, team

PATHS = (
    f"/staff?plan={GOLD}&name=chen", f"/staff?plan={GOLD}&specialty=cardiology&outside=true",
    "/staff?specialty=dermatology&place=city:ny:albany&sort=name", f"/staff?plan={MESA}&who={FAR}",
    f"/staff?plan={MESA}&name=petrov&as_of=2026-11-22", f"/staff?who={people.GONE}",
    "/staff?who=2125550110", "/staff?name=zzzz", f"/staff/rows/{SERENA}?plan={GOLD}",
    "/staff/suggest/plan?q=ha", "/staff/suggest/name?q=ser",
    "/staff/export?as=csv&specialty=dermatology", f"/staff/export?as=csv&plan={GOLD}",
)  # fmt: skip
ONCE = re.compile(r'name="(?:form|seal|shown|csrf)" value="[^"]*"|cursor=[\w-]+')
"""What differs from one answer to the next."""


@pytest.fixture(scope="module")
def server(elastic_url: str) -> Iterator[Engine]:
    """The people on Elasticsearch."""
    prefix = f"tconsole{time.monotonic_ns():x}-"
    loader = ElasticLoader([elastic_url], prefix=prefix)
    loader.start("g1")
    loader.add_plans(people.ISSUERS, people.NETWORKS, people.PLANS)
    loader.add(people.providers())
    loader.finish(())
    loader.swap("g1")
    yield ElasticEngine([elastic_url], prefix=prefix)
    loader.drop_everything()


@pytest.fixture
def both(home: Path, server: Engine, tmp_path: Path) -> Iterator[tuple[Browser, Browser]]:
    """An agent at a console over the embedded engine, and at one over Elasticsearch."""
    apps = []
    for engine, folder in ((None, home), (server, tmp_path)):
        given = {"DIRECTORY_HOME": str(folder), "DIRECTORY_SECRET_KEY": SECRET}
        apps.append(
            create_app(Config.from_env(given), engine, today=lambda: NOON.date(), now=Clock())
        )
    yield Browser(apps[0], team(apps[0])["agent"]), Browser(apps[1], team(apps[1])["agent"])
    for app in apps:
        app.extensions[KEY].store.close()


@pytest.mark.elastic
def test_both_engines_fill_the_console_alike(
    both: tuple[Browser, Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE", 7)
    for path in PATHS:
        first, second = (ONCE.sub("", browser.get(path).text) for browser in both)
        assert first == second, path
