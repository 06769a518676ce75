"""Exact counts of providers per category of specialties, kept for a while."""

from collections import OrderedDict
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from directory.search.engine import Engine
from directory.search.request import Near, SearchRequest
from directory.specialties.catalog import Catalog

Key = tuple[str, Near | None, float]
Counts = dict[str, int]
KEPT = 256


class CategoryCounts:
    """Providers by category: one who holds two specialties of it counts once.

    A count is a search for any of the category's specialties; a generation never changes, so an
    answer stays right as long as the generation serves.
    """

    def __init__(self) -> None:
        # By engine, since two applications of one process may serve generations of one name.
        self._kept: WeakKeyDictionary[Engine, OrderedDict[Key, Counts]] = WeakKeyDictionary()
        self._lock = Lock()

    def count(
        self, engine: Engine, catalog: Catalog, near: Near | None, radius: float, today: date
    ) -> Counts:
        """Counts within `radius` miles of `near`, or in all."""
        generation = engine.generation().id
        key = (generation, near, radius)
        with self._lock:
            kept = self._kept.setdefault(engine, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
                return kept[key]
        found = {
            category.id: engine.search(
                SearchRequest(
                    as_of=today,
                    specialties=category.specialties,
                    near=near,
                    radius=radius,
                    widen=False,
                    limit=1,
                )
            ).total
            for category in catalog.categories
        }
        if engine.generation().id == generation:
            self._keep(kept, key, found)
        return found

    def _keep(self, kept: OrderedDict[Key, Counts], key: Key, found: Counts) -> None:
        with self._lock:
            kept[key] = found
            while len(kept) > KEPT:
                kept.popitem(last=False)
