"""What browsers load beside a page: small, compressed, kept, and only from here."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from directory.web.assets import FOLDER, asset_url
from tests import people

PACKED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(("name", "most"), [("site.css", 8), ("site.js", 6), ("mark.svg", 1)])
def test_each_file_stays_within_its_budget(client: FlaskClient, name: str, most: int) -> None:
    response = client.get(f"/static/{name}", headers=PACKED)
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.data) <= most * 1024
    assert gzip.decompress(response.data) == (FOLDER / name).read_bytes()


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 20),
        ("/search?specialty=dermatology&place=city:ny:albany", 40),
        (f"/providers/{people.SERENA}", 30),
    ],
)
def test_a_page_with_all_it_loads_stays_within_its_budget(
    client: FlaskClient, path: str, most: int
) -> None:
    response = client.get(path, headers=PACKED)
    text = gzip.decompress(response.data).decode()
    loaded = set(re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="(/static/[^"]+)"', text))
    assert len(loaded) == 3
    size = sum(len(client.get(one, headers=PACKED).data) for one in loaded)
    assert len(response.data) + size <= most * 1024


def test_a_file_with_its_version_is_kept_for_ever(client: FlaskClient) -> None:
    response = client.get(asset_url("site.css"))
    assert "immutable" in response.headers["Cache-Control"]
    again = client.get(asset_url("site.css"), headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_file_of_another_version_is_not_kept_for_ever(client: FlaskClient) -> None:
    assert "immutable" not in client.get("/static/site.css?v=0000").headers["Cache-Control"]


@pytest.mark.parametrize("name", ["nothing.css", "..%2fassets.py", "site.css%00"])
def test_no_other_file_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_nothing_names_another_host() -> None:
    for path in FOLDER.iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE), path.name
