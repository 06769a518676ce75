"""A person or a program that reads policies through the front door."""

import gzip
import re
from datetime import datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.policies.access import KEY
from tests.policies.sample import NOON

CSRF = re.compile(r'name="csrf" value="([^"]+)"')
SHOWN = re.compile(r'name="license" value="([^"]+)"')


class Clock:
    """A clock that tests move."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, **by: float) -> None:
        self.at += timedelta(**by)


def set_clock(app: Flask, clock: Clock) -> None:
    """Let the gate of an application look at another clock."""
    app.extensions[KEY].now = clock


class Form:
    """The license form as one tab shows it."""

    def __init__(self, client: FlaskClient, target: str, **how: object) -> None:
        self.client = client
        self.target = target
        self.how = how
        self.page = client.get("/license", query_string={"next": target}, **how)
        found = CSRF.search(self.page.text)
        self.csrf = found[1] if found else ""
        self.shown = SHOWN.findall(self.page.text)

    def send(self, decision: str, **changed: object) -> TestResponse:
        fields = {
            "csrf": self.csrf, "license": self.shown, "decision": decision, "next": self.target,
        }  # fmt: skip
        return self.client.post("/license", data={**fields, **changed}, **self.how)


def accept(client: FlaskClient, target: str = "/policies/SLP-1", **how: object) -> TestResponse:
    """Read the license that a page needs, and accept it."""
    return Form(client, target, **how).send("accept")


def token(client: FlaskClient, license: str = "sample-disclaimer", **how: object) -> str:
    """Accept a license as a program does, and return its token."""
    answer = client.post(
        f"/api/v1/licenses/{license}/acceptances", json={"version": 1, "accepted": True}, **how
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json["token"])


def body(response: TestResponse) -> str:
    """All that an answer says: its body unpacked, and its headers."""
    data = response.data
    if response.headers.get("Content-Encoding") == "gzip":
        data = gzip.decompress(data)
    return data.decode("utf-8", "replace") + "\n" + str(response.headers)
