"""Who works with the directory behind a login: roles, what each may do, whose plans they answer."""

from collections.abc import Mapping
from typing import Literal, get_args

import msgspec

Role = Literal["agent", "supervisor", "steward", "admin"]
Action = Literal[
    "look", "account", "file", "questions", "export", "supervise", "audit", "reports",
    "acceptances", "users",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)
MAY: Mapping[Action, frozenset[Role]] = {
    "look": frozenset(ROLES),
    "account": frozenset(ROLES),
    "file": frozenset(("agent", "supervisor")),
    "questions": frozenset(("agent", "supervisor")),
    "export": frozenset(("agent", "supervisor")),
    "supervise": frozenset(("supervisor", "admin")),
    "audit": frozenset(("supervisor", "admin")),
    "reports": frozenset(("steward", "admin")),
    "acceptances": frozenset(("steward", "admin")),
    "users": frozenset(("admin",)),
}
"""Which roles may do what. A supervisor audits the issuers they belong to only."""
ALL_ISSUERS = "*"


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who works here.

    `issuers` are ids of the issuers they answer for, `("*",)` for all, empty for none. `zone` is
    an IANA time zone, empty for the organization's own. `columns` are those of the console's table,
    empty for the usual ones. `shortcuts` is whether single keys act (WCAG 2.1.4: they can be off).
    """

    id: str
    login: str
    name: str
    role: Role
    issuers: tuple[str, ...] = ()
    email: str = ""
    zone: str = ""
    shortcuts: bool = True
    columns: tuple[str, ...] = ()

    def may(self, action: Action) -> bool:
        """Whether this person's role may do it."""
        return self.role in MAY[action]

    def sees(self, issuer: str | None) -> bool:
        """Whether they answer for an issuer; for plans of none only who answers for all."""
        return ALL_ISSUERS in self.issuers or (issuer is not None and issuer in self.issuers)
