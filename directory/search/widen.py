"""Looking farther when nothing is near: which ring holds the nearest match."""

from directory.search.request import RINGS


def ring_for(distance: float, radius: float) -> float | None:
    """The smallest ring beyond `radius` (miles) that holds something `distance` miles away.

    None when even the widest ring does not reach it.
    """
    for ring in RINGS:
        if ring > radius and distance <= ring:
            return ring
    return None
