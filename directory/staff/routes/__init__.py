"""The routes behind the login; importing them puts them into the room."""

from directory.staff.room import room
from directory.staff.routes import (
    acceptances,
    account,
    answers,
    audit,
    console,
    enter,
    kept,
    lists,
    oidc,
    questions,
    reports,
    suggest,
    supervision,
    users,
    verdict,
)

__all__ = [
    "acceptances", "account", "answers", "audit", "console", "enter", "kept", "lists", "oidc",
    "questions", "reports", "room", "suggest", "supervision", "users", "verdict",
]  # fmt: skip
