"""The routes behind the login; importing them puts them into the room."""

from directory.staff.room import room
from directory.staff.routes import account, enter, users

__all__ = ["account", "enter", "room", "users"]
