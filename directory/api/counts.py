"""Exact counts of providers per category of specialties, kept for a while."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from directory.search.engine import Engine
from directory.search.request import Near, SearchRequest
from directory.specialties.catalog import Catalog

Key = tuple[str, Near | None, float]
KEPT = 256


class CategoryCounts:
    """Providers by category: one who holds two specialties of it counts once.

    A count is a search for any of the category's specialties; a generation never changes, so an
    answer stays right as long as the generation serves.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, dict[str, int]] = OrderedDict()
        self._lock = Lock()

    def count(
        self, engine: Engine, catalog: Catalog, near: Near | None, radius: float, today: date
    ) -> dict[str, int]:
        """Counts within `radius` miles of `near`, or in all."""
        key = (engine.generation().id, near, radius)
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
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
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found
