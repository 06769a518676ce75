"""What a plan source says anew of a provider ends what its earlier calls said for that issuer."""

import sqlite3
from collections.abc import Callable, Iterable

from indexer.items import Fragment, OfficePart

# Their scopes are the issuers, or contracts, of a row's plans, with blanks between.
SOURCES = frozenset({"qhp", "mpf"})
_SELECT = "SELECT rowid, scope, data FROM fragment WHERE npi=? AND source=? AND call<? AND scope<>?"
_UPDATE = "UPDATE fragment SET scope=?, data=? WHERE rowid=?"


def end_earlier(
    db: sqlite3.Connection,
    rows: Iterable[tuple[int, str, str, int]],
    decode: Callable[[bytes], Fragment],
    encode: Callable[[Fragment], bytes],
) -> None:
    """Take the issuers of new rows (NPI, source, scope, call) out of rows of earlier calls.

    An earlier row may name further issuers beside them; what it says of those stays.
    """
    for npi, source, scope, call in set(rows):
        issuers = set(scope.split())
        if source not in SOURCES or not issuers:
            continue
        for number, other, data in db.execute(_SELECT, (npi, source, call, scope)).fetchall():
            left = [one for one in other.split() if one not in issuers]
            if len(left) == len(other.split()):
                continue
            if not left:
                db.execute("DELETE FROM fragment WHERE rowid=?", (number,))
                continue
            kept = without(decode(data), issuers, " ".join(left))
            db.execute(_UPDATE, (kept.scope, encode(kept), number))


def without(fragment: Fragment, issuers: set[str], scope: str) -> Fragment:
    """A fragment without its participations in plans of `issuers`, and of that `scope`.

    Offices that were listed for these plans alone go with them.
    """
    offices = []
    for office in fragment.offices:
        kept = tuple(one for one in office.participations if one.plan[:5] not in issuers)
        if kept or not office.participations:
            fields = {name: getattr(office, name) for name in OfficePart.__struct_fields__}
            offices.append(OfficePart(**{**fields, "participations": kept}))
    fields = {name: getattr(fragment, name) for name in Fragment.__struct_fields__}
    parts = tuple(one for one in fragment.participations if one.plan[:5] not in issuers)
    changed = {"scope": scope, "offices": tuple(offices), "participations": parts}
    return Fragment(**{**fields, **changed})
