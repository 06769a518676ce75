"""`python -m bench.answers`: the pages of answers on record over many of them, in each database."""

import argparse
import gc
import logging
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bench.clock import Timing
from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.model.npi import is_npi
from directory.model.participation import Participation
from directory.model.plan import Issuer, Plan
from directory.model.provider import Address, HeldSpecialty, Name, Office, Provider
from directory.model.reference import new_reference
from directory.model.staff import ALL_ISSUERS, Person
from directory.search.embedded.loader import EmbeddedLoader
from directory.staff.verdict import Shown, ShownOffice
from directory.store import answers, questions, staff, staff_log, staff_sessions
from directory.store.answers import Answer
from directory.store.opened import Store
from directory.store.questions import Question

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SPAN = timedelta(days=730)
AGENTS, MEMBERS, DOCTORS, OFFICES, QUEUE = 50, 30_000, 5_000, 4, 200
ISSUERS = {f"1000{number}": 10.0**-number for number in range(4)}
"""Four issuers, each with a tenth of the answers of the one before it."""
LARGE, SMALL = min(ISSUERS), max(ISSUERS)
VERDICTS = {"in": 0.7, "out": 0.2, "unknown": 0.1}
SPECIALTIES = ("cardiology", "dermatology", "family-medicine", "pediatrics", "psychiatry")
HIDDEN = re.compile(r'<input type="hidden" name="(csrf|form|shown|seal)" value="([^"]*)">')
HEAD = f"{'':28}{'p50 ms':>10}{'p95 ms':>10}{'p99 ms':>10}{'kB':>10}"


