"""Claimed labels: who has one, and the claiming."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from directory.store.label_tables import labels
from directory.store.opened import Store


class LabelTaken(Exception):
    """Another provider has the label, for ever."""


def owner(store: Store, names: Sequence[str]) -> str | None:
    """NPI of the provider who claimed the first of these names that anybody claimed."""
    if not names:
        return None
    with store.session() as session:
        rows = session.execute(
            select(labels.c.label, labels.c.npi).where(labels.c.label.in_(names))
        )
        claimed = {row.label: row.npi for row in rows}
    return next((claimed[name] for name in names if name in claimed), None)


def claim(store: Store, label: str, npi: str, by: str, now: datetime) -> bool:
    """Give a label to a provider; False where it has it already. Raises LabelTaken."""
    try:
        with store.session(write=True) as session:
            holder = session.scalar(select(labels.c.npi).where(labels.c.label == label))
            if holder is None:
                session.execute(insert(labels).values(label=label, npi=npi, at=now, by=by))
                return True
    except IntegrityError:
        # Two claims in one moment: the database took the other one.
        holder = owner(store, [label])
    if holder != npi:
        raise LabelTaken(label)
    return False


def labels_of_provider(store: Store, npi: str) -> list[str]:
    """All labels of a provider, the oldest first."""
    with store.session() as session:
        rows = session.scalars(
            select(labels.c.label).where(labels.c.npi == npi).order_by(labels.c.at, labels.c.label)
        )
        return list(rows)
