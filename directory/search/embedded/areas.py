"""Counts by specialty and by area."""

import numpy as np

from directory.search.embedded.arrays import count_pairs, distinct
from directory.search.embedded.order import nearest_each
from directory.search.embedded.question import Question, miles_from
from directory.search.embedded.reader import Reader
from directory.search.page import Supply
from directory.search.participations import ACCEPTING
from directory.search.request import Near, SearchRequest, SupplyRequest

WITHIN = (10, 25, 50, 100, 250)


def count_specialties(reader: Reader, near: Near | None, radius: float) -> dict[str, int]:
    """Providers by catalog specialty id, within `radius` miles of `near`, or in all."""
    if near is None:
        return dict(reader.names.counts)
    request = SearchRequest(as_of=reader.generation.created_at.date(), near=near, radius=radius)
    question = Question(reader, request, None)
    columns = question.columns.take(question.matching())
    providers = columns.rows["provider"][columns.spec_rows()]
    numbers = {name: number for number, name in enumerate(reader.names.near)}
    of_spec = [numbers.get(name or "", -1) for name, _ in reader.names.specialties]
    values = np.array(of_spec, dtype=np.int64)[columns.specs]
    counts = count_pairs(values[values >= 0], providers[values >= 0])
    return {reader.names.near[number]: count for number, count in counts.items()}


def count_supply(reader: Reader, request: SupplyRequest) -> Supply:
    """How many of a specialty there are; "accepting" and "verified" count the nation."""
    asked = SearchRequest(as_of=request.as_of, specialties=request.specialties, codes=request.codes)
    question = Question(reader, asked, None)
    mask = question.matching()
    rows = question.columns.rows[mask]
    states = reader.names.states
    state = states.index(request.state) if request.state in states else -1
    county = int(request.county) if request.county else -1

    def count(chosen: np.ndarray) -> int:
        return len(distinct(rows["provider"][chosen]))

    miles = miles_from(request.near, rows)
    ids, nearest = nearest_each(rows["provider"], np.nan_to_num(miles, nan=np.inf))
    return Supply(
        within={ring: int(np.count_nonzero(nearest <= ring)) for ring in WITHIN},
        county=count(rows["county"] == county) if request.county else None,
        state=count(rows["state"] == state) if request.state else None,
        nation=len(ids),
        accepting=count(rows["accepting"] == ACCEPTING.index("yes")),
        verified=count(rows["verified"] >= request.verified_since.toordinal()),
        nearest=_nearest(reader, ids, nearest),
    )


def _nearest(reader: Reader, ids: np.ndarray, miles: np.ndarray) -> tuple[str, float] | None:
    """The first of the nearest, by NPI and so by number; who is not located is infinitely far."""
    if not len(ids) or np.isinf(miles).all():
        return None
    first = int(miles.argmin())
    (nearest,) = reader.providers([int(ids[first])])
    return nearest.npi, float(miles[first])
