"""Small answers and questions to file."""

from datetime import UTC, date, datetime, timedelta

import msgspec

from directory.model.reference import new_reference
from directory.store import answers, questions
from directory.store.answers import Answer
from directory.store.opened import Store
from directory.store.questions import Question

NOON = datetime(2026, 11, 20, 17, 0, 0, 1, tzinfo=UTC)
"""A Friday, noon in New York, and a microsecond that must survive."""
DUE = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
HARBOR, MESA = "11111", "22222"
MEMBER = "a" * 64


def answer(form: str = "form", **more: object) -> Answer:
    fields: dict[str, object] = {
        "reference": new_reference(), "form": form, "at": NOON, "staff": "s" * 32,
        "login": "agent", "issuer": HARBOR, "plan": "11111NY0010001", "npi": "1000000103",
        "specialty": "cardiology", "as_of": date(2026, 11, 20), "member": MEMBER, "verdict": "in",
        "language": "en", "generation": "g1", "shown": '{"provider":"王 伟"}', **more,
    }  # fmt: skip
    return Answer(**fields)  # type: ignore[arg-type]  # fields by name


def question(form: str = "form", **more: object) -> Question:
    fields: dict[str, object] = {
        "reference": new_reference(), "form": form, "opened": NOON, "due": DUE, "staff": "s" * 32,
        "login": "agent", "issuer": HARBOR, "plan": "11111NY0010001", "npi": "1000000103",
        "as_of": date(2026, 11, 20), "member": MEMBER, "contact": "212 555 0199",
        "language": "es", "text": "Is the Albany office in?", **more,
    }  # fmt: skip
    return Question(**fields)  # type: ignore[arg-type]  # fields by name


def file_many(store: Store, count: int, at: datetime = NOON) -> list[Answer]:
    """File so many answers, a minute apart."""
    return [
        answers.file(store, answer(f"{at:%Y%m%d}-{n}", at=at + timedelta(minutes=n)))
        for n in range(count)
    ]


def ask(store: Store, form: str = "form", **more: object) -> Question:
    return questions.ask(store, question(form, **more))


def changed(one: Answer, **more: object) -> Answer:
    return msgspec.structs.replace(one, **more)
