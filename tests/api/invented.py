"""The invented directory of fixtures/, published once for the tests of the whole API."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask

from directory.app import create_app
from directory.config import Config
from directory.search.engine import Engine, Loader
from directory.search.open import open_loader
from indexer.pipeline import Indexer
from indexer.progress import Progress
from indexer.report import Report

FIXTURES = Path(__file__).parents[2] / "fixtures"
EXPECTED: dict[str, Any] = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))
TODAY = date.fromisoformat(EXPECTED["as_of"])
NPIS = sorted({record["npi"] for record in EXPECTED["records"]})
HERE = [one["npi"] for one in EXPECTED["records"] if "deactivated_on" not in one]
GONE = sorted(set(NPIS) - set(HERE))


def settings(home: Path) -> Config:
    """Settings of a service over `home`."""
    return Config.from_env({"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40})


def publish(home: Path, loader: Loader | None = None) -> str:
    """Load every fixture, into the embedded engine of `home` or into `loader`; its generation."""
    files = [
        *sorted((FIXTURES / "nppes").glob("*.csv")),
        FIXTURES / "qhp" / "index.json",
        *sorted((FIXTURES / "plan-net").glob("*.ndjson")),
        FIXTURES / "mpf" / "index.json",
        *sorted((FIXTURES / "policies").glob("*.md")),
    ]
    report = Report()
    loader = loader or open_loader("embedded:", home)
    indexer = Indexer(settings(home), Progress(io.StringIO()), loader)
    indexer.load(files, None, report, replace=True, allow_drop=False)
    assert report.generation is not None
    assert report.published
    return report.generation


def application(home: Path, engine: Engine | None = None) -> Flask:
    """The service on the day the fixtures are told from."""
    return create_app(settings(home), engine, today=lambda: TODAY)
