"""Put street addresses on the map by a geocoding service, if one is set; else by ZIP and city.

A service is asked once per address: answers, and that there is none, are kept in a SQLite file,
so that a load that was stopped goes on where it stood. A service that fails never stops a load.
"""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
from geopy.exc import GeopyError  # type: ignore[import-untyped]  # ships no types
from geopy.extra.rate_limiter import RateLimiter  # type: ignore[import-untyped]  # ships no types

from directory.places.distance import miles
from directory.places.gazetteer import Gazetteer
from directory.places.provider import Service, open_service

# geopy writes whole addresses into its log.
logging.getLogger("geopy").setLevel(logging.CRITICAL + 1)

CACHE_FILE = "geocoded.sqlite"
# After so many failures in a row the service is taken to be down for the rest of the load;
# else every one of a million addresses would wait for its time-out.
FAILURES_IN_A_ROW = 5
# An answer farther from the address's own ZIP code or city is a street of that name elsewhere.
# Alaska's ZIP codes are wider than some states.
BELIEVED_MILES, BELIEVED_MILES_ALASKA = 50.0, 200.0

_SCHEMA = """
create table if not exists answers (
    service text not null, address text not null, lat real, lon real,
    primary key (service, address)
) without rowid
"""


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where an office is and what that rests on; `county` is a FIPS code."""

    lat: float
    lon: float
    county: str | None
    located_by: Literal["geocoder", "zip", "city"]


class Counts(msgspec.Struct, kw_only=True):
    """What the service was asked in this load, for the report: `failed` were not answered."""

    asked: int = 0
    cached: int = 0
    found: int = 0
    disbelieved: int = 0
    failed: int = 0
    gave_up: bool = False


class Locator:
    """Locates addresses: service first where one is set, then ZIP code, then city.

    `setting` is the value of DIRECTORY_GEOCODER, "" for none; `home` the folder of the cache
    file. ValueError for a setting that cannot be read. Close it, or use it in a `with`.
    """

    def __init__(self, gazetteer: Gazetteer, setting: str = "", home: Path | None = None) -> None:
        self._gazetteer = gazetteer
        self.counts = Counts()
        self._in_a_row = 0
        self._service: Service | None = None
        self._cache: sqlite3.Connection | None = None
        if setting:
            self._open(open_service(setting), home)

    def _open(self, service: Service, home: Path | None) -> None:
        if home is None:
            raise ValueError("a geocoder needs a folder to keep its answers in; give home")
        self._service = service
        self._ask: Callable[..., Any] = RateLimiter(
            service.ask,
            min_delay_seconds=service.delay,
            error_wait_seconds=max(service.delay, service.pause),
            max_retries=1,
            swallow_exceptions=False,
        )
        home.mkdir(parents=True, exist_ok=True)
        self._cache = sqlite3.connect(home / CACHE_FILE, isolation_level=None)
        self._cache.execute("pragma journal_mode = wal")
        self._cache.execute("pragma synchronous = normal")
        self._cache.execute(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the cache file."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def locate(self, line1: str, city: str, state: str, zip5: str | None) -> Fix | None:
        """Where an address is, or None where no source can tell; it raises nothing."""
        near = self._gazetteer.locate(zip5, city, state)
        street = self._street(line1, city, state, zip5)
        if street is not None:
            lat, lon = street
            if near is None:
                return Fix(lat=lat, lon=lon, county=None, located_by="geocoder")
            if miles(lat, lon, near.lat, near.lon) <= _believed(state):
                return Fix(lat=lat, lon=lon, county=near.county, located_by="geocoder")
            self.counts.disbelieved += 1
        if near is None:
            return None
        return Fix(lat=near.lat, lon=near.lon, county=near.county, located_by=near.by)

    def _street(
        self, line1: str, city: str, state: str, zip5: str | None
    ) -> tuple[float, float] | None:
        if self._service is None or self._cache is None or not line1.strip():
            return None
        address = _one_line(line1, city, state, zip5)
        key = (self._service.name, address.casefold())
        kept = self._cache.execute(
            "select lat, lon from answers where service = ? and address = ?", key
        ).fetchone()
        if kept is not None:
            self.counts.cached += 1
            return None if kept[0] is None else (kept[0], kept[1])
        if self.counts.gave_up:
            self.counts.failed += 1
            return None
        return self._asked(address, key)

    def _asked(self, address: str, key: tuple[str, str]) -> tuple[float, float] | None:
        """Ask the service and keep its answer; a failure is not kept, so it is asked again."""
        self.counts.asked += 1
        try:
            point: tuple[float, float] | None = self._ask(address)
        except (GeopyError, OSError, ValueError, LookupError, TypeError, AttributeError):
            # Whatever a service sends instead of an answer, geopy's parsers trip over in their
            # own ways; none of it is a reason to stop.
            self.counts.failed += 1
            self._in_a_row += 1
            self.counts.gave_up = self._in_a_row >= FAILURES_IN_A_ROW
            return None
        self._in_a_row = 0
        self._keep(key, point)
        self.counts.found += point is not None
        return point

    def _keep(self, key: tuple[str, str], point: tuple[float, float] | None) -> None:
        if self._cache is not None:
            self._cache.execute(
                "insert or replace into answers values (?, ?, ?, ?)",
                (*key, *(point or (None, None))),
            )


def _one_line(line1: str, city: str, state: str, zip5: str | None) -> str:
    street = " ".join(line1.split())
    return f"{street}, {city.strip()}, {state.strip()} {zip5 or ''}".strip()


def _believed(state: str) -> float:
    return BELIEVED_MILES_ALASKA if state.strip().upper() == "AK" else BELIEVED_MILES
