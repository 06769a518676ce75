"""Names that stand for one another: familiar forms, and other spellings in Latin letters.

English familiar forms come from the package `nicknames`; `data/nicknames.txt` adds those of the
other languages spoken here, and more.
"""

from functools import cache
from importlib.resources import files

from nicknames import name_triplets

_Related = dict[str, frozenset[str]]


def _lines(name: str) -> list[list[str]]:
    text = (files("directory.search") / "data" / name).read_text("utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _familiar() -> tuple[_Related, _Related]:
    """By name: formal and familiar forms; and forms that share a formal one (Bob and Rob)."""
    direct: dict[str, set[str]] = {}
    siblings: dict[str, set[str]] = {}
    english = [[one.name1, one.name2] for one in name_triplets()]
    for formal, *forms in [*_lines("nicknames.txt"), *english]:
        for name in forms:
            direct.setdefault(formal, set()).add(name)
            direct.setdefault(name, set()).add(formal)
    for _, *forms in _lines("nicknames.txt"):
        for name in forms:
            siblings.setdefault(name, set()).update(forms)
    return (
        {name: frozenset(others - {name}) for name, others in direct.items()},
        {name: frozenset(others - {name}) for name, others in siblings.items()},
    )


@cache
def _spellings() -> _Related:
    known: dict[str, set[str]] = {}
    for group in _lines("romanizations.txt"):
        for name in group:
            known.setdefault(name, set()).update(group)
    return {name: frozenset(others - {name}) for name, others in known.items()}


def nicknames(name: str) -> frozenset[str]:
    """The formal and familiar forms of a folded given name: of `bob`, `robert`, and back."""
    return _familiar()[0].get(name, frozenset())


def fellow_nicknames(name: str) -> frozenset[str]:
    """Familiar forms of the same formal name: of `bob`, `rob`."""
    return _familiar()[1].get(name, frozenset()) - nicknames(name)


def spellings(name: str) -> frozenset[str]:
    """Other Latin spellings of a folded name: of `chen`, `chan`."""
    return _spellings().get(name, frozenset())
