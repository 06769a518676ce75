"""Sitemaps, robots.txt, canonical addresses."""

import re
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.crawl import lists
from directory.crawl.lists import Lists
from directory.search.embedded.engine import EmbeddedEngine
from tests import people

XMLNS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: FlaskClient, path: str, host: str = "localhost:8000") -> list[str]:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    root = ET.fromstring(answer.data)
    return [found.text or "" for found in root.iter(f"{XMLNS}loc")]


def test_the_index_leads_to_every_provider_once(client: FlaskClient) -> None:
    index = locations(client, "/sitemap.xml")
    assert index[0] == "http://localhost:8000/sitemaps/pages.xml"
    found = locations(client, index[1].removeprefix("http://localhost:8000"))
    active = [one.npi for one in people.providers() if one.deactivated_on is None]
    assert found == [f"http://localhost:8000/providers/{npi}" for npi in active]


def test_every_address_of_the_sitemaps_answers(client: FlaskClient) -> None:
    pages = locations(client, "/sitemaps/pages.xml")
    some = [*pages[:20], *pages[-20:], *locations(client, "/sitemaps/providers-1.xml")[:5]]
    statuses = {page: client.get(page.removeprefix("http://localhost:8000")).status_code
                for page in some}  # fmt: skip
    assert {page: status for page, status in statuses.items() if status != 200} == {}


def test_no_address_stands_in_two_places(client: FlaskClient) -> None:
    pages = locations(client, "/sitemaps/pages.xml")
    assert len(pages) == len(set(pages))


def test_a_vanity_host_tells_of_the_same_pages(client: FlaskClient) -> None:
    assert locations(client, "/sitemap.xml", "serenachen.localhost:8000") == locations(
        client, "/sitemap.xml"
    )


@pytest.mark.parametrize("number", [0, 2, 999])
def test_there_are_no_other_lists(client: FlaskClient, number: int) -> None:
    assert client.get(f"/sitemaps/providers-{number}.xml").status_code == 404


def test_lists_are_cut_and_made_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST", 10)
    monkeypatch.setattr(lists, "PAGE", 7)
    engine, made = EmbeddedEngine(home), Lists(tmp_path)
    made.make(engine, "g1")
    active = [one.npi for one in people.providers() if one.deactivated_on is None]
    count = made.count("g1")
    assert count == -(-len(active) // 10)
    assert [npi for n in range(1, count + 1) for npi in made.read("g1", n) or []] == active
    before = (tmp_path / "g1" / "00001.txt").stat().st_mtime_ns
    made.make(engine, "g1")
    assert (tmp_path / "g1" / "00001.txt").stat().st_mtime_ns == before


def test_lists_of_a_generation_that_was_replaced_are_not_kept(home: Path, tmp_path: Path) -> None:
    made = Lists(tmp_path)
    made.make(EmbeddedEngine(home), "an-older-one")
    assert made.count("an-older-one") is None
    assert list(tmp_path.iterdir()) == []


def test_only_one_process_makes_them(home: Path, tmp_path: Path) -> None:
    (tmp_path / "making").touch()
    made = Lists(tmp_path)
    made.make(EmbeddedEngine(home), "g1")
    assert made.count("g1") is None


def test_a_large_directory_is_walked_beside_the_request(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("directory.crawl.routes.MOST", 10)
    monkeypatch.setattr("directory.crawl.routes._lists", lambda of: Lists(tmp_path))
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    for _ in range(100):
        if (again := client.get("/sitemap.xml")).status_code == 200:
            break
    assert again.status_code == 200


def test_without_data_there_is_no_sitemap(empty: FlaskClient) -> None:
    assert empty.get("/sitemap.xml").status_code == 503


# robots.txt, as a robot reads it.


@pytest.fixture
def robot(client: FlaskClient) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt", headers={"Host": "localhost:8000"}).text.splitlines())
    return parser


@pytest.mark.parametrize("path", ["/", f"/providers/{people.SERENA}", "/specialties", "/join"])
def test_robots_may_read_public_pages(robot: RobotFileParser, path: str) -> None:
    assert robot.can_fetch("AnyBot", f"http://localhost:8000{path}")


@pytest.mark.parametrize("path", ["/search?q=gout", "/api/v1/providers", "/corrections", "/staff"])
def test_robots_may_not_read_answers_and_forms(robot: RobotFileParser, path: str) -> None:
    assert not robot.can_fetch("AnyBot", f"http://localhost:8000{path}")


def test_robots_are_told_where_the_list_is(robot: RobotFileParser) -> None:
    assert robot.site_maps() == ["http://localhost:8000/sitemap.xml"]


# Headers.


@pytest.mark.parametrize("path", ["/", f"/providers/{people.SERENA}", "/join"])
def test_a_public_page_names_its_one_address(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}?lang=es", headers={"Host": "localhost:8000"})
    assert answer.headers["Link"] == f'<http://localhost:8000{path}>; rel="canonical"'
    assert "X-Robots-Tag" not in answer.headers


@pytest.mark.parametrize(
    "path",
    ["/search?q=heart", f"/providers/{people.SERENA}/correct", "/corrections", "/nowhere",
     f"/providers/{people.GONE}", "/search?radius=0"],
)  # fmt: skip
def test_a_page_that_is_nothing_for_robots_says_so(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Link" not in answer.headers


def test_the_port_of_a_link_is_a_number(client: FlaskClient) -> None:
    link = client.get("/", headers={"Host": "localhost:00080"}).headers["Link"]
    assert re.fullmatch(r"<http://localhost/>; rel=\"canonical\"", link)