def main(arguments: list[str] | None = None) -> int:
    """File answers, then time each page as a whole request; prints a table for each database."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=__doc__)
    parser.add_argument("--answers", type=int, default=100_000, help="on record; default 100,000")
    parser.add_argument("--questions", type=int, default=60, help="of each kind; default 60")
    parser.add_argument("--database-url", action="append", default=[], help="also this database")
    chosen = parser.parse_args(arguments)
    # A line for each request would be most of what is printed.
    logging.getLogger("directory.access").setLevel(logging.WARNING)
    for url in ["", *chosen.database_url]:
        with tempfile.TemporaryDirectory() as folder:
            _measure(_application(Path(folder), url), chosen.answers, chosen.questions)
    return 0


def _measure(app: Flask, count: int, times: int) -> None:
    store: Store = app.extensions[KEY].store
    store.migrate()
    start = time.perf_counter()
    filed = [answers.file(store, one) for one in _answers(count)]
    seconds = time.perf_counter() - start
    for one in filed:
        who = Person(id=one.login, login=one.login, name=one.login, role="agent")
        staff_log.note(store, who, "answer-filed", one.reference, at=one.at, issuer=one.issuer)
    for number in range(QUEUE):
        questions.ask(store, _question(number))
    sys.stdout.write(
        f"\n{store.dialect}: {count:,} answers filed in {seconds:.0f} s "
        f"({seconds / count * 1000:.2f} ms each)\n{HEAD}\n"
    )
    # What was filed stays in memory here; the collector is not to walk over it meanwhile.
    gc.collect()
    gc.freeze()
    for name, asked in _pages(app, filed, times).items():
        timing = Timing.of([random.Random(n) for n in range(times)], asked)
        sys.stdout.write(f"{name:28}{timing.line()}\n")
        sys.stdout.flush()
    store.close()


def _pages(
    app: Flask, filed: list[Answer], times: int
) -> dict[str, Callable[[random.Random], int]]:
    """What is asked for; each takes the luck of one question and gives the page's size in kB."""
    agent, small = _browser(app, "large", (LARGE,)), _browser(app, "small", (SMALL,))
    boss = _browser(app, "boss", (ALL_ISSUERS,))
    mine = [one for one in filed if one.issuer == LARGE]
    oldest = f"since={filed[0].at:%Y-%m-%d}"

    def at(browser: FlaskClient, query: Callable[[Answer], str]) -> Callable[[random.Random], int]:
        return lambda luck: _size(browser.get(f"/staff/{query(luck.choice(mine))}"))

    def week(one: Answer) -> str:
        return f"since={one.at:%Y-%m-%d}&until={one.at + timedelta(days=6):%Y-%m-%d}"

    return {
        "newest": at(agent, lambda _: "answers"),
        "newest, a small issuer": at(small, lambda _: "answers"),
        "newest, all issuers": at(boss, lambda _: "answers"),
        "one answer": at(agent, lambda one: f"answers/{one.reference}"),
        "letter": at(agent, lambda one: f"answers/{one.reference}/letter?lang=ru"),
        "of a member": at(agent, lambda one: f"answers?key={one.member}"),
        "of a doctor": at(agent, lambda one: f"answers?npi={one.npi}"),
        "of a doctor, a week": at(agent, lambda one: f"answers?npi={one.npi}&{week(one)}"),
        "of an agent": at(agent, lambda one: f"answers?login={one.login}"),
        "of a week": at(agent, lambda one: f"answers?{week(one)}"),
        "of a week, a small issuer": at(small, lambda one: f"answers?{week(one)}"),
        "not known, a week": at(agent, lambda one: f"answers?verdict=unknown&{week(one)}"),
        "nothing that fits": at(agent, lambda _: "answers?login=nobody&verdict=unknown"),
        "older, from the middle": at(agent, lambda one: f"answers?before={one.seq}"),
        "open questions": at(agent, lambda _: "questions"),
        "supervision, 30 days": at(boss, lambda _: "supervision"),
        "supervision, two years": at(boss, lambda _: f"supervision?{oldest}"),
        "log, newest": at(boss, lambda _: "audit"),
        "log, an issuer": at(agent, lambda _: "audit"),
        "log, an answer": at(agent, lambda one: f"audit?object={one.reference}"),
        "log, an agent": at(agent, lambda one: f"audit?login={one.login}"),
        "log, a week": at(agent, lambda one: f"audit?{week(one)}"),
        "log, filed in a week": at(agent, lambda one: f"audit?action=answer-filed&{week(one)}"),
        "log, nothing that fits": at(boss, lambda _: "audit?login=nobody"),
        "panel of a verdict": lambda _: _size(agent.get(_verdict())),
        "file an answer": _filing(agent, times),
    }


def _filing(agent: FlaskClient, times: int) -> Callable[[random.Random], int]:
    """Sends panels that were opened before; the clock runs for the sending alone."""
    # A few more than are timed: the first ones warm up.
    opened = iter([dict(HIDDEN.findall(agent.get(_verdict()).text)) for _ in range(times + 9)])
    return lambda _: _size(agent.post("/staff/answers", data=next(opened)), 303)


def _size(answer: TestResponse, status: int = 200) -> int:
    if answer.status_code != status:
        raise SystemExit(f"{answer.request.path}: {answer.status_code}")
    return len(answer.get_data()) // 1024


