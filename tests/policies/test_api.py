"""Policies for programs: public metadata, a problem that says what to accept, a token."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.api import schemas_policies as schemas
from directory.policies.access import KEY
from directory.store.acceptances import page as recorded
from tests.policies import sample
from tests.policies.conftest import Make
from tests.policies.reader import Clock, token
from tests.policies.sample import BODY, BOTH, FIRST, OLD_BODY, PLAIN

ONE = f"/api/v1/policies/{FIRST}"
ACCEPT = "/api/v1/licenses/sample-disclaimer/acceptances"


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def test_the_list_is_public_metadata(client: FlaskClient) -> None:
    answer = client.get("/api/v1/policies").json
    assert answer["total"] == 3
    assert answer["next"] is None
    assert answer["searched"] == "metadata"
    assert answer["policies"][0] == {
        "number": FIRST, "version": 2, "title": "Breathing machines", "status": "active",
        "specialties": ["sleep-medicine"], "effective_on": "2026-02-01",
        "last_review_on": "2026-02-01", "next_review_on": "2027-02-01", "changed_on": "2026-02-01",
        "licenses": ["sample-disclaimer"], "url": f"/policies/{FIRST}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("code=E0601", [FIRST]), ("status=retired", [PLAIN]), ("q=surgery", [BOTH]),
        ("specialty=sleep-medicine", [FIRST]), ("changed_since=2026-01-01", [FIRST, BOTH]),
    ],
)  # fmt: skip
def test_the_list_can_be_searched(client: FlaskClient, query: str, expected: list[str]) -> None:
    found = client.get(f"/api/v1/policies?{query}").json["policies"]
    assert [one["number"] for one in found] == expected


def test_a_list_goes_on_by_cursor(client: FlaskClient) -> None:
    seen, cursor = [], ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        answer = client.get(f"/api/v1/policies?limit=1{more}").json
        seen += [one["number"] for one in answer["policies"]]
        cursor = answer["next"]
    assert seen == [FIRST, BOTH, PLAIN]


def test_a_cursor_is_good_for_its_own_question(client: FlaskClient) -> None:
    cursor = client.get("/api/v1/policies?limit=1").json["next"]
    for other in (f"limit=1&status=active&cursor={cursor}", f"cursor=9{cursor}", "cursor=1-2-3"):
        assert client.get(f"/api/v1/policies?{other}").status_code == 400
    place, stamp, mac = cursor.split("-")
    expired = client.get(f"/api/v1/policies?limit=1&cursor={place}-{stamp[::-1]}-{mac}")
    assert expired.status_code == 410


def test_all_faults_are_named_at_once(client: FlaskClient) -> None:
    answer = client.get("/api/v1/policies?status=x&limit=0&colour=y&specialty=cardiolgy")
    assert answer.status_code == 400
    faults = {one["field"]: one for one in answer.json["errors"]}
    assert set(faults) == {"status", "limit", "colour", "specialty"}
    assert "cardiology" in faults["specialty"]["allowed"]


def test_a_body_needs_the_license_and_the_problem_says_which(client: FlaskClient) -> None:
    answer = client.get(ONE)
    assert answer.status_code == 403
    assert answer.content_type == "application/problem+json"
    problem = answer.json
    assert problem["type"].endswith("/license-required")
    assert (problem["license"], problem["version"]) == ("sample-disclaimer", 1)
    assert problem["accept_url"] == ACCEPT
    assert problem["policy"]["title"] == "Breathing machines"
    assert 'rel="license"' in answer.headers["Link"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "WWW-Authenticate" not in answer.headers


def test_accepting_gives_a_token_that_opens_the_body(app: Flask, client: FlaskClient) -> None:
    answer = client.post(ACCEPT, json={"version": 1, "accepted": True, "language": "zh"})
    assert answer.status_code == 201
    assert datetime.fromisoformat(answer.json["expires_at"]) == sample.NOON + timedelta(hours=1)
    whole = client.get(ONE, headers=bearer(answer.json["token"]))
    assert whole.status_code == 200
    assert BODY in whole.json["body"]
    assert BODY in whole.json["html"]
    assert whole.json["codes"][0]["code"] == "E0601"
    assert [one["version"] for one in whole.json["versions"]] == [3, 2, 1]
    assert whole.json["accepted"][0]["copyright"] == "© 2026 Provider directory"
    [entry] = recorded(app.extensions[KEY].store, "sample-disclaimer", 1)
    assert (entry.subject_type, entry.channel, entry.language) == ("client", "api", "zh")


def test_an_older_version_can_be_asked_for(client: FlaskClient) -> None:
    headers = bearer(token(client))
    assert OLD_BODY in client.get(f"{ONE}?version=1", headers=headers).json["body"]
    assert client.get(f"{ONE}?version=9", headers=headers).status_code == 404


def test_a_second_license_joins_the_first_on_a_new_token(client: FlaskClient) -> None:
    first = token(client)
    asked = client.get(f"/api/v1/policies/{BOTH}", headers=bearer(first))
    assert [one["license"] for one in asked.json["licenses"]] == ["cpt-2026"]
    both = token(client, "cpt-2026", headers=bearer(first))
    assert client.get(f"/api/v1/policies/{BOTH}", headers=bearer(both)).status_code == 200
    searched = client.get(f"/api/v1/policies?q={BODY}", headers=bearer(both)).json
    assert (searched["total"], searched["searched"]) == (1, "text")
    assert BODY in searched["policies"][0]["snippet"]["text"]


def test_a_token_holds_an_hour(client: FlaskClient, clock: Clock) -> None:
    held = bearer(token(client))
    clock.go(minutes=59)
    assert client.get(ONE, headers=held).status_code == 200
    clock.go(minutes=2)
    refused = client.get(ONE, headers=held)
    assert refused.status_code == 403
    assert refused.json["licenses"][0]["reason"] == "expired"


def test_accepting_again_in_time_gives_a_token_and_no_second_row(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    first = token(client)
    clock.go(minutes=30)
    again = client.post(ACCEPT, json={"version": 1, "accepted": True}, headers=bearer(first))
    assert datetime.fromisoformat(again.json["expires_at"]) == sample.NOON + timedelta(hours=1)
    assert len(recorded(app.extensions[KEY].store, "sample-disclaimer", 1)) == 1


def test_declining_ends_the_token(client: FlaskClient) -> None:
    held = token(client)
    answer = client.post(ACCEPT, json={"version": 1, "accepted": False}, headers=bearer(held))
    assert answer.status_code == 200
    assert (answer.json["token"], answer.json["expires_at"]) == (None, None)
    assert client.get(ONE, headers=bearer(held)).status_code == 403


def test_another_version_is_refused_with_the_one_in_force(make: Make, client: FlaskClient) -> None:
    answer = client.post(ACCEPT, json={"version": 2, "accepted": True})
    assert answer.status_code == 409
    assert answer.json["version"] == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "version"), ({"version": 1}, "accepted"), ({"accepted": True}, "version"),
        ({"version": "1", "accepted": True}, "version"),
        ({"version": True, "accepted": True}, "version"),
        ({"version": 1.0, "accepted": True}, "version"),
        ({"version": 0, "accepted": True}, "version"),
        ({"version": 1, "accepted": 1}, "accepted"),
        ({"version": 1, "accepted": "yes"}, "accepted"),
        ({"version": 1, "accepted": None}, "accepted"),
        ({"version": 1, "accepted": True, "language": "fr"}, "language"),
        ({"version": 1, "accepted": True, "agree": "yes"}, "agree"), ([], "body"), ("yes", "body"),
    ],
)  # fmt: skip
def test_a_faulty_decision_is_refused_by_name(
    app: Flask, client: FlaskClient, body: object, field: str
) -> None:
    answer = client.post(ACCEPT, json=body)
    assert answer.status_code == 400
    assert field in {one["field"] for one in answer.json["errors"]}
    assert recorded(app.extensions[KEY].store, "sample-disclaimer", 1) == []


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"version=1&accepted=true", "application/x-www-form-urlencoded", 400),
        (b'{"version":1,"accepted":true}', "text/plain", 400),
        (b"not json", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"version":1,"accepted":true' + b" " * 5000 + b"}", "application/json", 413),
    ],
)
def test_only_a_small_json_object_is_read(
    client: FlaskClient, data: bytes, kind: str, status: int
) -> None:
    answer = client.post(ACCEPT, data=data, content_type=kind)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


def test_accepting_by_the_address_alone_is_refused(client: FlaskClient) -> None:
    assert client.get(f"{ACCEPT}?version=1&accepted=true").status_code == 405
    assert client.post(f"{ACCEPT}?version=1&accepted=true", json={}).status_code == 400


def test_a_browsers_cookie_is_no_token_and_a_token_no_cookie(client: FlaskClient) -> None:
    held = token(client)
    client.set_cookie("license", held)
    assert client.get(f"/policies/{FIRST}").status_code == 303
    assert client.get(ONE).status_code == 403
    cookie = client.get_cookie("license")
    assert cookie
    assert client.get(f"/policies/{FIRST}", headers=bearer(held)).status_code == 303


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic x", "Bearer a b", "bearer é", "Bearer " + "a" * 3000]
)
def test_a_malformed_token_is_no_token(client: FlaskClient, header: str) -> None:
    assert client.get(ONE, headers={"Authorization": header}).status_code == 403


def test_licenses_are_listed_and_read_in_each_language(client: FlaskClient) -> None:
    listed = client.get("/api/v1/licenses").json["licenses"]
    assert [one["id"] for one in listed] == ["cpt-2026", "sample-disclaimer"]
    assert "text" not in listed[0]
    russian = client.get("/api/v1/licenses/sample-disclaimer?language=ru").json
    assert (russian["language"], russian["authoritative"]) == ("ru", "en")
    assert "Клинич" in russian["text"]
    assert client.get("/api/v1/licenses/nothing").status_code == 404
    assert client.get("/api/v1/licenses/sample-disclaimer?language=fr").status_code == 400


@pytest.mark.parametrize(
    ("path", "slug"),
    [("/api/v1/policies/NOPE-1", "unknown-policy"), ("/api/v1/licenses/nope", "unknown-license")],
)
def test_what_is_not_there_is_named(client: FlaskClient, path: str, slug: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json["type"].endswith(slug)


def test_public_answers_can_be_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/policies")
    again = client.get("/api/v1/policies", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Authorization" in again.vary


def test_answers_are_what_the_document_says(client: FlaskClient) -> None:
    both = bearer(token(client, "cpt-2026", headers=bearer(token(client))))
    for schema, path in (
        (schemas.Policies, "/api/v1/policies"),
        (schemas.Policies, f"/api/v1/policies?q={BODY}"),
        (schemas.Policy, ONE),
        (schemas.Policy, f"{ONE}?version=3"),
        (schemas.Policy, f"/api/v1/policies/{BOTH}"),
        (schemas.Licenses, "/api/v1/licenses"),
        (schemas.LicenseText, "/api/v1/licenses/cpt-2026"),
    ):
        answer = client.get(path, headers=both)
        assert answer.status_code == 200
        assert schema().validate(answer.json) == {}
    accepted = client.post(ACCEPT, json={"version": 1, "accepted": True}).json
    declined = client.post(ACCEPT, json={"version": 1, "accepted": False}).json
    assert schemas.Token().validate(accepted) == schemas.Token().validate(declined) == {}
    for problem in (
        client.get(ONE).json,
        client.post(ACCEPT, json={"version": 9, "accepted": True}).json,
    ):
        assert schemas.LicenseProblem(unknown="include").validate(problem) == {}
