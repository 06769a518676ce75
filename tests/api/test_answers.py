"""What every answer carries: request id, security headers, tags, compression, counts."""

import gzip
import logging
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from directory.hooks.hosts import is_ours
from directory.hooks.services import KEY
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


def test_a_304_repeats_what_caches_need(client: FlaskClient) -> None:
    first = client.get(SEARCH)
    again = client.get(SEARCH, headers={"If-None-Match": first.headers["ETag"]})
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    ("sent", "status"),
    [("*", 304), ('W/"other"', 200), ("nonsense", 200), ("", 200), ('"other", {tag}', 304)],
)
def test_if_none_match_is_read_as_http_says(client: FlaskClient, sent: str, status: int) -> None:
    tag = client.get(SEARCH).headers["ETag"]
    header = {"If-None-Match": sent.replace("{tag}", tag)}
    assert client.get(SEARCH, headers=header).status_code == status


def test_an_error_is_never_a_304(client: FlaskClient) -> None:
    response = client.get(f"{SEARCH}?limit=0", headers={"If-None-Match": "*"})
    assert response.status_code == 400


def test_a_tag_depends_on_the_settings_that_answers_show(home: Path) -> None:
    tags = set()
    for key, domain in (("k", "localhost"), ("l", "localhost"), ("k", "doctors.example.org")):
        config = Config.from_env({
            "DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": key * 40,
            "DIRECTORY_BASE_DOMAIN": domain,
        })  # fmt: skip
        client = create_app(config, today=lambda: people.TODAY).test_client()
        tags.add(client.get(SEARCH).headers["ETag"])
    assert len(tags) == 3


def test_options_names_the_methods(client: FlaskClient) -> None:
    response = client.options(SEARCH)
    assert response.status_code == 200
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    ("sent", "packed"),
    [("gzip;q=0", False), ("*;q=0", False), ("br", False), ("*", True), ("GZIP;q=0.1", True)],
)
def test_what_a_client_does_not_take_is_not_sent(
    client: FlaskClient, sent: str, packed: bool
) -> None:
    response = client.get(SEARCH, headers={"Accept-Encoding": sent})
    assert (response.headers.get("Content-Encoding") == "gzip") is packed
    assert int(response.headers["Content-Length"]) == len(response.data)


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


def test_a_part_of_another_room_may_keep_the_service_from_being_ready(home: Path) -> None:
    config = Config.from_env({"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40})
    app = create_app(config, today=lambda: people.TODAY)
    client = app.test_client()
    states = {"well": True}

    def broken() -> bool:
        raise OSError("the password is swordfish")

    app.extensions[KEY].ready_when("records", lambda: states["well"])
    assert client.get("/readyz").json["records"] == {"ok": True}
    states["well"] = False
    response = client.get("/readyz")
    assert (response.status_code, response.json["records"]) == (503, {"ok": False})
    app.extensions[KEY].ready_when("records", broken)
    assert client.get("/readyz").status_code == 503
    assert "swordfish" not in client.get("/readyz").text


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
        ("DOCTORS.EXAMPLE.ORG:443", "production", True),
        ("xn--e1aybc.doctors.example.org", "production", True),
        ("doctors.example.org..", "production", False),
        (".doctors.example.org", "production", False),
        ("a..doctors.example.org", "production", False),
        ("-a.doctors.example.org", "production", False),
        ("a_b.doctors.example.org", "production", False),
        ("d\u043ectors.example.org", "production", False),
        ("doctors.example.org:", "production", False),
        ("doctors.example.org:65536", "production", False),
        ("doctors.example.org:80:80", "production", False),
        ("doctors.example.org, elsewhere.example", "production", False),
        ("doctors.example.org\r\nX: y", "production", False),
        ("a" * 63 + ".doctors.example.org", "production", True),
        ("a" * 64 + ".doctors.example.org", "production", False),
        ("a." * 120 + "doctors.example.org", "production", False),
        ("[::1", "development", False),
        ("[127.0.0.1]", "development", False),
        ("[::1%25eth0]", "development", False),
        ("::1", "development", False),
        ("[2001:db8::1]", "development", False),
        ("127.0.0.2", "development", True),
        ("127.1", "development", False),
        ("2130706433", "development", False),
        ("0.0.0.0", "development", False),
        ("localhost.elsewhere.example", "development", False),
    ],
)
def test_only_our_hosts_are_served(host: str, env: str, ours: bool) -> None:
    settings = {"DIRECTORY_BASE_DOMAIN": "doctors.example.org", "DIRECTORY_ENV": env}
    assert is_ours(host, Config.from_env(settings)) is ours
