"""Who accepted which license: counts by version, and the decisions on one of them."""

from collections import defaultdict

from flask import Response

from directory.hooks.login import need, person
from directory.hooks.services import services
from directory.params.load import read
from directory.staff.clock import moment
from directory.staff.params import AcceptancesParams
from directory.staff.room import answer, given, room
from directory.store import acceptances
from directory.store import staff as accounts

PAGE = 100


@room.get("/acceptances")
@need("acceptances")
def license_decisions() -> Response:
    """Decisions by license and version; those on one version, the newest first."""
    me, store = person(), services().store
    values = read(AcceptancesParams, given())
    counted: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for license_, version, decision, count in acceptances.counts(store):
        counted[license_, version][decision] = count
    chosen = (
        (values["license"], values["version"]) if {"license", "version"} <= values.keys() else None
    )
    found = []
    if chosen:
        before = values.get("before")
        found = acceptances.page(store, *chosen, before=before, limit=PAGE + 1)
    names = {one.person.id: one.person.login for one in accounts.everyone(store)}
    return answer(
        "acceptances.html",
        counted=sorted(counted.items()),
        chosen=chosen,
        rows=[(one, moment(one.at, me), names.get(one.subject, "")) for one in found[:PAGE]],
        more=found[PAGE - 1].seq if len(found) > PAGE else None,
    )
