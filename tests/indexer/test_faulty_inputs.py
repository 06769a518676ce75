"""Inputs that are no files, and disks without room, end a load with a sentence and no harm."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from directory.search.open import open_engine
from indexer.pipeline import new_name
from tests.indexer.conftest import CHEN, PERSON, Outcome
from tests.indexer.test_load import many

Run = Callable[..., Outcome]
Write = Callable[..., Path]
ROOT = Path(__file__).parents[2]


def test_a_pipe_is_refused_before_it_is_opened(indexer: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    done = indexer("load", pipe)
    assert (done.code, "save it as a file" in done.err) == (3, True)


def test_a_device_is_refused(indexer: Run) -> None:
    assert indexer("load", "/dev/zero").code == 3


def test_links_in_a_circle_are_refused(indexer: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "b.csv")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    done = indexer("load", tmp_path / "a.csv")
    assert (done.code, "cannot be read" in done.err) == (3, True)


@pytest.mark.parametrize("name", ["x" * 5000, "nul\0byte.csv", "file.csv/below.csv"])
def test_an_impossible_name_is_refused(indexer: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.csv").touch()
    assert indexer("load", tmp_path / name).code == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="Root may read every file.")
def test_a_file_without_permission_is_refused(indexer: Run, nppes: Write) -> None:
    path = nppes(PERSON)
    path.chmod(0)
    done = indexer("load", path)
    assert (done.code, "cannot be read" in done.err) == (3, True)


@pytest.mark.parametrize("room", [40_000, 300_000, 1_000_000])
def test_a_disk_without_room_changes_nothing(
    indexer: Run, nppes: Write, home: Path, room: int
) -> None:
    live = indexer("load", nppes(PERSON)).report["generation"]
    big = nppes(*many(2000), name="big.csv")
    done = subprocess.run(
        [sys.executable, "-m", "indexer", "load", str(big)],
        cwd=ROOT,
        env={**os.environ, "DIRECTORY_HOME": str(home)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (5, "", False)
    engine = open_engine("embedded:", home)
    assert (engine.generation().id, engine.get(CHEN) is not None) == (live, True)
    # The half of a generation does not keep the disk full.
    assert {path.name for path in (home / "search").iterdir()} == {"live", f"{live}.sqlite"}
    assert indexer("load", big).report["providers"] == 2001


def test_names_of_generations_sort_by_time() -> None:
    made: list[str] = []
    for _ in range(50):
        made.append(new_name(made))
    assert made == sorted(set(made))


def test_a_clock_set_back_does_not_disturb_the_order() -> None:
    ahead = f"{datetime.now(UTC).year + 1}1231-235959-999999"
    assert new_name([ahead, "of another make"]) > ahead
