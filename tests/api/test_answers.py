"""What every answer carries: request id, security headers, tags, compression, counts."""

import gzip
import logging

import pytest
from flask.testing import FlaskClient

from directory.config import Config
from directory.hooks.hosts import is_ours
from tests import people

SEARCH = "/api/v1/providers"


def test_a_request_id_is_given_or_kept(client: FlaskClient) -> None:
    assert len(client.get("/healthz").headers["X-Request-ID"]) == 32
    kept = client.get("/healthz", headers={"X-Request-ID": "trace-0123"})
    assert kept.headers["X-Request-ID"] == "trace-0123"


def test_a_strange_request_id_is_replaced(client: FlaskClient) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": "a b<script>"})
    assert "script" not in response.headers["X-Request-ID"]


@pytest.mark.parametrize("path", ["/", SEARCH, "/api/v1/nothing", "/static/site.css"])
def test_security_headers_stand_on_every_answer(client: FlaskClient, path: str) -> None:
    with client.get(path) as response:
        headers = response.headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_same_question_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get(f"{SEARCH}?specialty=cardiology&limit=5")
    again = client.get(
        f"{SEARCH}?limit=5&specialty=cardiology", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


def test_another_question_has_another_tag(client: FlaskClient) -> None:
    tags = {client.get(f"{SEARCH}?limit={n}").headers["ETag"] for n in (1, 2, 3)}
    assert len(tags) == 3


def test_a_search_is_kept_by_the_asker_only(client: FlaskClient) -> None:
    assert client.get(SEARCH).headers["Cache-Control"].startswith("private")


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    get, head = client.get(SEARCH), client.head(SEARCH)
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["ETag"] == get.headers["ETag"]


def test_long_answers_are_compressed_for_those_who_ask(client: FlaskClient) -> None:
    plain = client.get(SEARCH)
    packed = client.get(SEARCH, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data


def test_the_log_keeps_nothing_of_what_was_asked(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="directory.access"):
        client.get(f"{SEARCH}?q=gout", headers={"X-Forwarded-For": "198.51.100.7"})
        client.get(f"{SEARCH}/{people.SERENA}")
    assert "/api/v1/providers" in caplog.text
    for private in ("gout", "198.51", "127.0.0.1", people.SERENA):
        assert private not in caplog.text


def test_metrics_count_by_route(client: FlaskClient) -> None:
    client.get(f"{SEARCH}/{people.SERENA}")
    text = client.get("/metrics").text
    assert 'route="/api/v1/providers/<npi>"' in text
    assert 'directory_generation_info{generation="g1"} 1.0' in text
    assert people.SERENA not in text


def test_ready_when_a_generation_serves(client: FlaskClient, empty: FlaskClient) -> None:
    assert client.get("/readyz").json["generation"] == {"ok": True, "id": "g1"}
    assert empty.get("/readyz").status_code == 503
    assert empty.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("host", "env", "ours"),
    [
        ("doctors.example.org", "production", True),
        ("doctors.example.org:8443", "production", True),
        ("serenachen.doctors.example.org", "production", True),
        ("DOCTORS.example.org.", "production", True),
        ("evildoctors.example.org", "production", False),
        ("doctors.example.org.evil.test", "production", False),
        ("127.0.0.1:8000", "production", False),
        ("127.0.0.1:8000", "development", True),
        ("[::1]:8000", "development", True),
        ("localhost", "development", True),
        ("serenachen.localhost:8000", "development", True),
        ("10.0.0.1", "development", False),
        ("", "development", False),
        ("a b", "development", False),
        ("user@doctors.example.org", "development", False),
    ],
)
def test_only_our_hosts_are_served(host: str, env: str, ours: bool) -> None:
    settings = {"DIRECTORY_BASE_DOMAIN": "doctors.example.org", "DIRECTORY_ENV": env}
    assert is_ours(host, Config.from_env(settings)) is ours
