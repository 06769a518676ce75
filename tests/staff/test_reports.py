"""Reports of visitors reach a steward, who settles each with words for its sender."""

from datetime import timedelta

import pytest
from flask import Flask

from directory.model.reference import new_reference, shown_reference
from directory.store.reports import Report, file_report, find_report
from tests.people import GONE, SERENA
from tests.staff.staff import NOON, Browser, Clock, store_of, team


@pytest.fixture
def steward(app: Flask) -> Browser:
    return Browser(app, team(app)["steward"])


def report(app: Flask, **more: object) -> str:
    """Put a report in the queue, due on Tuesday; its reference as shown."""
    given: dict[str, object] = {
        "reference": new_reference(), "kind": "error", "npi": SERENA, "about": ("phone",),
        "office": "s1", "text": "It rings at a bakery", "contact": "ann@example.org",
        "received": NOON, "due": (NOON + timedelta(days=4)).date(),
    }  # fmt: skip
    made = Report(**(given | more))  # type: ignore[arg-type]  # fields by name
    kept = file_report(store_of(app), made, form=made.reference, origin="o", limits={})
    return shown_reference(kept)


def test_the_queue_shows_what_is_due_first(app: Flask, steward: Browser) -> None:
    later = report(app, due=(NOON + timedelta(days=9)).date())
    sooner = report(app)
    page = steward.get("/staff/reports").text
    assert page.index(sooner) < page.index(later)
    assert "Tue 24 Nov" in page


def test_a_long_queue_says_how_many_come_after_it(app: Flask, steward: Browser) -> None:
    for _ in range(100):
        report(app)
    assert "come after these" not in steward.get("/staff/reports").text
    settled = report(app)
    steward.post(f"/staff/reports/{settled}", status="working")
    report(app)
    assert "2 more that are due later come after these" in steward.get("/staff/reports").text


def test_what_is_late_says_so(app: Flask, steward: Browser, clock: Clock) -> None:
    reference = report(app, due=(NOON - timedelta(days=1)).date())
    assert "overdue" in steward.get("/staff/reports").text
    assert "Was due" in steward.get(f"/staff/reports/{reference}").text


def test_a_report_stands_beside_what_is_listed(app: Flask, steward: Browser) -> None:
    page = steward.get(f"/staff/reports/{report(app)}").text
    for said in ("It rings at a bakery", "ann@example.org", "Serena Chen", "(212) 555-0110"):
        assert said in page


def test_a_withdrawn_npi_is_named(app: Flask, steward: Browser) -> None:
    assert "is deactivated" in steward.get(f"/staff/reports/{report(app, npi=GONE)}").text


def test_what_is_settled_is_told_to_its_sender(app: Flask, steward: Browser) -> None:
    reference = report(app)
    path = f"/staff/reports/{reference}"
    assert steward.post(path, status="done", answer="The phone is mended.").status_code == 303
    page = app.test_client().get(f"/corrections/{reference}").text
    assert "The phone is mended." in page
    assert reference not in steward.get("/staff/reports").text


def test_closing_forgets_the_contact_and_is_final(app: Flask, steward: Browser) -> None:
    reference = report(app)
    path = f"/staff/reports/{reference}"
    steward.post(path, status="working")
    kept = find_report(store_of(app), reference.replace("-", ""))
    assert kept
    assert (kept.status, kept.contact) == ("working", "ann@example.org")
    steward.post(path, status="declined")
    assert steward.post(path, status="done").status_code == 409
    closed = find_report(store_of(app), reference.replace("-", ""))
    assert closed
    assert (closed.status, closed.contact) == ("declined", "")


def test_an_unknown_state_is_named(app: Flask, steward: Browser) -> None:
    answer = steward.post(f"/staff/reports/{report(app)}", status="gone")
    assert answer.status_code == 400
    assert "<strong>status</strong>" in answer.text
