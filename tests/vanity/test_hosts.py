"""Hosts that are refused, and forwarded headers that are or are not believed."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config, ConfigError
from directory.hooks.proxies import Proxies
from tests import people

HOSTILE = [
    "evil.example",
    "localhost.evil.example",
    "evil-localhost",
    "notlocalhost",
    "serenachen.localhost.evil.example",
    "serenachen.localhost@evil.example",
    "evil.example#.localhost",
    "evil.example/.localhost",
    "evil.example\\.localhost",
    "evil.example?.localhost",
    "serenachen.localhost:8000:9000",
    "serenachen.localhost:99999",
    "serenachen.localhost:port",
    "serenachen..localhost",
    ".localhost",
    "-serenachen.localhost",
    "serenachen-.localhost",
    "a" * 64 + ".localhost",
    ("a" * 60 + ".") * 5 + "localhost",
    "serena_chen.localhost",
    "serena chen.localhost",
    "serenachen.localhost evil.example",
    "serenachen.localhost,evil.example",
    "serenachen.ｌocalhost",
    "[::1",
    "::1",
    "[::1]x",
    "[::ffff:8.8.8.8]",
    "[fe80::1%25lo]",
    "8.8.8.8",
    "127.1",
    "0x7f000001",
    "2130706433",
    "",
    "*",
    "*.localhost",
    "%6cocalhost",
]


@pytest.mark.parametrize("host", HOSTILE)
def test_other_hosts_are_refused(client: FlaskClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert host not in answer.text or host in ("", "*")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8000",
        "localhost.",
        "127.0.0.1:8000",
        "[::1]:8000",
        "[0:0:0:0:0:0:0:1]",
    ],
)
def test_loopback_is_welcome_in_development(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_final_dot_and_a_port_change_nothing(client: FlaskClient) -> None:
    page = client.get("/", headers={"Host": "SerenaChen.localhost.:8000"})
    assert "Serena Chen" in page.text


def heard(environ: dict[str, str], *trusted: str) -> dict[str, str]:
    """What the application sees of a request that came through the middleware."""
    seen: dict[str, str] = {}

    def application(inner, _):
        seen.update(inner)
        return []

    Proxies(application, trusted)({"wsgi.url_scheme": "http", **environ}, lambda *_: None)
    return seen


FORWARDED = {
    "REMOTE_ADDR": "10.0.0.5",
    "HTTP_HOST": "inner",
    "HTTP_X_FORWARDED_HOST": "evil.example, serenachen.localhost",
    "HTTP_X_FORWARDED_FOR": "1.2.3.4, 203.0.113.9, 10.0.0.7",
    "HTTP_X_FORWARDED_PROTO": "http, https",
    "HTTP_FORWARDED": "for=6.6.6.6",
}


def test_a_trusted_proxy_is_believed() -> None:
    seen = heard(FORWARDED, "10.0.0.0/8")
    assert seen["HTTP_HOST"] == "serenachen.localhost"
    assert seen["REMOTE_ADDR"] == "203.0.113.9"
    assert seen["wsgi.url_scheme"] == "https"


@pytest.mark.parametrize("trusted", [(), ("10.0.0.6",), ("192.168.0.0/16", "::1")])
def test_nobody_else_is_believed(trusted: tuple[str, ...]) -> None:
    seen = heard(FORWARDED, *trusted)
    assert (seen["HTTP_HOST"], seen["REMOTE_ADDR"]) == ("inner", "10.0.0.5")
    assert seen["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize("trusted", [(), ("10.0.0.5",)])
def test_forwarded_headers_go_no_farther(trusted: tuple[str, ...]) -> None:
    assert [name for name in heard(FORWARDED, *trusted) if "FORWARDED" in name] == []


def test_a_damaged_chain_leaves_the_proxys_address() -> None:
    seen = heard({**FORWARDED, "HTTP_X_FORWARDED_FOR": "1.2.3.4, <script>"}, "10.0.0.5")
    assert seen["REMOTE_ADDR"] == "10.0.0.5"


def test_a_forwarded_host_is_checked_like_any_other(home: Path) -> None:
    settings = {"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40,
                "DIRECTORY_TRUSTED_PROXIES": "127.0.0.1"}  # fmt: skip
    client = create_app(Config.from_env(settings), today=lambda: people.TODAY).test_client()
    ours = client.get("/", headers={"Host": "x", "X-Forwarded-Host": "serenachen.localhost"})
    assert "Serena Chen" in ours.text
    theirs = client.get("/", headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"})
    assert theirs.status_code == 421


def test_without_the_setting_a_forwarded_host_is_not_read(client: FlaskClient) -> None:
    page = client.get(
        "/", headers={"Host": "localhost", "X-Forwarded-Host": "serenachen.localhost"}
    )
    assert "Serena Chen" not in page.text


@pytest.mark.parametrize("value", ["10.0.0.0/33", "proxy.example", "10.0.0.1/8"])
def test_a_setting_that_is_no_network_is_refused(value: str) -> None:
    with pytest.raises(ConfigError, match="DIRECTORY_TRUSTED_PROXIES"):
        Config.from_env({"DIRECTORY_TRUSTED_PROXIES": value})
