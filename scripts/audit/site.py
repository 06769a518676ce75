"""The service as the audit looks at it: over sample data, with a report, a reader and an agent."""

import logging
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import requests
from werkzeug.serving import make_server

from directory import errors
from directory.app import create_app
from directory.config import Config
from directory.model.reference import new_reference, shown_reference
from directory.model.staff import Role
from directory.store import staff as accounts
from directory.store import staff_sessions
from directory.store.opened import Store
from directory.store.reports import Report, file_report
from tests.served import Served, load, serve

NPI = "2000000010"


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A running service; `failing` is one whose pages /broken and /closed are errors.

    `report` is the reference of a report on file. `cookies` are those of who looks, by kind of
    reader: nobody, one who accepted the license, a supervisor, an administrator.
    """

    served: Served
    failing: str
    report: str
    cookies: dict[str, dict[str, str]]


@contextmanager
def site() -> Iterator[Site]:
    """Serve the sample data for the length of the block."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        load(home)
        with serve(home, workers=2) as served, _failing(home) as failing:
            store = Store.of(Config.from_env({"DIRECTORY_HOME": folder}))
            yield Site(
                served=served,
                failing=failing,
                report=_report(store),
                cookies={
                    "": {},
                    "reader": _accepted(served),
                    "staff": _logged_in(store),
                    "admin": _logged_in(store, "admin"),
                },
            )
            store.close()


def _report(store: Store) -> str:
    now = datetime.now(UTC)
    report = Report(
        reference=new_reference(), kind="error", npi=NPI, about=("phone",), received=now,
        due=now.date(),
    )  # fmt: skip
    kept = file_report(store, report, form="audit", origin="audit", limits={})
    return shown_reference(kept)


def _accepted(served: Served) -> dict[str, str]:
    """Accept the license as a browser does; the cookies of it."""
    reader = requests.Session()
    address = f"http://127.0.0.1:{served.port}/license"
    # Cookies belong to the host that was named, so the whole audit says localhost.
    named = {"Host": f"localhost:{served.port}"}
    page = reader.get(address, params={"next": "/policies"}, headers=named, timeout=30)
    fields = re.findall(r'name="(csrf|license)" value="([^"]+)"', page.text)
    form = [*fields, ("decision", "accept"), ("next", "/policies")]
    sent = reader.post(address, data=form, headers=named, timeout=30, allow_redirects=False)
    sent.raise_for_status()
    return dict(reader.cookies)


def _logged_in(store: Store, role: Role = "supervisor") -> dict[str, str]:
    now = datetime.now(UTC)
    made = accounts.create(store, login=f"audit-{role}", name="Ada Long", role=role,
                           issuers=("*",), at=now)  # fmt: skip
    token = staff_sessions.begin(store, made.person.id, factor="password", whole=True,
                                 address="", agent="audit", now=now)  # fmt: skip
    return {"staff": token}


@contextmanager
def _failing(home: Path) -> Iterator[str]:
    """The same application with two pages that fail, on a port of its own; its address."""
    app = create_app(Config.from_env({"DIRECTORY_HOME": str(home)}))
    app.add_url_rule("/broken", "broken", _break)
    app.add_url_rule("/closed", "closed", _close)
    # Its faults are wanted: they say nothing to whoever reads the audit.
    for name in ("werkzeug", "directory"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def _break() -> str:
    raise RuntimeError


def _close() -> str:
    raise errors.Unavailable
