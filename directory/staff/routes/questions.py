"""Questions still open: asked with a due time, taken, answered by filing, withdrawn."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters, NotAllowed, NotFound, StaleForm, fault
from directory.hooks.login import need, now, person
from directory.hooks.services import services
from directory.model.reference import new_reference, read_reference, shown_reference
from directory.model.specialty import LANGUAGES
from directory.staff.clock import due, moment
from directory.staff.room import answer, logged, room
from directory.staff.routes.answers import mine
from directory.staff.seal import member_hash, unpack
from directory.store import questions
from directory.store.questions import Question

HERE = "/staff/questions"
LONGEST_TEXT, LONGEST_CONTACT = 2000, 200


@room.get("/questions")
@need("questions")
def open_questions() -> Response:
    """What is still to be answered, the most urgent first."""
    me = person()
    queue = questions.queue(services().store, mine(me))
    book = services().engine.plans()
    rows = [
        {
            "question": one,
            "reference": shown_reference(one.reference),
            "due": moment(one.due, me),
            "opened": moment(one.opened, me),
            "late": one.due < now(),
            "plan": book.plans[one.plan].name if one.plan in book.plans else one.plan,
        }
        for one in queue
    ]
    more = questions.waiting(services().store, mine(me)) - len(rows)
    return answer("questions.html", rows=rows, more=more, done=request.args.get("done", ""))


@room.post("/questions")
@need("questions")
def ask_question() -> AnyResponse:
    """Keep a member's question open, with the panel that could not answer it."""
    me, form = person(), request.form
    found = unpack(
        services().secret, me.id, form.get("form", ""), form.get("shown", ""),
        form.get("seal", ""),
    )  # fmt: skip
    if found is None:
        raise StaleForm
    if not me.sees(found.issuer):
        raise NotAllowed(f"You do not answer for {found.issuer_name or 'this issuer'}.")
    kept = questions.ask(
        services().store,
        Question(
            reference=new_reference(),
            form=form["form"],
            opened=now(),
            due=due(),
            staff=me.id,
            login=me.login,
            issuer=found.issuer,
            plan=found.plan,
            npi=found.npi,
            as_of=found.as_of,
            member=member_hash(services().secret, form.get("member", "")),
            contact=_text("contact", LONGEST_CONTACT),
            language=form.get("language", "en") if form.get("language") in LANGUAGES else "en",
            text=_text("text", LONGEST_TEXT),
        ),
    )
    logged(me, "question-opened", kept.reference, issuer=kept.issuer)
    return redirect(f"{HERE}?done={shown_reference(kept.reference)}", 303)


@room.post("/questions/<reference>/take")
@need("questions")
def take_question(reference: str) -> AnyResponse:
    """Say that one works on it."""
    found = _mine(reference)
    if questions.take(services().store, found.reference, person().login):
        logged(person(), "question-taken", found.reference, issuer=found.issuer)
    return redirect(HERE, 303)


@room.post("/questions/<reference>/withdraw")
@need("questions")
def withdraw_question(reference: str) -> AnyResponse:
    """Close a question that the member asks no more."""
    found = _mine(reference)
    if questions.withdraw(services().store, found.reference, now()):
        logged(person(), "question-withdrawn", found.reference, issuer=found.issuer)
    return redirect(HERE, 303)


def _mine(reference: str) -> Question:
    known = read_reference(reference)
    found = questions.find(services().store, known) if known else None
    if found is None or not person().sees(found.issuer):
        raise NotFound
    return found


def _text(name: str, longest: int) -> str:
    typed = request.form.get(name, "").strip().replace("\0", "")
    if len(typed) > longest:
        message = f"has {len(typed)} characters: use at most {longest}"
        raise InvalidParameters(faults=[fault(name, typed, message)])
    return typed
