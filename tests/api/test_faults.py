"""Bad input: every fault is named with field, value and cure, all at once, and nothing leaks."""

import json
import string
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from tests import people

SEARCH = "/api/v1/providers"


def faults(client: FlaskClient, query: str, path: str = SEARCH) -> list[dict]:
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400, response.text
    assert response.content_type == "application/problem+json"
    problem = response.json
    assert problem["type"].endswith("/invalid-parameters")
    assert problem["request_id"] == response.headers["X-Request-ID"]
    return problem["errors"]


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("colour=red", "colour", "is not a parameter here"),
        ("limit=5&limit=6", "limit", "give it once"),
        ("limit=0", "limit", "from 1 to 100"),
        ("limit=101", "limit", "from 1 to 100"),
        ("limit=1_0", "limit", "whole number"),
        ("limit=%D9%A1", "limit", "whole number"),
        ("radius=0&place=zip:10001", "radius", "from 1 to 250 miles"),
        ("radius=1e9&place=zip:10001", "radius", "plain digits"),
        ("radius=1000000000&place=zip:10001", "radius", "from 1 to 250 miles"),
        ("radius=nan&place=zip:10001", "radius", "plain digits"),
        ("as_of=2026-02-30", "as_of", "not a day of the calendar"),
        ("as_of=20261121", "as_of", "YYYY-MM-DD"),
        ("as_of=0001-01-01", "as_of", "between"),
        ("npi=123", "npi", "ten digits"),
        ("npi=1234567890", "npi", "check digit"),
        ("place=New+York", "place", "pick one"),
        ("place=zip:10001&lat=1&lon=2", "place", "one or the other"),
        ("lat=40", "lon", "is missing"),
        ("lat=91&lon=0", "lat", "from -90 to 90"),
        ("sort=distance", "sort", "needs a place"),
        ("q=mills&sort=distance", "sort", "needs a place"),
        ("sort=price", "sort", "not a value"),
        ("accepting=yes", "accepting", "true or false"),
        ("telehealth=1", "telehealth", "true or false"),
        ("gender=f", "gender", "not a value"),
        ("kind=robot", "kind", "not a value"),
        ("language=zz", "language", "ISO 639-1"),
        ("language=English", "language", "ISO 639-1"),
        ("facets=plan,colour", "facets", "not a value"),
        ("verified_within=0", "verified_within", "from 1"),
        ("specialty=wizardry", "specialty", "neither"),
        ("plan=nope", "plan", "no plan has this id"),
        ("issuer=nope", "issuer", "no issuer has this id"),
        ("network=nope", "network", "no network has this id"),
        ("cursor=forged", "cursor", "not a cursor"),
        ("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cursor", "not a cursor"),
        ("q=", "q", "must have 1 to 200"),
        ("q=" + "x" * 10_000, "q", "must have 1 to 200"),
        ("q=a%00b", "q", "NUL"),
        ("q=%ED%A0%80", "q", "UTF-8"),
        ("q=%FF", "q", "UTF-8"),
        ("q=1234567890", "q", "neither an NPI"),
        ("q=%20", "q", "no letter and no digit"),
        ("q=%E2%80%8B", "q", "no letter and no digit"),
        ("name=***", "name", "no letter and no digit"),
        ("limit=5%0A", "limit", "whole number"),
        ("as_of=2026-11-21%0A", "as_of", "YYYY-MM-DD"),
        ("limit=5;radius=6", "limit", "whole number"),
        ("limit%5B%5D=5", "limit[]", "not a parameter"),
        ("%6Cimit=5&limit=6", "limit", "give it once"),
        ("=5", "", "not a parameter"),
        ("npi=%EF%BC%91234567893", "npi", "ten digits"),
        ("place=zip:%EF%BC%91%EF%BC%90001", "place", "pick one"),
        ("place=zip:10001%0A", "place", "pick one"),
        ("%00=1", "\x00", "NUL"),
    ],
)
def test_a_fault_names_field_and_cure(
    client: FlaskClient, query: str, field: str, words: str
) -> None:
    [found] = faults(client, query)
    assert found["field"] == field
    assert words in found["message"]


