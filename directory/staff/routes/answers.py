"""Answers on record: filed with one key, read aloud, found again, sent as a letter."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters, NotAllowed, NotFound, StaleForm, fault
from directory.hooks.login import need, now, person
from directory.hooks.services import services
from directory.model.reference import new_reference, read_reference, shown_reference
from directory.model.specialty import LANGUAGES
from directory.model.staff import ALL_ISSUERS, Person
from directory.params.load import read
from directory.staff.clock import bounds, moment
from directory.staff.letter import letter
from directory.staff.params import AnswersParams, LetterParams
from directory.staff.room import answer, given, logged, room, wants_json
from directory.staff.seal import member_hash, unpack
from directory.staff.verdict import Shown
from directory.store import answers, questions
from directory.store.answers import Answer, QuestionClosed, Wanted

LONGEST_NOTE = 1000
PAGE = 50


@room.post("/answers")
@need("file")
def file_answer() -> AnyResponse:
    """Put what was shown on record, just as it was shown, and give its reference."""
    me, form = person(), request.form
    found = unpack(
        services().secret, me.id, form.get("form", ""), form.get("shown", ""),
        form.get("seal", ""),
    )  # fmt: skip
    if found is None:
        raise StaleForm
    if not me.sees(found.issuer):
        raise NotAllowed(f"You do not answer for {found.issuer_name or 'this issuer'}.")
    try:
        filed = answers.file(services().store, _answer(found, me))
    except QuestionClosed as closed:
        return _closed(closed)
    logged(me, "answer-filed", filed.reference, issuer=filed.issuer, verdict=filed.verdict)
    if wants_json():
        shown = shown_reference(filed.reference)
        return Response(
            answer("filed.html", answer=filed, reference=shown).get_data(), 201,
            headers={"Location": f"/staff/answers/{shown}"},
            content_type="text/html; charset=utf-8",
        )  # fmt: skip
    return redirect(f"/staff/answers/{shown_reference(filed.reference)}", 303)


@room.get("/answers")
@need("file")
def find_answers() -> AnyResponse:
    """Answers found by reference, member, doctor, agent or day."""
    me = person()
    values = read(AnswersParams, given())
    if "reference" in values:
        reference = read_reference(values["reference"])
        found = answers.find(services().store, reference) if reference else None
        if found is None or not me.sees(found.issuer):
            return _page(me, {}, 404, missing=values["reference"])
        return redirect(f"/staff/answers/{shown_reference(found.reference)}", 303)
    return _page(me, values)


@room.post("/answers/find")
@need("file")
def find_by_member() -> AnyResponse:
    """As above, with a member's number: it turns into its hash here and stands in no address."""
    fields = {
        name: request.form.get(name, "").strip()[:100]
        for name in ("reference", "npi", "login", "verdict", "since", "until")
    }
    fields["key"] = member_hash(services().secret, request.form.get("member", ""))
    kept = urlencode({name: value for name, value in fields.items() if value})
    return redirect(f"/staff/answers?{kept}" if kept else "/staff/answers", 303)


@room.get("/answers/<reference>")
@need("file")
def one_answer(reference: str) -> Response:
    """An answer exactly as it was filed, whatever the directory says today."""
    filed, found = _filed(reference)
    return answer(
        "answer.html",
        answer=filed,
        shown=found,
        reference=shown_reference(filed.reference),
        at=moment(filed.at, person()),
        question=shown_reference(filed.question) if filed.question else "",
        languages=LANGUAGES,
    )


@room.get("/answers/<reference>/letter")
@need("file")
def send_letter(reference: str) -> Response:
    """The answer as a letter or e-mail in the member's language, to print or copy."""
    filed, found = _filed(reference)
    language = read(LetterParams, given()).get("lang", filed.language)
    text = letter(filed, found, language)
    return answer(
        "letter.html", answer=filed, text=text, language=language, languages=LANGUAGES,
        reference=shown_reference(filed.reference),
    )  # fmt: skip


def _answer(found: Shown, me: Person) -> Answer:
    form = request.form
    language = form.get("language", "en")
    if language not in LANGUAGES:
        faults = [fault("language", language, "is no language here", LANGUAGES)]
        raise InvalidParameters(faults=faults)
    note = form.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        message = f"has {len(note)} characters: use at most {LONGEST_NOTE}"
        raise InvalidParameters(faults=[fault("note", note, message)])
    return Answer(
        reference=new_reference(),
        form=form["form"],
        at=now(),
        staff=me.id,
        login=me.login,
        issuer=found.issuer,
        plan=found.plan,
        npi=found.npi,
        specialty=found.specialty,
        as_of=found.as_of,
        member=member_hash(services().secret, form.get("member", "")),
        verdict=found.verdict,
        question=_question(found),
        language=language,
        generation=found.generation,
        shown=_as_text(found),
        note=note.replace("\0", ""),
    )


def _question(found: Shown) -> str:
    """The question that an answer settles, or nothing; it asks for just what was shown."""
    typed = request.form.get("question", "")
    if not typed:
        return ""
    reference = read_reference(typed)
    asked = questions.find(services().store, reference) if reference else None
    same = (found.issuer, found.plan, found.npi)
    if asked is None or (asked.issuer, asked.plan, asked.npi) != same:
        message = "is no question about this provider and this plan"
        raise InvalidParameters(faults=[fault("question", typed, message)])
    return asked.reference


def _as_text(found: Shown) -> str:
    return msgspec.json.encode(found).decode()


def _filed(reference: str) -> tuple[Answer, Shown]:
    """An answer of the person's own issuers. Raises NotFound for any other: they do not exist."""
    known = read_reference(reference)
    filed = answers.find(services().store, known) if known else None
    if filed is None or not person().sees(filed.issuer):
        raise NotFound
    return filed, msgspec.json.decode(filed.shown, type=Shown)


def _closed(closed: QuestionClosed) -> Response:
    reference = str(closed)
    link = f"/staff/answers/{shown_reference(reference)}" if reference else "/staff/questions"
    return answer("closed.html", 409, link=link)


def mine(me: Person) -> tuple[str, ...] | None:
    """The issuers whose records a person sees; None for all."""
    return None if ALL_ISSUERS in me.issuers else me.issuers


def _page(me: Person, values: dict[str, Any], status: int = 200, missing: str = "") -> Response:
    store, before = services().store, values.get("before")
    found = (
        [] if missing else answers.page(store, _wanted(me, values), before=before, limit=PAGE + 1)
    )
    return answer(
        "answers.html",
        status,
        answers=[(one, shown_reference(one.reference), moment(one.at, me)) for one in found[:PAGE]],
        more=found[PAGE - 1].seq if len(found) > PAGE else None,
        filters={name: value for name, value in values.items() if name != "before"},
        missing=missing,
    )


def _wanted(me: Person, values: dict[str, Any]) -> Wanted:
    begin, end = bounds(values.get("since"), values.get("until"), me)
    return Wanted(
        member=values.get("key", ""),
        npi=values.get("npi", ""),
        login=values.get("login", ""),
        verdict=values.get("verdict", ""),
        since=begin,
        until=end,
        issuers=mine(me),
    )
