"""Killed at any instant, a load into Elasticsearch leaves the old generation serving."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from directory.config import Config
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from indexer.pipeline import KEPT_GENERATIONS, Indexer
from indexer.progress import Progress
from indexer.report import Report
from tests.indexer.conftest import CHEN, PERSON
from tests.indexer.test_load import many

ROOT = Path(__file__).parents[2]
PEOPLE = 400
# The command itself knows no prefix; on a shared server every test needs its own.
LOAD = """
import sys
from pathlib import Path
from directory.config import Config
from directory.search.elastic.loader import ElasticLoader
from indexer.pipeline import Indexer
from indexer.progress import Progress
from indexer.report import Report
url, prefix, home, file = sys.argv[1:]
loader = ElasticLoader([url], prefix=prefix)
indexer = Indexer(Config.from_env({"DIRECTORY_HOME": home}), Progress(), loader)
indexer.load([Path(file)], None, Report(), replace=False, allow_drop=False)
"""
Load = Callable[[Path], Report]


@pytest.fixture
def prefix(elastic_url: str) -> Iterator[str]:
    """Yield a name for the test's indices, and take them off the shared server afterwards."""
    name = f"t{uuid.uuid4().hex[:12]}-"
    yield name
    ElasticLoader([elastic_url], prefix=name).drop_everything()


def load(url: str, prefix: str, home: Path, file: Path) -> Report:
    report = Report()
    loader = ElasticLoader([url], prefix=prefix)
    config = Config.from_env({"DIRECTORY_HOME": str(home)})
    Indexer(config, Progress(), loader).load([file], None, report, replace=False, allow_drop=False)
    return report


def start(url: str, prefix: str, home: Path, file: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", LOAD, url, prefix, str(home), str(file)],
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_kill(elastic_url: str, prefix: str, nppes: Callable[..., Path], home: Path) -> None:
    big = nppes(*many(PEOPLE), name="big.csv")
    started = time.monotonic()
    assert start(elastic_url, f"{prefix}measured-", home.with_name("measured"), big).wait() == 0
    whole = time.monotonic() - started
    ElasticLoader([elastic_url], prefix=f"{prefix}measured-").drop_everything()

    live = load(elastic_url, prefix, home, nppes(PERSON)).generation
    engine = ElasticEngine([elastic_url], prefix=prefix)
    for share in (0.3, 0.5, 0.65, 0.8, 0.95):
        process = start(elastic_url, prefix, home, big)
        time.sleep(whole * share)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert engine.get(CHEN) is not None
        assert engine.generation().id == live or engine.generation().providers == PEOPLE + 1
        live = engine.generation().id

    after = load(elastic_url, prefix, home, big)
    assert (after.published, after.providers) == (True, PEOPLE + 1)
    kept = ElasticLoader([elastic_url], prefix=prefix).generations()
    assert len(kept) <= KEPT_GENERATIONS
    assert present(elastic_url, prefix) == 2 * len(kept)


def present(url: str, prefix: str) -> int:
    """How many indices the test has on the server."""
    with urllib.request.urlopen(f"{url}/{prefix}*", timeout=30) as answer:
        return len(json.load(answer))
