"""How questions are answered: the queue, what was late, what nobody knew; lists to take out."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec
from flask import Response

from directory.hooks.login import need, now, person
from directory.hooks.services import services
from directory.model.reference import shown_reference
from directory.params.load import read
from directory.specialties.catalog import catalog
from directory.staff.clock import span, zone_of
from directory.staff.params import SpanParams
from directory.staff.room import answer, given, logged, room
from directory.staff.routes.answers import mine
from directory.staff.sheets import CSV_TYPE, as_csv
from directory.store import answers, questions
from directory.store.answers import Answer, Wanted

HEADING = (
    "reference", "answered at (UTC)", "by", "issuer", "plan", "NPI", "specialty", "day asked for",
    "answer", "question", "language", "generation", "note", "row", "hash",
)  # fmt: skip


class Row(msgspec.Struct, kw_only=True):
    """Answers of one kind."""

    name: str
    told: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.told.values())

    @property
    def unknown(self) -> float:
        """The share that nobody could answer."""
        return self.told.get("unknown", 0) / self.total if self.total else 0.0


@room.get("/supervision")
@need("supervise")
def supervision() -> Response:
    """The last thirty days, or the days asked for."""
    me = person()
    values = read(SpanParams, given())
    begin, end = span(values.get("since"), values.get("until"), me)
    if "form" in values:
        return _export(values["form"], Wanted(since=begin, until=end, issuers=mine(me)))
    store = services().store
    counted = answers.counts(store, begin, end, mine(me))
    issuers = services().engine.plans().issuers
    by_issuer = _rows(
        (issuers[issuer].name if issuer in issuers else issuer or "no issuer", told, count)
        for issuer, _, told, count in counted
    )
    by_specialty = _rows(
        (catalog().name(specialty) or "not in the catalog", told, count)
        for _, specialty, told, count in counted
    )
    return answer(
        "supervision.html",
        by_issuer=by_issuer,
        by_specialty=by_specialty[:20],
        more_specialties=max(0, len(by_specialty) - 20),
        timely=questions.timeliness(store, begin, end, now(), mine(me)),
        queue=questions.waiting(store, mine(me)),
        issuers=issuers,
        since=begin.astimezone(zone_of(me)).date(),
        until=values.get("until") or "",
    )


def _rows(counted: Iterator[tuple[str, str, int]]) -> list[Row]:
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, told, count in counted:
        found[name][told] += count
    rows = [Row(name=name, told=dict(told)) for name, told in found.items()]
    return sorted(rows, key=lambda row: (-row.total, row.name))


def _export(form: str, wanted: Wanted) -> Response:
    """Every answer of the span, as it is sent; the log says who took it out."""
    store = services().store
    logged(person(), "answers-exported", form, since=wanted.since, until=wanted.until)
    rows = answers.walk_wanted(store, wanted)
    if form == "csv":
        body: Iterator[bytes] = as_csv(HEADING, (_cells(one) for one in rows))
        kind = CSV_TYPE
    else:
        body = (msgspec.json.encode(one) + b"\n" for one in rows)
        kind = "application/x-ndjson"
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="answers.{form}"'
    return response


def _cells(one: Answer) -> tuple[object, ...]:
    return (
        shown_reference(one.reference), one.at.strftime("%Y-%m-%d %H:%M:%S"), one.login,
        one.issuer, one.plan, one.npi, one.specialty, one.as_of, one.verdict,
        shown_reference(one.question) if one.question else "", one.language, one.generation,
        one.note, one.seq, one.hash,
    )  # fmt: skip
