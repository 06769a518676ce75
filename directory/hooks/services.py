"""What the rooms need to answer: settings, engine, store, catalog, gazetteer and the date."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import current_app

from directory.config import Config
from directory.params.common import Door
from directory.places.gazetteer import gazetteer
from directory.search.engine import Engine, EngineUnavailable
from directory.search.open import open_engine
from directory.specialties.catalog import catalog
from directory.store.opened import Store

KEY = "directory"
Check = Callable[[], bool]
_log = logging.getLogger("directory")


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Services:
    """One per application, shared by all its threads."""

    def __init__(
        self,
        config: Config,
        engine: Engine | None = None,
        today: Callable[[], date] = date.today,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.config = config
        self.secret = config.secret()
        self.today = today
        self.now = now
        self.store = Store.of(config)
        self.checks: dict[str, Check] = {"store": self.store.ready}
        self._engine = engine
        self._opening = threading.Lock()

    def ready_when(self, part: str, check: Check) -> None:
        """Let /readyz ask `check` too and tell its answer under the name `part`.

        A check that raises counts as not ready; what it raised is not told.
        """
        self.checks[part] = check

    @property
    def engine(self) -> Engine:
        """The engine, opened on first use and tried again on each use until it opens.

        Raises EngineUnavailable while it does not.
        """
        if self._engine is None:
            with self._opening:
                if self._engine is None:
                    self._engine = self._open()
        return self._engine

    def _open(self) -> Engine:
        try:
            return open_engine(self.config.search_url, self.config.home)
        except EngineUnavailable:
            raise
        except Exception as error:
            _log.exception("the engine does not open")
            raise EngineUnavailable("the engine does not open") from error

    def door(self) -> Door:
        """What parameters are read against. Raises EngineUnavailable."""
        return Door(
            engine=self.engine,
            catalog=catalog(),
            gazetteer=gazetteer(),
            secret=self.secret,
            today=self.today(),
        )


def services() -> Services:
    """The services of the application that answers this request."""
    found: Services = current_app.extensions[KEY]
    return found
