"""Addresses are located by a real service on this machine that answers as Pelias does."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from directory.places.gazetteer import gazetteer
from directory.places.geocode import FAILURES_IN_A_ROW, Fix, Locator
from directory.places.provider import open_service

STREET = (40.7484, -73.9857)


class Pelias(ThreadingHTTPServer):
    """Knows one street; counts what it is asked; can be told to fail."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, list[str]]] = []
        self.point, self.layer, self.status, self.body = STREET, "address", 200, ""

    @property
    def setting(self) -> str:
        return f"pelias:http://127.0.0.1:{self.server_port}?rate=1000&timeout=2&api_key=secret"


class Handler(BaseHTTPRequestHandler):
    """Answers /v1/search with a GeoJSON collection of no or one feature."""

    server: Pelias

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append(query)
        lat, lon = self.server.point
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "name": "350 Fifth Avenue",
                "label": query["text"][0],
                "layer": self.server.layer,
            },
        }
        known = "Fifth" in query["text"][0]
        answer = {"type": "FeatureCollection", "features": [feature] if known else []}
        body = (self.server.body or json.dumps(answer)).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def pelias(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pelias]:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    server = Pelias()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def locator(pelias: Pelias, tmp_path: Path) -> Iterator[Locator]:
    with Locator(gazetteer(), pelias.setting, tmp_path) as opened:
        yield opened


def by(fix: Fix | None) -> str | None:
    return fix and fix.located_by


def empire_state(locator: Locator) -> Fix | None:
    return locator.locate("350 Fifth Ave", "New York", "NY", "10118")


def test_without_a_service_by_zip_then_city() -> None:
    plain = Locator(gazetteer())
    assert by(plain.locate("350 Fifth Ave", "New York", "NY", "10118")) == "zip"
    assert by(plain.locate("350 Fifth Ave", "New York", "NY", None)) == "city"
    assert plain.locate("1 Yonge St", "Toronto", "ON", None) is None


def test_a_street_is_located_by_the_service(locator: Locator) -> None:
    fix = empire_state(locator)
    assert fix is not None
    assert (fix.lat, fix.lon, fix.county, fix.located_by) == (*STREET, "36061", "geocoder")


def test_the_service_gets_the_address_the_key_and_the_countries(
    locator: Locator, pelias: Pelias
) -> None:
    empire_state(locator)
    assert pelias.asked[0]["text"] == ["350 Fifth Ave, New York, NY 10118"]
    assert pelias.asked[0]["api_key"] == ["secret"]
    assert "PR" in pelias.asked[0]["boundary.country"][0]


def test_an_unknown_street_is_located_by_zip(locator: Locator) -> None:
    assert by(locator.locate("9 Nowhere Rd", "New York", "NY", "10118")) == "zip"


def test_a_mere_town_is_no_better_than_the_zip(locator: Locator, pelias: Pelias) -> None:
    pelias.layer = "locality"
    assert by(empire_state(locator)) == "zip"


def test_a_street_of_that_name_elsewhere_is_not_believed(locator: Locator, pelias: Pelias) -> None:
    pelias.point = (34.05, -118.24)
    assert by(empire_state(locator)) == "zip"
    assert locator.counts.disbelieved == 1


def test_an_address_is_asked_once(pelias: Pelias, tmp_path: Path) -> None:
    for _ in range(2):
        with Locator(gazetteer(), pelias.setting, tmp_path) as opened:
            assert by(empire_state(opened)) == "geocoder"
            opened.locate("9 Nowhere Rd", "New York", "NY", "10118")
    assert len(pelias.asked) == 2
    assert opened.counts.cached == 2


def test_an_error_falls_back_and_is_asked_again(locator: Locator, pelias: Pelias) -> None:
    pelias.status = 500
    assert by(empire_state(locator)) == "zip"
    pelias.status = 200
    assert by(empire_state(locator)) == "geocoder"
    assert locator.counts.failed == 1


@pytest.mark.parametrize("body", ["no json", "[]", "{}", '{"features": [{}]}'])
def test_nonsense_is_an_error(locator: Locator, pelias: Pelias, body: str) -> None:
    pelias.body = body
    assert by(empire_state(locator)) == "zip"
    assert locator.counts.failed == 1


def test_a_service_that_is_down_is_given_up(locator: Locator, pelias: Pelias) -> None:
    pelias.status = 500
    for number in range(FAILURES_IN_A_ROW + 3):
        assert by(locator.locate(f"{number} Main St", "New York", "NY", "10118")) == "zip"
    assert locator.counts.gave_up
    assert locator.counts.asked == FAILURES_IN_A_ROW
    assert locator.counts.failed == FAILURES_IN_A_ROW + 3


def test_addresses_are_not_logged(
    locator: Locator, pelias: Pelias, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    pelias.status = 500
    empire_state(locator)
    assert "Fifth" not in caplog.text


def test_the_cache_holds_no_key(locator: Locator, tmp_path: Path) -> None:
    empire_state(locator)
    assert not any(b"secret" in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("google:https://x", "unknown service 'google'"),
        ("pelias", "unknown service"),
        ("pelias:", "needs an http"),
        ("pelias:ftp://host", "needs an http"),
        ("pelias:https://host?rate=0", "rate=0 is no positive number"),
        ("pelias:https://host?rate=fast", "rate=fast is no positive number"),
        ("pelias:https://host?kye=1", "does not know kye"),
        ("nominatim:https://host", "asks who you are"),
    ],
)
def test_a_bad_setting_names_fault_and_cure(setting: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault) as caught:
        open_service(setting)
    assert "DIRECTORY_GEOCODER" in str(caught.value)
    assert "pelias:https://HOST" in str(caught.value)


def test_a_bad_setting_does_not_show_the_key() -> None:
    with pytest.raises(ValueError, match="rate") as caught:
        open_service("pelias:https://host?api_key=hidden&rate=0")
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize(
    ("setting", "name", "delay"),
    [
        ("nominatim:https://host/path?user_agent=me", "nominatim:host/path", 1.0),
        ("arcgis:", "arcgis:", 0.1),
        ("pelias:https://host?rate=4", "pelias:host", 0.25),
    ],
)
def test_services_and_their_rates(setting: str, name: str, delay: float) -> None:
    service = open_service(setting)
    assert (service.name, service.delay) == (name, delay)
