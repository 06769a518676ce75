"""The pages, by what they are about; importing this mounts them all."""

from directory.web.room import room
from directory.web.routes import browse, compare, notices, plans, profile, search, suggest

__all__ = ["browse", "compare", "notices", "plans", "profile", "room", "search", "suggest"]
