"""Signing in through a real, small identity provider on this machine, honest and otherwise."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from flask import Flask, jsonify, redirect, request
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import select
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from directory.app import create_app
from directory.config import Config, ConfigError
from directory.hooks.services import KEY
from directory.store import staff as accounts
from directory.store import staff_log
from directory.store.staff_tables import tries
from tests.staff.conftest import SECRET
from tests.staff.staff import NOON, Clock, hire, store_of

HONEST = object()


def plain(part: bytes) -> str:
    """A part of a token as it is written."""
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


class Provider:
    """An OpenID provider that says who somebody is, as its fields are set."""

    def __init__(self) -> None:
        self.key = self.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.claims: dict[str, Any] = {"sub": "7", "email": "agent@example.org",
                                       "email_verified": True}  # fmt: skip
        self.nonces: dict[str, str] = {}
        self.seen: dict[str, str] = {}
        app = Flask("provider")
        app.add_url_rule("/.well-known/openid-configuration", view_func=self.describe)
        app.add_url_rule("/authorize", view_func=self.authorize)
        app.add_url_rule("/token", view_func=self.token, methods=["POST"])
        app.add_url_rule("/keys", view_func=self.keys)
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.sign, self.given = self.honest, HONEST
        self.issuer = self.name = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def describe(self):
        return jsonify(
            issuer=self.name, authorization_endpoint=f"{self.issuer}/authorize",
            token_endpoint=f"{self.issuer}/token", jwks_uri=f"{self.issuer}/keys",
            id_token_signing_alg_values_supported=["RS256"],
        )  # fmt: skip

    def authorize(self):
        self.seen = request.args.to_dict()
        self.nonces["code"] = request.args["nonce"]
        back = {"code": "code", "state": request.args["state"]}
        return redirect(f"{request.args['redirect_uri']}?{urlencode(back)}")

    def token(self):
        now = int(time.time())
        claims = {
            "iss": self.name, "aud": "directory", "iat": now, "exp": now + 300,
            "nonce": self.nonces["code"], **self.claims,
        }  # fmt: skip
        if self.given is not HONEST:
            return jsonify(self.given)
        return jsonify(access_token="a", token_type="Bearer", id_token=self.sign(claims))

    def honest(self, claims: dict[str, Any]) -> str:
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)

    def keys(self):
        return jsonify(keys=[self.published.as_dict(private=False)])


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.server.shutdown()


@pytest.fixture
def app(home: Path, clock: Clock, provider: Provider) -> Iterator[Flask]:
    """The application with this provider, and an agent whose address it knows."""
    made = create_app(Config.from_env(settings(home, provider)), now=clock)
    person = hire(made, "agent")
    accounts.change(store_of(made), person.id, email="agent@example.org")
    yield made
    made.extensions[KEY].store.close()


def settings(home: Path, provider: Provider) -> dict[str, str]:
    return {
        "DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_OIDC_ISSUER": provider.issuer, "DIRECTORY_OIDC_CLIENT_ID": "directory",
        "DIRECTORY_OIDC_CLIENT_SECRET": "hush",
    }  # fmt: skip


def sign_in(
    client: FlaskClient, provider: Provider, path: str = "/staff/login/oidc"
) -> TestResponse:
    """Go the whole way: away, to the provider, and back."""
    away = client.get(path)
    assert away.status_code == 302, away.text
    there = requests.get(away.location, allow_redirects=False, timeout=10)
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_whose_address_was_verified_is_logged_in(app: Flask, provider: Provider) -> None:
    client = app.test_client()
    answer = sign_in(client, provider, "/staff/login/oidc?next=/staff/answers")
    assert answer.location == "/staff/answers"
    assert client.get("/staff/account").status_code == 200
    assert provider.seen["redirect_uri"] == "http://localhost/staff/login/oidc/back"
    assert provider.seen["code_challenge_method"] == "S256"


def test_then_the_account_is_bound_to_the_person_not_the_address(
    app: Flask, provider: Provider
) -> None:
    sign_in(app.test_client(), provider)
    provider.claims = {"sub": "7", "email": "another@example.org", "email_verified": False}
    assert sign_in(app.test_client(), provider).status_code == 303
    # Somebody else who is given the address later is nobody here.
    provider.claims = {"sub": "8", "email": "agent@example.org", "email_verified": True}
    assert sign_in(app.test_client(), provider).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [{"sub": "9", "email": "nobody@example.org", "email_verified": True},
     {"sub": "9", "email": "agent@example.org", "email_verified": False},
     {"sub": "9", "email": "agent@example.org", "email_verified": "true"},
     {"sub": "9", "email": "agent@example.org"}, {"sub": "9"}],
    ids=["unknown", "not verified", "verified as text", "not said", "no address"],
)  # fmt: skip
def test_nobody_else_is_let_in(app: Flask, provider: Provider, claims: dict[str, Any]) -> None:
    provider.claims = claims
    client = app.test_client()
    answer = sign_in(client, provider)
    assert answer.status_code == 403
    assert "did not name an account" in answer.text
    assert client.get("/staff/account").status_code == 303


@pytest.mark.parametrize(
    "claims",
    [{"aud": "another"}, {"aud": ["another"], "azp": "directory"},
     {"iss": "https://elsewhere.example"}, {"nonce": "replayed"},
     {"exp": int(NOON.timestamp()) - 10_000_000}],
    ids=lambda one: "-".join(one),
)  # fmt: skip
def test_a_token_made_for_something_else_opens_nothing(
    app: Flask, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims |= claims
    assert sign_in(app.test_client(), provider).status_code == 403


def test_a_token_signed_by_somebody_else_opens_nothing(app: Flask, provider: Provider) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    assert sign_in(app.test_client(), provider).status_code == 403


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    home: Path, clock: Clock, provider: Provider
) -> None:
    provider.name = "https://elsewhere.example"
    app = create_app(Config.from_env(settings(home, provider)), now=clock)
    accounts.change(store_of(app), hire(app, "agent").id, email="agent@example.org")
    assert sign_in(app.test_client(), provider).status_code == 403
    app.extensions[KEY].store.close()


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_a_token_that_anybody_could_sign_opens_nothing(
    app: Flask, provider: Provider, alg: str
) -> None:
    known = provider.published.as_pem(private=False)

    def sign(claims: dict[str, Any]) -> str:
        parts = [{"alg": alg, "kid": "one"}, claims]
        said = ".".join(plain(json.dumps(part).encode()) for part in parts)
        mac = hmac.new(known, said.encode(), hashlib.sha256).digest()
        return f"{said}.{plain(mac) if alg == 'HS256' else ''}"

    provider.sign = sign
    assert sign_in(app.test_client(), provider).status_code == 403


@pytest.mark.parametrize(
    "given",
    [[], "x", 7, None, {}, {"id_token": 7}, {"id_token": "x.y.z", "access_token": "a"},
     {"access_token": "a", "token_type": "Bearer"}, {"error": "invalid_grant"}],
    ids=str,
)  # fmt: skip
def test_whatever_comes_instead_of_a_token_opens_nothing(
    app: Flask, provider: Provider, given: object
) -> None:
    provider.given = given
    client = app.test_client()
    assert sign_in(client, provider).status_code == 403
    assert client.get("/staff/account").status_code == 303


def test_strangers_who_come_back_from_nowhere_do_not_fill_the_log(app: Flask) -> None:
    answers = [
        app.test_client().get("/staff/login/oidc/back?state=x&code=y").status_code
        for _ in range(105)
    ]
    assert answers == [403] * 100 + [429] * 5
    assert len(staff_log.page(store_of(app), staff_log.Wanted(), limit=200)) == 100


def test_signing_in_all_day_costs_the_network_nothing(app: Flask, provider: Provider) -> None:
    client = app.test_client()
    assert {sign_in(client, provider).status_code for _ in range(6)} == {303}
    with store_of(app).session() as session:
        assert session.scalars(select(tries.c.failures)).all() == [0]


def test_an_answer_that_this_browser_did_not_ask_for_opens_nothing(
    app: Flask, provider: Provider
) -> None:
    away = app.test_client().get("/staff/login/oidc")
    there = requests.get(away.location, allow_redirects=False, timeout=10)
    query = urlsplit(there.headers["Location"]).query
    assert parse_qs(query)["code"] == ["code"]
    assert app.test_client().get(f"/staff/login/oidc/back?{query}").status_code == 403


def test_a_shut_account_stays_out(app: Flask, provider: Provider) -> None:
    person = hire(app, "agent")
    accounts.change(store_of(app), person.id, active=False)
    assert sign_in(app.test_client(), provider).status_code == 403


def test_a_provider_that_is_down_is_told(app: Flask, provider: Provider) -> None:
    provider.server.shutdown()
    provider.server.server_close()
    answer = app.test_client().get("/staff/login/oidc")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "does not answer now" in answer.text


def test_nobody_is_sent_elsewhere_afterwards(app: Flask, provider: Provider) -> None:
    answer = sign_in(app.test_client(), provider, "/staff/login/oidc?next=//elsewhere.example")
    assert answer.location == "/staff"


def test_the_form_offers_the_sign_in_only_where_there_is_one(
    app: Flask, home: Path, clock: Clock
) -> None:
    assert "Sign in with your organization" in app.test_client().get("/staff/login").text
    bare = create_app(
        Config.from_env({"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET}), now=clock
    )
    assert "Sign in with your organization" not in bare.test_client().get("/staff/login").text
    assert bare.test_client().get("/staff/login/oidc").status_code == 404
    bare.extensions[KEY].store.close()


@pytest.mark.parametrize("issuer", ["http://id.example.org", "id.example.org", "ftp://x"])
def test_a_provider_is_reached_by_https_only(home: Path, provider: Provider, issuer: str) -> None:
    with pytest.raises(ConfigError, match="DIRECTORY_OIDC_ISSUER"):
        Config.from_env(settings(home, provider) | {"DIRECTORY_OIDC_ISSUER": issuer})


def test_a_provider_is_set_whole_or_not_at_all(home: Path, provider: Provider) -> None:
    with pytest.raises(ConfigError, match="DIRECTORY_OIDC_CLIENT_SECRET is not set"):
        Config.from_env(settings(home, provider) | {"DIRECTORY_OIDC_CLIENT_SECRET": ""})
