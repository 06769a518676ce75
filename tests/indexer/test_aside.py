"""Merging in a second process gives what merging in the first gives, and leaves none behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from directory.search.open import open_engine
from indexer import aside, pipeline
from tests.indexer.conftest import Outcome
from tests.indexer.test_load import many

Run = Callable[..., Outcome]
Write = Callable[..., Path]
ROOT = Path(__file__).parents[2]
# Waits for batches for ever, so that it must be killed.
WAITING = """
import time
from indexer.aside import merged_aside

def batches():
    yield []
    yield []
    yield []
    print("at work", flush=True)
    time.sleep(600)

if __name__ == "__main__":
    list(merged_aside(batches()))
"""


def test_both_ways_give_the_same(
    indexer: Run, nppes: Write, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = nppes(*many(50))
    npis = [row["NPI"] for row in many(50)]
    indexer("load", people)
    engine = open_engine("embedded:", home)
    alone = [engine.get(npi) for npi in npis]
    monkeypatch.setattr(pipeline, "WORTHWHILE", 1)
    monkeypatch.setattr(pipeline, "BATCH", 7)
    report = indexer("publish").report
    assert (report["published"], report["providers"]) == (True, 50)
    assert [engine.get(npi) for npi in npis] == alone


def test_what_the_other_process_raises_arrives_here() -> None:
    nameless = b'{"npi":"2000000010","source":"nppes","scope":"main"}'
    with pytest.raises(ValueError, match="no source names the provider"):
        list(aside.merged_aside([[[nameless]]]))


def test_a_killed_load_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING)
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"at work\n"
    children = descendants(parent.pid)
    assert children
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    deadline = time.monotonic() + 30
    while any(alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [child for child in children if alive(child)] == []


def descendants(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    if not path.exists():
        pytest.skip("This system does not list the children of a process.")
    return [int(one) for one in path.read_text().split()]


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    # A dead process that nobody has asked for yet.
    return state != "Z"
