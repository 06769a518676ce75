"""Plan-Net resources of several files are resolved together into providers and plans."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.model.plan import Plan
from indexer.faults import UnusableInput
from indexer.files import InputFile
from indexer.items import Fragment, RawResource, Refused, Taken
from indexer.sources import plan_net
from indexer.sources.plan_net_resolve import resolve
from indexer.stage import Stage
from tests.indexer.conftest import CHEN, CLINIC

_EXTENSION = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/"
_NPI = "http://hl7.org/fhir/sid/us-npi"
_NUCC = "http://nucc.org/provider-taxonomy"


def _concept(code: str, system: str = "") -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _accepting(code: str, network: str = "") -> dict[str, Any]:
    parts = [{"url": "acceptingPatients", "valueCodeableConcept": _concept(code)}]
    if network:
        parts.append({"url": "fromNetwork", "valueReference": {"reference": network}})
    return {"url": _EXTENSION + "newpatients", "extension": parts}


def _network(reference: str) -> dict[str, Any]:
    return {"url": _EXTENSION + "network-reference", "valueReference": {"reference": reference}}


PRACTITIONER = {
    "resourceType": "Practitioner",
    "id": "p1",
    "identifier": [{"system": _NPI, "value": CHEN}],
    "name": [{"family": "Chen", "given": ["Serena"], "suffix": ["MD", "Jr"]}],
    "gender": "female",
    "communication": [{"coding": [{"code": "zh"}]}],
}
LOCATION = {
    "resourceType": "Location",
    "id": "l1",
    "address": {"line": ["412 Larkspur St"], "city": "New York", "state": "NY",
                "postalCode": "10001", "country": "USA"},
    "position": {"latitude": 40.75, "longitude": -73.99},
    "telecom": [{"system": "phone", "value": "212-555-0101"}],
    "extension": [
        {"url": _EXTENSION + "accessibility", "valueCodeableConcept": _concept("adacomp")}
    ],
}  # fmt: skip
NETWORK = {
    "resourceType": "Organization",
    "id": "n1",
    "type": [_concept("ntwk")],
    "name": "Broad Network",
}
PLAN = {
    "resourceType": "InsurancePlan",
    "id": "x",
    "identifier": [{"value": "H9901-001-000"}],
    "name": "Basic",
    "network": [{"reference": "Organization/n1"}],
}
ROLE = {
    "resourceType": "PractitionerRole",
    "id": "r1",
    "active": True,
    "practitioner": {"reference": "Practitioner/p1"},
    "location": [{"reference": "Location/l1"}],
    "specialty": [_concept("207RC0000X", _NUCC)],
    "extension": [_network("Organization/n1"), _accepting("existptonly")],
    "period": {"start": "2026-01-01"},
}
CLINIC_BODY = {
    "resourceType": "Organization",
    "id": "o1",
    "type": [_concept("prvgrp")],
    "name": "OWL CLINIC",
    "identifier": [{"system": "http://terminology.hl7.org/NamingSystem/npi", "value": CLINIC}],
}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path / "stage.sqlite")


@pytest.fixture
def resolved(tmp_path: Path, stage: Stage) -> Callable[..., list[Taken | Refused]]:
    """Resolve resources written to one NDJSON file."""

    def run(*resources: dict[str, Any]) -> list[Taken | Refused]:
        path = tmp_path / "all.ndjson"
        path.write_text("".join(json.dumps(one) + "\n" for one in resources))
        with stage.call():
            for item in plan_net.read(InputFile(path)):
                assert isinstance(item, RawResource)
                stage.add_resource(item)
            return [item for _, item in resolve(stage.resources)]

    return run


Resolved = Callable[..., list[Taken | Refused]]


def fragment(found: list[Taken | Refused], scope: str) -> Fragment:
    return next(
        one for item in found if isinstance(item, Taken) for one in item.fragments
        if one.scope == scope
    )  # fmt: skip


def test_role_reaches_plans_through_its_network(resolved: Resolved) -> None:
    found = resolved(ROLE, PRACTITIONER, LOCATION, NETWORK, PLAN)
    (office,) = fragment(found, "PractitionerRole/r1").offices
    assert [(one.plan, one.network) for one in office.participations] == [("H9901-001-000", "n1")]
    assert (office.accepting, office.coordinates) == ("existing", (40.75, -73.99))
    assert office.accessibility == ("adacomp",)


def test_practitioner_has_name_languages_and_credentials(resolved: Resolved) -> None:
    found = fragment(resolved(PRACTITIONER, ROLE, LOCATION, NETWORK), "Practitioner/p1")
    assert found.name is not None
    assert (found.name.full, found.name.credential) == ("Serena Chen Jr.", "MD")
    assert found.languages == ("zh",)


def test_network_without_plan_is_a_plan_itself(resolved: Resolved) -> None:
    found = resolved(ROLE, PRACTITIONER, LOCATION, NETWORK)
    (office,) = fragment(found, "PractitionerRole/r1").offices
    assert [one.plan for one in office.participations] == ["n1"]
    plans = [
        row.what for item in found if isinstance(item, Taken) for row in item.book
        if isinstance(row.what, Plan)
    ]  # fmt: skip
    assert [(plan.id, plan.name, plan.id_type) for plan in plans] == [
        ("n1", "Broad Network", "NETWORK")
    ]


def test_flag_of_one_network_stays_with_it(resolved: Resolved) -> None:
    role = {
        **ROLE,
        "extension": [
            _network("Organization/n1"),
            _network("Organization/n2"),
            _accepting("newpt", "Organization/n1"),
            _accepting("nopt", "Organization/n2"),
        ],
    }
    found = resolved(role, PRACTITIONER, LOCATION, NETWORK, {**NETWORK, "id": "n2"})
    (office,) = fragment(found, "PractitionerRole/r1").offices
    assert office.accepting == "unknown"
    assert [(one.network, one.accepting) for one in office.participations] == [
        ("n1", "yes"), ("n2", "no"),
    ]  # fmt: skip


def test_virtual_service_means_telehealth(resolved: Resolved) -> None:
    service = {
        "resourceType": "HealthcareService",
        "id": "s1",
        "extension": [{
            "url": _EXTENSION + "delivery-method",
            "extension": [{"url": "type", "valueCodeableConcept": _concept("virtual")}],
        }],
    }  # fmt: skip
    role = {**ROLE, "healthcareService": [{"reference": "HealthcareService/s1"}]}
    found = resolved(role, PRACTITIONER, LOCATION, NETWORK, service)
    (office,) = fragment(found, "PractitionerRole/r1").offices
    assert office.telehealth is True


def test_inactive_role_makes_no_participation(resolved: Resolved) -> None:
    found = resolved({**ROLE, "active": False}, PRACTITIONER, LOCATION, NETWORK)
    (office,) = fragment(found, "PractitionerRole/r1").offices
    assert (office.past, office.participations, office.accepting) == (True, (), "unknown")


def test_dangling_reference_is_noted(resolved: Resolved) -> None:
    found = resolved(ROLE, PRACTITIONER, NETWORK)
    faults = [
        (fault.field, fault.value) for item in found if isinstance(item, Taken)
        for fault in item.faults
    ]  # fmt: skip
    assert ("location", "Location/l1") in faults


@pytest.mark.parametrize(
    ("resources", "field"),
    [
        ([{**PRACTITIONER, "identifier": []}], "identifier"),
        ([{**PRACTITIONER, "identifier": [{"system": _NPI, "value": "1234567892"}]}], "identifier"),
        ([{**PRACTITIONER, "name": []}], "name"),
        ([ROLE], "practitioner"),
        ([{**CLINIC_BODY, "identifier": [{"system": "urn:own", "value": 7}]}], "identifier"),
        ([{"resourceType": "OrganizationAffiliation", "id": "a"}], "participatingOrganization"),
    ],
)
def test_what_cannot_be_listed_is_refused_by_name(
    resolved: Resolved, resources: list[dict[str, Any]], field: str
) -> None:
    (item,) = resolved(*resources)
    assert isinstance(item, Refused)
    assert item.faults[0].field == field


def test_organization_has_offices_by_affiliation_and_management(resolved: Resolved) -> None:
    affiliation = {
        "resourceType": "OrganizationAffiliation",
        "id": "a1",
        "participatingOrganization": {"reference": "https://example.org/fhir/Organization/o1"},
        "network": [{"reference": "Organization/n1"}],
        "location": [{"reference": "Location/l1"}],
        "specialty": [_concept("207RC0000X", _NUCC)],
    }
    managed = {
        **LOCATION,
        "id": "l2",
        "managingOrganization": {"reference": "Organization/o1/_history/3"},
    }
    found = resolved(CLINIC_BODY, affiliation, LOCATION, managed, NETWORK)
    clinic = fragment(found, "Organization/o1")
    assert (clinic.npi, clinic.kind) == (CLINIC, "organization")
    assert [len(office.participations) for office in clinic.offices] == [1, 0]
    assert [held.code for held in clinic.specialties] == ["207RC0000X"]


def test_bundle_references_by_urn(tmp_path: Path, stage: Stage) -> None:
    bare = {key: value for key, value in PRACTITIONER.items() if key != "id"}
    role = {**ROLE, "practitioner": {"reference": "urn:uuid:1"}}
    bundle = {
        "resourceType": "Bundle",
        "entry": [
            {"fullUrl": "urn:uuid:1", "resource": bare},
            {"resource": role},
            {"resource": LOCATION},
            {"resource": NETWORK},
            {"response": {"status": "200"}},
        ],
    }
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle, indent=2))
    items = list(plan_net.read(InputFile(path)))
    assert isinstance(items[-1], Refused)
    with stage.call():
        for item in items[:-1]:
            assert isinstance(item, RawResource)
            stage.add_resource(item)
        found = [item for _, item in resolve(stage.resources)]
    assert fragment(found, "PractitionerRole/r1").npi == CHEN


def test_bundle_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_text('{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Loc')
    with pytest.raises(UnusableInput, match="cut short"):
        list(plan_net.read(InputFile(path)))


def test_ndjson_with_a_cut_last_line_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.ndjson"
    path.write_text(json.dumps(LOCATION) + "\n" + json.dumps(NETWORK)[:30])
    with pytest.raises(UnusableInput, match="last line is cut short"):
        list(plan_net.read(InputFile(path)))


def test_damaged_line_between_whole_ones_is_one_reject(tmp_path: Path) -> None:
    path = tmp_path / "bad.ndjson"
    path.write_text(json.dumps(LOCATION) + "\n{oops}\n" + json.dumps(NETWORK) + "\n")
    kinds = [type(item) for item in plan_net.read(InputFile(path))]
    assert kinds == [RawResource, Refused, RawResource]
