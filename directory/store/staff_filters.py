"""Searches that staff keep under a name."""

import secrets
from datetime import datetime

import msgspec
from sqlalchemy import delete, func, insert, select, update

from directory.store.opened import Store
from directory.store.staff_tables import filters

MOST = 50


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A search under its name; `query` as in the address of the console."""

    id: str
    name: str
    query: str


class TooManyKept(Exception):
    """One person keeps no more than MOST searches."""


def kept(store: Store, staff_id: str) -> list[Kept]:
    """The searches of a person, by name."""
    asked = select(filters).where(filters.c.staff == staff_id).order_by(filters.c.name)
    with store.session() as session:
        rows = session.execute(asked).mappings()
        return [Kept(id=row["id"], name=row["name"], query=row["query"]) for row in rows]


def keep(store: Store, staff_id: str, name: str, query: str, now: datetime) -> None:
    """Keep a search; one of the same name is replaced. Raises TooManyKept."""
    mine = filters.c.staff == staff_id
    with store.session(write=True) as session:
        done = session.execute(
            update(filters)
            .where(mine, filters.c.name == name)
            .values(query=query)
            .returning(filters.c.id)
        )
        if done.first() is not None:
            return
        if (session.scalar(select(func.count()).select_from(filters).where(mine)) or 0) >= MOST:
            raise TooManyKept
        row = {"id": secrets.token_hex(16), "staff": staff_id, "name": name, "query": query}
        session.execute(insert(filters).values(row | {"created": now}))


def drop(store: Store, staff_id: str, id_: str) -> bool:
    """Forget a search of this person; False where they have none of that id."""
    mine = (filters.c.staff == staff_id) & (filters.c.id == id_)
    with store.session(write=True) as session:
        return (
            session.execute(delete(filters).where(mine).returning(filters.c.id)).first() is not None
        )
