"""Generates a directory once, and loads it through the indexer's own command."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from bench.generate.write import write
from directory.model.generation import SCHEMA_VERSION
from directory.search.open import EMBEDDED, open_loader

WATCHED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""Runs a command and prints its peak of memory in kB last.

A small process of its own: Linux counts the peak of the program that starts another to the other.
"""


class Loaded(msgspec.Struct, frozen=True):
    """A loaded engine: its home and setting, the load's report and what it cost."""

    engine: str
    url: str
    home: Path
    report: dict[str, Any]
    peak_mb: float
    size_mb: float


def generated(folder: Path, providers: int) -> Path:
    """The folder with the generated files; they are made once and kept."""
    files = folder / "files"
    done = files / "plan_ids.txt"
    if not done.exists():
        files.mkdir(parents=True, exist_ok=True)
        write(files, providers, 1)
        plans = json.loads((files / "plans.json").read_bytes())
        done.write_text("\n".join(sorted(plan["plan_id"] for plan in plans)), "ascii")
    return files


def loaded(url: str, folder: Path, files: Path, again: bool = False) -> Loaded:
    """Load the files into the engine that `url` names, unless that was done before.

    `again` loads them anew in any case, so that the load is measured too; so does another layout.
    """
    name = "Embedded engine" if url == EMBEDDED else f"Elasticsearch at {url.split('@')[-1]}"
    home = folder / ("embedded" if url == EMBEDDED else "elastic")
    kept = home / "bench.json"
    if again or not kept.exists() or not _serves(url, home):
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        kept.write_text(json.dumps(_load(url, home, files)), "utf-8")
    report, peak, size = json.loads(kept.read_text("utf-8"))
    return Loaded(name, url, home, report, peak, size)


def _serves(url: str, home: Path) -> bool:
    """Whether a generation of this version's layout is live."""
    loader = open_loader(url, home)
    live = loader.live()
    return any(one.id == live and one.schema == SCHEMA_VERSION for one in loader.generations())


def _load(url: str, home: Path, files: Path) -> tuple[dict[str, Any], float, float]:
    inputs = sorted(str(one) for one in files.iterdir() if one.suffix in (".csv", ".json"))
    inputs = [one for one in inputs if not one.endswith(("truth.json", "index.json"))]
    environment = os.environ | {"DIRECTORY_HOME": str(home), "DIRECTORY_SEARCH_URL": url}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, sys.executable, "-m", "indexer", "load", "--json", *inputs],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"the load ended with {done.returncode}; its output says why")
    *_, told, peak = done.stdout.strip().splitlines()
    report = json.loads(told)
    report["seconds"] = time.perf_counter() - start
    size = sum(one.stat().st_size for one in (home / "search").glob("*.sqlite")) / 2**20
    return report, int(peak) / 1024, size
