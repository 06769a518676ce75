"""Killed at any instant, a load leaves the old generation serving and the next load succeeds."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.search.open import open_engine
from tests.indexer.conftest import CHEN, PERSON, Outcome
from tests.indexer.test_load import many

ROOT = Path(__file__).parents[2]
PEOPLE = 400


@pytest.mark.parametrize("share", [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95])
def test_kill(
    share: float, indexer: Callable[..., Outcome], nppes: Callable[..., Path], home: Path
) -> None:
    big = nppes(*many(PEOPLE), name="big.csv")
    started = time.monotonic()
    _start(big, home.with_name("measured")).wait()
    whole = time.monotonic() - started

    live = indexer("load", nppes(PERSON)).report["generation"]
    process = _start(big, home)
    time.sleep(whole * share)
    process.send_signal(signal.SIGKILL)
    process.wait()

    engine = open_engine("embedded:", home)
    assert engine.get(CHEN) is not None
    assert engine.generation().id == live or engine.generation().providers == PEOPLE + 1
    after = indexer("load", big)
    assert (after.code, after.report["providers"]) == (0, PEOPLE + 1)
    generations = indexer("generations").report["generations"]
    left = {path.name for path in (home / "search").glob("*.sqlite*")}
    assert left == {f"{one['id']}.sqlite" for one in generations}


def _start(file: Path, home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "indexer", "load", str(file)],
        cwd=ROOT,
        env={**os.environ, "DIRECTORY_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