def test_all_faults_are_told_at_once(client: FlaskClient) -> None:
    found = faults(client, "npi=1,2&radius=0&as_of=x&colour=red&place=nowhere&plan=nope&cursor=zzz")
    told = [one["field"] for one in found]
    assert sorted(told) == ["as_of", "colour", "cursor", "npi", "npi", "place", "plan", "radius"]


@pytest.mark.parametrize(
    ("path", "query", "fields"),
    [
        ("/api/v1/supply", "specialty=x&as_of=x&place=x&more=1",
         ["as_of", "more", "place", "specialty"]),
        ("/api/v1/supply", "as_of=x", ["as_of", "place", "specialty"]),
        ("/api/v1/supply", "specialty=cardiology&lat=95&lon=1", ["lat"]),
        ("/api/v1/specialties", "radius=0&place=x", ["place", "radius"]),
        ("/api/v1/specialties", "radius=5&lat=1", ["lon"]),
        ("/api/v1/network-status", "npi=1&as_of=x", ["as_of", "npi", "plan"]),
        ("/api/v1/suggest/plans", "issuer=nope&state=ZZ", ["issuer", "q", "state"]),
        ("/api/v1/suggest/places", "near=nowhere&more=1", ["more", "near", "q"]),
        ("/api/v1/suggest/names", "q=%FF", ["q"]),
        ("/api/v1/suggest/names", "q=a&q=b", ["q"]),
        (f"{SEARCH}/123", "as_of=x&more=1", ["as_of", "more", "npi"]),
    ],
)  # fmt: skip
def test_every_route_tells_all_faults_at_once(
    client: FlaskClient, path: str, query: str, fields: list[str]
) -> None:
    assert sorted(one["field"] for one in faults(client, query, path)) == fields


def test_a_parameter_that_is_missing_is_said_to_be(client: FlaskClient) -> None:
    [missing] = faults(client, "", "/api/v1/suggest/names")
    assert missing == {"field": "q", "value": None, "message": "is missing: give it"}


def test_a_typed_place_is_answered_with_places_to_pick(client: FlaskClient) -> None:
    [found] = faults(client, "place=brooklyn")
    assert "city:ny:brooklyn" in found["allowed"]
    assert len(found["allowed"]) <= 5


def test_a_misspelt_parameter_is_answered_with_the_right_one(client: FlaskClient) -> None:
    [found] = faults(client, "speciality=cardiology")
    assert found["allowed"][0] == "specialty"


def test_a_long_value_is_not_sent_back_whole(client: FlaskClient) -> None:
    [found] = faults(client, "q=" + "x" * 10_000)
    assert len(found["value"]) < 300


def test_a_changed_cursor_is_refused(client: FlaskClient) -> None:
    cursor = client.get(f"{SEARCH}?specialty=dermatology&limit=2").json["next"]
    swapped = cursor[:-4] + ("AAAA" if cursor[-4:] != "AAAA" else "BBBB")
    [found] = faults(client, f"specialty=dermatology&limit=2&cursor={swapped}")
    assert found["field"] == "cursor"


def test_a_cursor_serves_its_own_question_only(client: FlaskClient) -> None:
    cursor = client.get(f"{SEARCH}?specialty=dermatology&limit=2").json["next"]
    [found] = faults(client, f"specialty=cardiology&limit=2&cursor={cursor}")
    assert "another question" in found["message"]