def _application(home: Path, database: str) -> Flask:
    _publish(home)
    given = {"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40}
    if database:
        given["DIRECTORY_DATABASE_URL"] = database
    return create_app(Config.from_env(given), today=NOW.date, now=lambda: NOW)


def _publish(home: Path) -> None:
    """A directory of one doctor: the record is what is measured here."""
    participations = (Participation(plan=_plan(LARGE), source="qhp", verified_on=NOW.date()),)
    held = (HeldSpecialty(id=SPECIALTIES[0], code="207RC0000X", primary=True),)
    offices = tuple(
        Office(
            id=str(number),
            address=Address(line1=f"{number} Main Street", city="Albany", state="NY", zip="12207"),
            specialties=held,
            participations=participations,
        )
        for number in range(OFFICES)
    )
    loader = EmbeddedLoader(home)
    loader.start("g1")
    loader.add_plans(
        [Issuer(id=one, name=f"Issuer {one}") for one in ISSUERS], [],
        [Plan(id=_plan(one), name=f"Plan of {one}", issuer=one) for one in ISSUERS],
    )  # fmt: skip
    loader.add(
        [Provider(npi=_npi(0), kind="individual", name=Name(full="Ann Lee", last="Lee"),
                  specialties=held, offices=offices)]
    )  # fmt: skip
    loader.finish(())
    loader.swap("g1")


def _browser(app: Flask, login: str, issuers: tuple[str, ...]) -> FlaskClient:
    store: Store = app.extensions[KEY].store
    held = staff.create(
        store, login=login, name=login.title(), role="supervisor", issuers=issuers, at=NOW
    )
    token = staff_sessions.begin(
        store, held.person.id, factor="password", whole=True, address="192.0.2.0", agent="bench",
        now=NOW,
    )  # fmt: skip
    client = app.test_client()
    client.set_cookie("staff", token)
    return client


def _answers(count: int) -> Iterator[Answer]:
    """Answers of two years in order, from the same seed every time."""
    luck = random.Random(1)
    doctors = [_npi(number) for number in range(DOCTORS)]
    for number in range(count):
        issuer = _drawn(luck, ISSUERS)
        panel = _panel(luck.choice(doctors), issuer, _drawn(luck, VERDICTS))
        yield Answer(
            reference=new_reference(),
            form=f"{luck.getrandbits(128):032x}",
            at=NOW - SPAN + (SPAN / count) * number,
            staff="s" * 32,
            login=f"agent{luck.randrange(AGENTS)}",
            issuer=issuer,
            plan=panel.plan,
            npi=panel.npi,
            specialty=luck.choice(SPECIALTIES),
            as_of=panel.as_of,
            member=f"{luck.randrange(MEMBERS):064x}",
            verdict=panel.verdict,
            language="en",
            generation=panel.generation,
            shown=msgspec.json.encode(panel).decode(),
        )


def _panel(npi: str, issuer: str, verdict: str) -> Shown:
    office = ShownOffice(
        id="1", name="Riverside Clinic", address="1 Main Street, Albany, NY 12207",
        phone="(518) 555-0100", state="in", accepting="yes", network="Wide", source="qhp",
        start=date(2026, 1, 1), end=date(2026, 12, 31), verified_on=date(2026, 11, 1),
    )  # fmt: skip
    return Shown(
        verdict=verdict,  # type: ignore[arg-type]  # drawn from the three there are
        npi=npi, provider="Ann Lee, MD", specialties=("Cardiology",), specialty="cardiology",
        plan=_plan(issuer), plan_name="Gold", issuer=issuer, issuer_name=f"Issuer {issuer}",
        as_of=NOW.date(), source="qhp", verified_on=date(2026, 11, 1), updated_on=None,
        deactivated_on=None, generation="g1", offices=(office,) * OFFICES,
    )  # fmt: skip


def _question(number: int) -> Question:
    return Question(
        reference=new_reference(), form=f"question {number}", opened=NOW,
        due=NOW + timedelta(minutes=number), staff="s" * 32, login="large", issuer=LARGE,
        plan=_plan(LARGE), npi=_npi(0), as_of=NOW.date(), member="", contact="518 555 0199",
        language="en", text="Is the new office in?",
    )  # fmt: skip


def _drawn(luck: random.Random, weights: dict[str, float]) -> str:
    return luck.choices(list(weights), list(weights.values()))[0]


def _verdict() -> str:
    return f"/staff/verdict?npi={_npi(0)}&plan={_plan(LARGE)}"


def _plan(issuer: str) -> str:
    return f"{issuer}NY0010001"


def _npi(number: int) -> str:
    body = f"1{number:08d}"
    return next(body + str(digit) for digit in range(10) if is_npi(body + str(digit)))


if __name__ == "__main__":
    raise SystemExit(main())
