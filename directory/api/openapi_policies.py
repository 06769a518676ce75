"""The part of the OpenAPI document about clinical policies and their licenses."""

from typing import Any

from directory import errors
from directory.api import schemas_policies as answers
from directory.params import policies as params

NUMBER = {
    "name": "number",
    "in": "path",
    "required": True,
    "description": "Number of a policy, in any case.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,40}$", "examples": ["DME-101"]},
}
LICENSE = {
    "name": "license",
    "in": "path",
    "required": True,
    "description": "License id.",
    "schema": {
        "type": "string",
        "pattern": f"^{params.LICENSE_ID}$",
        "examples": ["sample-disclaimer"],
    },
}
GATE = (errors.StoreUnavailable, errors.LicenseNotReady, errors.Unavailable, errors.NotLoaded)
SECURITY = {"license": {"type": "http", "scheme": "bearer", "description": "Given on acceptance."}}

# Path, method, name, summary, query, answer, status of success, failures, path parameters.
OPERATIONS: tuple[tuple[str, str, str, str, Any, Any, str, Any, Any], ...] = (
    ("/api/v1/policies", "get", "searchPolicies", "Search clinical policies.",
     params.PoliciesParams, answers.Policies, "200",
     (errors.ExpiredCursor, errors.Unavailable, errors.NotLoaded), ()),
    ("/api/v1/policies/{number}", "get", "getPolicy", "One policy, whole; needs its licenses.",
     params.PolicyParams, answers.Policy, "200",
     (errors.LicenseRequired, errors.UnknownPolicy, *GATE), (NUMBER,)),
    ("/api/v1/licenses", "get", "listLicenses", "Licenses in force.", params.NoParams,
     answers.Licenses, "200", (), ()),
    ("/api/v1/licenses/{license}", "get", "getLicense", "A license in force, with its text.",
     params.LicenseParams, answers.LicenseText, "200",
     (errors.UnknownLicense, errors.LicenseNotReady), (LICENSE,)),
    ("/api/v1/licenses/{license}/acceptances", "post", "decideOnLicense",
     "Accept or decline a license.", params.NoParams, answers.Token, "201",
     (errors.UnknownLicense, errors.OtherVersion, errors.ContentTooLarge, errors.ChangedLicense,
      errors.StoreUnavailable, errors.LicenseNotReady), (LICENSE,)),
)  # fmt: skip
LICENSED = frozenset(("searchPolicies", "getPolicy", "decideOnLicense"))
"""Operations to which a token may be sent."""

BODY = {
    "required": True,
    "content": {
        "application/json": {
            "schema": params.DecisionBody,
            "example": {"version": 1, "accepted": True, "language": "en"},
        }
    },
}


def about_licenses(status: str, name: str) -> Any:
    """The schema of a problem that says which license; None for the ordinary one."""
    told = {("getPolicy", "403"), ("decideOnLicense", "409")}
    return answers.LicenseProblem if (name, status) in told else None