@pytest.mark.parametrize(
    "change",
    [
        lambda cursor: cursor + "A",
        lambda cursor: cursor + "=",
        lambda cursor: cursor[:-1],
        lambda cursor: cursor[1:],
        lambda cursor: cursor.swapcase(),
        lambda cursor: cursor[:10] + "%0A" + cursor[10:],
        lambda cursor: cursor * 2,
    ],
)
def test_a_damaged_cursor_is_refused(client: FlaskClient, change) -> None:
    cursor = client.get(f"{SEARCH}?specialty=dermatology&limit=2").json["next"]
    [found] = faults(client, f"specialty=dermatology&limit=2&cursor={change(cursor)}")
    assert found["field"] == "cursor"


def test_no_other_last_letter_of_a_cursor_will_do(client: FlaskClient) -> None:
    letters = string.ascii_letters + string.digits + "-_"
    # Names of different lengths give cursors of all lengths, whose last letters have bits to spare.
    for limit in (1, 2, 3, 4, 5, 6):
        query = f"specialty=dermatology&sort=name&limit={limit}"
        cursor = client.get(f"{SEARCH}?{query}").json["next"]
        good = [
            letter
            for letter in letters
            if client.get(f"{SEARCH}?{query}&cursor={cursor[:-1]}{letter}").status_code == 200
        ]
        assert good == [cursor[-1]]


@pytest.mark.parametrize("more", ["as_of=2026-11-20", "verified_within=30", "widen=false"])
def test_a_cursor_serves_its_own_day_and_conditions_only(client: FlaskClient, more: str) -> None:
    cursor = client.get(f"{SEARCH}?specialty=dermatology&limit=2").json["next"]
    [found] = faults(client, f"specialty=dermatology&limit=2&{more}&cursor={cursor}")
    assert "another question" in found["message"]


def test_a_cursor_goes_on_with_the_same_conditions(client: FlaskClient) -> None:
    query = "kind=individual&as_of=2026-11-20&verified_within=3650&limit=1&widen=false"
    answer = client.get(f"{SEARCH}?{query}").json
    assert answer["total"] == 1
    query = "specialty=dermatology&as_of=2026-11-20&limit=2&widen=false"
    cursor = client.get(f"{SEARCH}?{query}").json["next"]
    assert client.get(f"{SEARCH}?{query}&cursor={cursor}").status_code == 200


def test_a_cursor_of_an_old_generation_has_expired(tmp_path: Path) -> None:
    people.load(tmp_path, "g1")
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    client = create_app(config, today=lambda: people.TODAY).test_client()
    cursor = client.get(f"{SEARCH}?specialty=dermatology&limit=2").json["next"]
    people.load(tmp_path, "g2")
    response = client.get(f"{SEARCH}?specialty=dermatology&limit=2&cursor={cursor}")
    assert response.status_code == 410
    assert response.json["type"].endswith("/cursor-expired")


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        (f"{SEARCH}/123", "", "npi"),
        (f"{SEARCH}/{people.SERENA}", "limit=3", "limit"),
        ("/api/v1/suggest/names", "", "q"),
        ("/api/v1/suggest/names", "q=a&state=New+York", "state"),
        ("/api/v1/suggest/plans", "q=a&issuer=nope", "issuer"),
        ("/api/v1/suggest/places", "q=a&near=brooklyn", "near"),
        ("/api/v1/suggest/places", "q=a&near=99,999", "near"),
        ("/api/v1/specialties", "radius=5", "radius"),
        ("/api/v1/supply", "place=zip:10001", "specialty"),
        ("/api/v1/supply", "specialty=cardiology", "place"),
        ("/api/v1/network-status", f"npi={people.SERENA}", "plan"),
        ("/api/v1/issuers", "page=2", "page"),
    ],
)
def test_every_route_refuses_what_it_does_not_know(
    client: FlaskClient, path: str, query: str, field: str
) -> None:
    assert [one["field"] for one in faults(client, query, path)] == [field]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "slug"),
    [
        ("GET", "/api/v1/nothing", {}, 404, "not-found"),
        ("GET", "/api", {}, 404, "not-found"),
        ("GET", "/api/v1/plans/none", {}, 404, "unknown-plan"),
        ("GET", f"{SEARCH}/{people.NOBODY}", {}, 404, "unknown-provider"),
        ("GET", f"{SEARCH}/{people.GONE}", {}, 410, "provider-deactivated"),
        ("POST", SEARCH, {}, 405, "method-not-allowed"),
        ("GET", SEARCH + "?q=" + "x" * 20_000, {}, 414, "uri-too-long"),
        ("GET", SEARCH, {"X-Long": "x" * 40_000}, 431, "headers-too-large"),
        ("GET", SEARCH, {"Host": "elsewhere.example"}, 421, "misdirected-request"),
        ("GET", SEARCH, {"Host": "a..localhost"}, 421, "misdirected-request"),
        ("GET", SEARCH + "/", {}, 404, "not-found"),
        ("GET", "/api//v1/providers", {}, 404, "not-found"),
        ("TRACE", SEARCH, {}, 405, "method-not-allowed"),
        ("FOO", SEARCH, {}, 405, "method-not-allowed"),
    ],
)
def test_every_refusal_is_a_problem_document(
    client: FlaskClient, method: str, path: str, headers: dict, status: int, slug: str
) -> None:
    response = client.open(path, method=method, headers=headers)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert response.json["type"] == f"/api/v1/problems/{slug}"
    assert response.json["status"] == status
    assert response.headers["Cache-Control"] == "no-store"


