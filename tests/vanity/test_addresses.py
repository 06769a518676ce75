"""Requests to providers' own addresses."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.model.provider import Name, Provider
from directory.search.embedded.loader import EmbeddedLoader
from directory.store.labels import claim
from tests import people

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def visit(client: FlaskClient, host: str, path: str = "/", **more):
    return client.get(path, headers={"Host": host}, **more)


def claimed(app: Flask, label: str, npi: str) -> None:
    claim(app.extensions[KEY].store, label, npi, "test", NOW)


def twins(count: int) -> list[Provider]:
    return [
        Provider(npi=people.npi(5000 + n), kind="individual",
                 name=Name(full="Ann Lee", first="Ann", last="Lee"))
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture
def crowded(tmp_path: Path) -> FlaskClient:
    """A service with sixty Ann Lees."""
    loader = EmbeddedLoader(tmp_path)
    loader.start("g1")
    loader.add_plans([], [], [])
    loader.add(twins(60))
    loader.finish(())
    loader.swap("g1")
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    return create_app(config, today=lambda: people.TODAY).test_client()


@pytest.mark.parametrize(
    "label",
    ["serenachen", "SERENACHEN", "serena-chen", "dr-serenachen", "drserenachen",
     f"serenachen-{people.SERENA}", f"serenachen{'-' * 3}{people.SERENA}", people.SERENA],
)  # fmt: skip
def test_a_name_leads_to_its_only_bearer(client: FlaskClient, label: str) -> None:
    page = visit(client, f"{label}.localhost:8000")
    assert page.status_code == 200
    assert "Serena Chen" in page.text


def test_the_profile_names_its_canonical_address(client: FlaskClient) -> None:
    page = visit(client, "serenachen.localhost:8000")
    assert page.headers["Link"] == (
        f'<http://localhost:8000/providers/{people.SERENA}>; rel="canonical"'
    )


def test_an_organization_is_found_by_its_name(client: FlaskClient) -> None:
    assert "Riverside Heart Center" in visit(client, "riverside-heart-center.localhost").text


def test_several_bearers_are_a_page_to_choose_from(crowded: FlaskClient) -> None:
    page = visit(crowded, "annlee.localhost:8000")
    assert page.status_code == 200
    assert page.text.count("http://annlee-1") == 50
    assert "60 providers" in page.text
    assert "http://localhost:8000/search?q=Ann%20Lee" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_each_choice_leads_to_one_of_them(crowded: FlaskClient) -> None:
    npi = people.npi(5007)
    assert visit(crowded, f"annlee-{npi}.localhost").status_code == 200
    assert npi in visit(crowded, f"annlee-{npi}.localhost").text


def test_nobody_is_a_404_with_nearest_names(client: FlaskClient) -> None:
    page = visit(client, "serenachan.localhost:8000")
    assert page.status_code == 404
    assert f"http://serenachen-{people.SERENA}.localhost:8000/" in page.text


def test_a_former_name_is_no_address(client: FlaskClient) -> None:
    assert visit(client, "serenalin.localhost").status_code == 404


def test_an_npi_with_another_name_moves_to_its_own_address(client: FlaskClient) -> None:
    page = visit(client, f"bobby-{people.SERENA}.localhost:8000")
    assert page.status_code == 302
    assert page.location == f"http://serenachen-{people.SERENA}.localhost:8000/"


def test_a_deactivated_npi_is_gone(client: FlaskClient) -> None:
    assert visit(client, f"adagone-{people.GONE}.localhost").status_code == 410


def test_a_deactivated_provider_does_not_hold_the_name(client: FlaskClient) -> None:
    assert visit(client, "adagone.localhost").status_code == 404


@pytest.mark.parametrize(
    "label", ["admin", "api", "staff", "mail", "dr-admin", "a.b", "x.serenachen"]
)
def test_reserved_and_several_labels_are_nobodys(client: FlaskClient, label: str) -> None:
    assert visit(client, f"{label}.localhost").status_code == 404


def test_www_is_the_site(client: FlaskClient) -> None:
    page = visit(client, "www.localhost:8000", "/search?q=a%20b&place=zip:10001")
    assert page.status_code == 308
    assert page.location == "http://localhost:8000/search?q=a%20b&place=zip:10001"


def test_other_pages_are_sent_to_the_site(client: FlaskClient) -> None:
    page = visit(client, "serenachen.localhost:8000", "/search?q=heart")
    assert (page.status_code, page.location) == (308, "http://localhost:8000/search?q=heart")


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%0d%0aSet-Cookie:x"])
def test_no_path_leads_to_another_host(client: FlaskClient, path: str) -> None:
    # Straight into the environment: a client would read a host out of two slashes.
    raw = {"PATH_INFO": unquote(path)}
    page = visit(client, "serenachen.localhost:8000", environ_overrides=raw)
    assert page.location.startswith("http://localhost:8000/")
    assert "\n" not in page.location
    assert not page.location.startswith("http://localhost:8000//")


def test_forms_of_the_profile_may_lead_to_the_site(client: FlaskClient) -> None:
    policy = visit(client, "serenachen.localhost:8000").headers["Content-Security-Policy"]
    assert "form-action 'self' http://localhost:8000;" in policy


@pytest.mark.parametrize("path", ["/api/v1/suggest/names?q=s", "/robots.txt"])
def test_what_the_profile_needs_is_served_there(client: FlaskClient, path: str) -> None:
    assert visit(client, "serenachen.localhost:8000", path).status_code == 200


def test_a_claimed_label_is_its_owners(tmp_path: Path) -> None:
    people.load(tmp_path)
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    app = create_app(config, today=lambda: people.TODAY)
    client = app.test_client()
    claimed(app, "robertmills", people.FAR)
    claimed(app, "skindoctor", people.ROBERT)
    claimed(app, "adagone", people.GONE)
    assert "Ivan Petrov" in visit(client, "robertmills.localhost").text
    assert "Robert Mills" in visit(client, "dr-skin-doctor.localhost").text
    assert visit(client, "adagone.localhost").status_code == 410
    assert client.get("/api/v1/vanity/skindoctor").json["claimed"] is True


def test_a_claim_of_an_npi_that_nobody_lists_leads_nowhere(tmp_path: Path) -> None:
    people.load(tmp_path)
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    app = create_app(config, today=lambda: people.TODAY)
    claimed(app, "robertmills", people.NOBODY)
    assert visit(app.test_client(), "robertmills.localhost").status_code == 404


def test_without_data_an_address_waits(empty: FlaskClient) -> None:
    assert visit(empty, "serenachen.localhost").status_code == 503


def test_in_production_links_are_https_without_a_port(home: Path) -> None:
    settings = {
        "DIRECTORY_HOME": str(home),
        "DIRECTORY_SECRET_KEY": "k" * 40,
        "DIRECTORY_ENV": "production",
        "DIRECTORY_BASE_DOMAIN": "doctors.example.org",
    }
    app = create_app(Config.from_env(settings), today=lambda: people.TODAY)
    app.extensions[KEY].store.migrate()
    page = visit(app.test_client(), "serenachen.doctors.example.org:8443")
    assert page.headers["Link"].startswith("<https://doctors.example.org/providers/")
    assert visit(app.test_client(), "serenachen.localhost").status_code == 421


# The API.


def test_the_api_tells_the_three_kinds(client: FlaskClient, crowded: FlaskClient) -> None:
    found = client.get("/api/v1/vanity/Dr-Serena-Chen").json
    assert (found["kind"], found["npi"]) == ("provider", people.SERENA)
    assert found["host"] == "serenachen.localhost"
    choice = crowded.get("/api/v1/vanity/annlee").json
    assert (choice["kind"], choice["total"], len(choice["choices"])) == ("choice", 60, 50)
    nobody = client.get("/api/v1/vanity/serenachan").json
    assert (nobody["kind"], nobody["nearest"][0]["npi"]) == ("none", people.SERENA)


def test_the_api_takes_a_name_in_its_own_script(client: FlaskClient) -> None:
    assert client.get("/api/v1/vanity/王伟").json["npi"] == people.QUIET


def test_the_api_says_that_a_label_is_reserved(client: FlaskClient) -> None:
    found = client.get("/api/v1/vanity/www").json
    assert (found["kind"], found["reserved"]) == ("none", True)


@pytest.mark.parametrize("label", ["a" * 64, "a b", "-a", "a_b"])
def test_the_api_names_the_fault_of_a_label(client: FlaskClient, label: str) -> None:
    answer = client.get(f"/api/v1/vanity/{label}")
    assert answer.status_code == 400
    assert answer.json["errors"][0]["field"] == "label"


def test_the_api_refuses_parameters(client: FlaskClient) -> None:
    assert client.get("/api/v1/vanity/serenachen?x=1").status_code == 400
