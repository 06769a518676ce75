"""Accounts of staff: made, found, invited and changed."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from directory.model.staff import Person, Role
from directory.store.opened import Store
from directory.store.staff_tables import staff

INVITED = timedelta(days=3)
"""How long the link that sets a first password holds."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person and how they prove who they are.

    `password` is an Argon2id hash, empty for none. `totp` numbers the second factor in use; 0 or
    less is none now. `totp_used` is the last time step whose code was taken. `subject` is
    `issuer sub` of the identity provider, empty for none. `invited` is whether an invitation is
    open.
    """

    person: Person
    active: bool
    password: str
    totp: int
    totp_used: int
    subject: str
    invited: bool
    created: datetime


class LoginTaken(Exception):
    """Somebody else has this login."""


def create(
    store: Store, *, login: str, name: str, role: Role, issuers: tuple[str, ...], at: datetime,
    email: str = "",
) -> Account:  # fmt: skip
    """Make an account that cannot log in yet: invite it, or set a password. Raises LoginTaken."""
    row = {
        "id": secrets.token_hex(16), "login": plain_login(login), "name": name, "role": role,
        "issuers": _joined(issuers), "email": email, "zone": "", "shortcuts": True, "columns": "",
        "active": True, "password": "", "totp": 0, "totp_used": 0, "subject": "",
        "invitation": "", "invited_until": None, "created": at,
    }  # fmt: skip
    try:
        with store.session(write=True) as session:
            session.execute(insert(staff).values(row))
    except IntegrityError:
        raise LoginTaken(login) from None
    return account_of(row)


def plain_login(login: str) -> str:
    """A login as it is kept: in lower case, without blanks around it and NUL within it."""
    return login.replace("\0", "").strip().lower()


def by_id(store: Store, id_: str) -> Account | None:
    """An account by its id."""
    return _one(store, staff.c.id == id_)


def by_login(store: Store, login: str) -> Account | None:
    """An account by its login, whatever its case."""
    return _one(store, staff.c.login == plain_login(login))


def by_subject(store: Store, subject: str) -> Account | None:
    """The account that is bound to somebody at the identity provider."""
    return _one(store, staff.c.subject == subject) if subject else None


def by_email(store: Store, email: str) -> Account | None:
    """The one account with an e-mail address; None where none or several have it."""
    if not email:
        return None
    with store.session() as session:
        same = func.lower(staff.c.email) == email.lower()
        rows = session.execute(select(staff).where(same).limit(2)).mappings().all()
    return account_of(rows[0]) if len(rows) == 1 else None


def by_invitation(store: Store, key: str, now: datetime) -> Account | None:
    """The account that an open invitation was made for; of one that is shut, none."""
    return _one(store, _invited(key, now)) if key else None


def everyone(store: Store) -> list[Account]:
    """All accounts by name."""
    with store.session() as session:
        rows = session.execute(select(staff).order_by(staff.c.name, staff.c.login)).mappings()
        return [account_of(row) for row in rows]


def change(store: Store, id_: str, **values: Any) -> None:
    """Set columns of an account; `issuers` and `columns` are given as tuples, without blanks."""
    for name in ("issuers", "columns"):
        if name in values:
            values[name] = _joined(values[name])
    with store.session(write=True) as session:
        session.execute(update(staff).where(staff.c.id == id_).values(values))


def invite(store: Store, id_: str, key: str, now: datetime) -> None:
    """Open an invitation; the one before is closed by it."""
    change(store, id_, invitation=key, invited_until=now + INVITED)


def accept(store: Store, key: str, password: str, now: datetime) -> bool:
    """Set a password (its hash) by invitation, which is used up; False where it is none any more.

    Of two who send the same link at once, one sets the password.
    """
    used = {"password": password, "invitation": "", "invited_until": None}
    with store.session(write=True) as session:
        done = session.execute(
            update(staff).where(_invited(key, now)).values(used).returning(staff.c.id)
        )
        return done.first() is not None


def use_code(store: Store, id_: str, step: int) -> bool:
    """Take a code's time step, once: False where this or a later one was taken before."""
    with store.session(write=True) as session:
        done = session.execute(
            update(staff)
            .where(staff.c.id == id_, staff.c.totp_used < step)
            .values(totp_used=step)
            .returning(staff.c.id)
        )
        return done.first() is not None


def _joined(ids: tuple[str, ...]) -> str:
    """Ids as they are kept. Raises ValueError for one with a blank: it would be read as two."""
    if any(one.split() != [one] for one in ids):
        raise ValueError("an id that holds blanks cannot be told from two")
    return " ".join(ids)


def _invited(key: str, now: datetime) -> Any:
    return (staff.c.invitation == key) & (staff.c.invited_until > now) & staff.c.active


def _one(store: Store, condition: Any) -> Account | None:
    with store.session() as session:
        row = session.execute(select(staff).where(condition).limit(1)).mappings().first()
    return account_of(row) if row else None


def account_of(row: Mapping[Any, Any]) -> Account:
    """An account out of a row that holds every column of its table."""
    person = Person(
        id=row["id"],
        login=row["login"],
        name=row["name"],
        role=row["role"],
        issuers=tuple(row["issuers"].split()),
        email=row["email"],
        zone=row["zone"],
        shortcuts=row["shortcuts"],
        columns=tuple(row["columns"].split()),
    )
    return Account(
        person=person,
        active=row["active"],
        password=row["password"],
        totp=row["totp"],
        totp_used=row["totp_used"],
        subject=row["subject"],
        invited=bool(row["invitation"]),
        created=row["created"],
    )
