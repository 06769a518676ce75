"""The routes behind the login; importing them puts them into the room."""

from directory.staff.room import room
from directory.staff.routes import (
    acceptances,
    account,
    answers,
    enter,
    questions,
    supervision,
    users,
    verdict,
)

__all__ = [
    "acceptances",
    "account",
    "answers",
    "enter",
    "questions",
    "room",
    "supervision",
    "users",
    "verdict",
]