def test_a_huge_body_is_refused(client: FlaskClient) -> None:
    response = client.post(SEARCH, data=b"x" * 2_000_000)
    assert response.status_code == 413
    assert response.json["type"] == "/api/v1/problems/content-too-large"


def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient) -> None:
    assert "GET" in client.post(SEARCH).headers["Allow"]


def test_a_deactivated_npi_tells_the_day(client: FlaskClient) -> None:
    assert client.get(f"{SEARCH}/{people.GONE}").json["deactivated_on"] == "2020-05-01"


def test_the_type_of_a_problem_leads_to_its_description(client: FlaskClient) -> None:
    kind = client.get("/api/v1/nothing").json["type"]
    response = client.get(kind)
    assert response.status_code == 303
    page, _, fragment = response.headers["Location"].partition("#")
    assert f'id="{fragment}"' in client.get(page).text


def test_nothing_loaded_is_a_503_that_says_so(empty: FlaskClient) -> None:
    response = empty.get(SEARCH)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert response.json["type"].endswith("/nothing-loaded")


def test_the_service_recovers_by_itself(tmp_path: Path) -> None:
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    client = create_app(config, today=lambda: people.TODAY).test_client()
    assert client.get(SEARCH).status_code == 503
    people.load(tmp_path)
    assert client.get(SEARCH).status_code == 200


def test_an_elasticsearch_that_is_down_is_a_503(tmp_path: Path) -> None:
    settings = {
        "DIRECTORY_HOME": str(tmp_path),
        "DIRECTORY_SECRET_KEY": "k" * 40,
        "DIRECTORY_SEARCH_URL": "http://user:hidden@127.0.0.1:1",
    }
    client = create_app(Config.from_env(settings)).test_client()
    response = client.get(SEARCH)
    assert response.status_code == 503
    assert "127.0.0.1" not in response.text


def test_an_unexpected_fault_tells_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    app = create_app(config)

    @app.get("/api/broken")
    def broken() -> str:
        raise RuntimeError("the password is " + "sword" + "fish")

    response = app.test_client().get("/api/broken?q=gout")
    assert response.status_code == 500
    assert response.json["type"].endswith("/internal-error")
    assert "swordfish" not in response.text
    assert "swordfish" not in caplog.text
    assert "gout" not in caplog.text


def test_every_problem_has_one_shape(client: FlaskClient) -> None:
    response = client.get(f"{SEARCH}?limit=0")
    assert set(json.loads(response.data)) == {
        "type", "title", "status", "detail", "request_id", "errors",
    }  # fmt: skip
