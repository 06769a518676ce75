"""The commands: stage, publish and load, and what is asked of the generations that are kept."""

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from directory.config import Config
from directory.model.generation import Generation
from directory.model.provider import Provider
from directory.search.engine import Engine, EngineError, Loader
from directory.search.open import open_engine, open_loader
from directory.search.request import SearchRequest
from indexer.aside import WORTHWHILE, merged_aside
from indexer.book import make_book
from indexer.checks import check_counts, check_drop, check_lookups, check_policies
from indexer.faults import UsageError
from indexer.items import Fragment
from indexer.locate import OfficeLocator
from indexer.lock import only_one
from indexer.merge import merge
from indexer.progress import Progress
from indexer.rejects import RejectsFile
from indexer.report import Check, Report, Staged, Status
from indexer.sources.guess import Format, jobs
from indexer.stage import Stage
from indexer.take import take
from indexer.tally import SAMPLE, Tally

STAGE_FILE = "stage.sqlite"
REJECTS_FOLDER = "rejects"
KEPT_GENERATIONS = 3
KEPT_REJECTS = 20
BATCH = 2000
_NAME = "%Y%m%d-%H%M%S-%f"
_TICK = timedelta(microseconds=1)


class Indexer:
    """All that the commands do, for one home and one engine."""

    def __init__(self, config: Config, progress: Progress, loader: Loader | None = None) -> None:
        """`loader` is opened from the settings where none is given."""
        self._config = config
        self._home = config.home
        self._progress = progress
        self._given = loader

    def load(
        self, files: list[Path], wanted: Format | None, report: Report, *,
        replace: bool, allow_drop: bool,
    ) -> None:  # fmt: skip
        """Stage files and publish. Both succeed, or nothing changes but the rejects file."""
        found = jobs(files, wanted)
        with self._working() as stage, self._timed(report):
            loader = self._loader()
            # Asked before the work, so that an engine that is down is known at once.
            live = _live(loader)
            with self._rejects(report) as rejects, stage.call():
                if replace:
                    stage.clear()
                take(found, stage, rejects, report, self._progress)
                if self._build(loader, stage, live, report, allow_drop=allow_drop):
                    # The stage first: killed between the two, the next run publishes the same.
                    stage.commit()
                    self._go_live(loader, report)

    def stage(
        self, files: list[Path], wanted: Format | None, report: Report, *, replace: bool
    ) -> None:
        """Stage files only."""
        found = jobs(files, wanted)
        with (
            self._working() as stage,
            self._timed(report),
            self._rejects(report) as rejects,
            stage.call(),
        ):
            if replace:
                stage.clear()
            take(found, stage, rejects, report, self._progress)
            stage.commit()

    def publish(self, report: Report, *, allow_drop: bool) -> None:
        """Publish what is staged."""
        with self._working() as stage, self._timed(report):
            loader = self._loader()
            if stage.count() + stage.policies.count() == 0:
                raise UsageError("nothing is staged; load or stage a file first")
            if self._build(loader, stage, _live(loader), report, allow_drop=allow_drop):
                self._go_live(loader, report)

    def check(self) -> tuple[str, list[Check]]:
        """The look-ups of a publication, asked of the live generation."""
        engine: Engine = (
            self._given.candidate()
            if self._given is not None
            else open_engine(self._config.search_url, self._home)
        )
        today = _today()
        page = engine.search(SearchRequest(as_of=today, sort="name", limit=SAMPLE))
        found = [hit.provider for hit in page.hits]
        live = engine.generation()
        some = Check(
            "not-empty",
            bool(found) or live.policies > 0,
            f"{live.providers:,} providers" if found or live.policies else "load a file",
        )
        return live.id, [some, *check_lookups(engine, found, (), today)]

    def generations(self) -> tuple[str | None, list[Generation]]:
        """The live generation's id, and all that are kept, oldest first."""
        loader = self._loader()
        return loader.live(), loader.generations()

    def rollback(self, wanted: str | None) -> str:
        """Make an earlier generation live: the one before the live one where none is named."""
        with only_one(self._home):
            loader = self._loader()
            live, kept = loader.live(), [one.id for one in loader.generations()]
            if wanted is None:
                earlier = kept[: kept.index(live)] if live in kept else kept
                if not earlier:
                    raise UsageError("there is no earlier generation to go back to")
                wanted = earlier[-1]
            if wanted not in kept:
                raise UsageError(f"there is no generation {wanted}; kept are {', '.join(kept)}")
            loader.swap(wanted)
            return wanted

    def status(self) -> Status:
        """The live generation, and what is staged."""
        loader = self._loader()
        live = _live(loader)
        path = self._home / STAGE_FILE
        staged: Staged | None = Staged(0, [])
        if path.exists():
            try:
                stage = self._open_stage()
                staged = Staged(stage.count(), stage.sources())
                stage.close()
            except sqlite3.OperationalError:
                # Locked by a load at work, and not to be read before it is done.
                staged = None
        return Status(live, staged, str(self._home))

    def _build(
        self, loader: Loader, stage: Stage, live: Generation | None, report: Report, *,
        allow_drop: bool,
    ) -> bool:  # fmt: skip
        """Build a generation beside the live one and check it; a failed one is removed."""
        name = new_name(one.id for one in loader.generations())
        try:
            loader.start(name)
            good = self._built(loader, name, stage, live, report, allow_drop=allow_drop)
        except BaseException:
            # On a full disk the half of a generation would keep it full.
            with suppress(EngineError, OSError):
                loader.discard(name)
            raise
        if not good:
            loader.discard(name)
        return good

    def _built(
        self, loader: Loader, name: str, stage: Stage, live: Generation | None, report: Report, *,
        allow_drop: bool,
    ) -> bool:  # fmt: skip
        tally, count = Tally(), stage.count()
        self._progress.start("merge", count)
        loader.add_plans(*make_book(stage))
        policies = list(stage.policies.each())
        loader.add_policies(policies)
        # The whole of a load in one call would be kept in memory by the engine.
        merged = tally.watch(self._merged(stage, count))
        while some := list(islice(merged, BATCH)):
            loader.add(some)
        self._progress.finish(f"{tally.providers:,} providers, {tally.offices:,} offices")
        self._progress.start("index", 0)
        made = loader.finish(stage.sources())
        report.take(made)
        self._progress.finish(f"generation {name}")
        self._progress.start("check", 0)
        engine = loader.candidate()
        report.checks = [
            *check_counts(made, tally),
            check_drop(made, live, allowed=allow_drop),
            *check_lookups(engine, tally.sample, tally.withdrawn, _today()),
            check_policies(engine, policies),
        ]
        good = all(check.ok for check in report.checks)
        self._progress.finish("all passed" if good else "failed")
        return good

    def _merged(self, stage: Stage, count: int) -> Iterator[Provider]:
        found = self._counted(stage)
        # A geocoder is waited for, not worked for; a second process would gain nothing.
        if count >= WORTHWHILE and not self._config.geocoder:
            yield from merged_aside(iter(lambda: list(islice(found, BATCH)), []))
            return
        decode = msgspec.json.Decoder(Fragment).decode
        with OfficeLocator(self._config.geocoder, self._home) as locate:
            for fragments in found:
                yield merge([decode(one) for one in fragments], locate)

    def _counted(self, stage: Stage) -> Iterator[list[bytes]]:
        for fragments in stage.providers():
            self._progress.advance()
            yield fragments

    def _go_live(self, loader: Loader, report: Report) -> None:
        """Swap, then let go of what is older than the generations kept."""
        loader.swap(report.generation or "")
        report.published = True
        kept = [one.id for one in loader.generations()]
        for name in kept[:-KEPT_GENERATIONS]:
            if name != report.generation:
                loader.discard(name)

    def _loader(self) -> Loader:
        if self._given is not None:
            return self._given
        return open_loader(
            self._config.search_url,
            self._home,
            shards=self._config.elastic_shards,
            replicas=self._config.elastic_replicas,
        )

    @contextmanager
    def _working(self) -> Iterator[Stage]:
        with only_one(self._home):
            stage = self._open_stage()
            try:
                yield stage
            finally:
                stage.close()

    def _open_stage(self) -> Stage:
        try:
            return Stage(self._home / STAGE_FILE)
        except ValueError as error:
            raise UsageError(str(error)) from error

    @contextmanager
    def _rejects(self, report: Report) -> Iterator[RejectsFile]:
        folder = self._home / REJECTS_FOLDER
        path = folder / f"{new_name(one.stem for one in folder.glob('*.jsonl'))}.jsonl"
        report.rejects_file = str(path)
        with RejectsFile(path) as rejects:
            yield rejects
        for old in sorted(folder.glob("*.jsonl"))[:-KEPT_REJECTS]:
            old.unlink(missing_ok=True)

    @contextmanager
    def _timed(self, report: Report) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        finally:
            report.seconds = round(time.monotonic() - started, 3)


def _live(loader: Loader) -> Generation | None:
    live = loader.live()
    return next((one for one in loader.generations() if one.id == live), None)


def new_name(earlier: Iterable[str]) -> str:
    """Sorts by time, to the microsecond, and after all `earlier` even where a clock was set back.

    Without capitals, as index names must be.
    """
    now = datetime.now(UTC)
    for name in earlier:
        with suppress(ValueError):
            now = max(now, datetime.strptime(f"{name}+0000", f"{_NAME}%z") + _TICK)
    return f"{now:{_NAME}}"


def _today() -> date:
    return datetime.now(UTC).date()
