"""`make run` loads the sample data once, and lays it out anew after an upgrade."""

import json
import sqlite3
from pathlib import Path

from directory.model.generation import SCHEMA_VERSION
from directory.search.embedded.engine import EmbeddedEngine
from directory.search.embedded.files import GenerationFiles
from tests import served


def lay_out_as_before(home: Path) -> None:
    files = GenerationFiles(home)
    path = files.path(files.live() or "")
    path.chmod(0o644)
    with sqlite3.connect(path) as db:
        (stored,) = db.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
        old = json.dumps(json.loads(stored) | {"schema": SCHEMA_VERSION - 1}).encode()
        db.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (old,))
    db.close()


def test_sample_data_is_loaded_once_and_published_again_in_another_layout(tmp_path: Path) -> None:
    served.load(tmp_path)
    first = EmbeddedEngine(tmp_path).generation()
    served.load(tmp_path)
    assert EmbeddedEngine(tmp_path).generation() == first
    lay_out_as_before(tmp_path)
    served.load(tmp_path)
    again = EmbeddedEngine(tmp_path).generation()
    assert (again.schema, again.providers) == (SCHEMA_VERSION, first.providers)
