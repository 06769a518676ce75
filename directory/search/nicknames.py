"""Given names and the familiar forms people go by, both ways."""

from functools import cache
from importlib.resources import files


@cache
def _groups() -> dict[str, frozenset[str]]:
    text = (files("directory.search") / "data" / "nicknames.txt").read_text("utf-8")
    known: dict[str, set[str]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        formal, *familiar = line.split()
        for name in familiar:
            known.setdefault(formal, set()).add(name)
            known.setdefault(name, set()).add(formal)
    return {name: frozenset(others) for name, others in known.items()}


def nicknames(name: str) -> frozenset[str]:
    """The other forms of a folded given name: of `bob`, `robert`; of `robert`, `bob` and more."""
    return _groups().get(name, frozenset())
