"""Policies and licenses for programs, under /api/v1."""

import msgspec
from flask import Blueprint, Response, request

from directory.errors import UnknownLicense, UnknownPolicy
from directory.hooks.caching import cached
from directory.hooks.services import services
from directory.params.common import NoParams
from directory.params.load import read
from directory.params.policies import LicenseParams
from directory.params.raw import parse
from directory.policies import access
from directory.policies.gate import LIFE, Visitor
from directory.policies.licenses import License
from directory.policies.needs import needed_by_all
from directory.policies.open_pages import OPEN, find
from directory.policies.params import (
    following,
    read_decision,
    read_search,
    read_version,
)
from directory.policies.render import (
    license_json,
    list_json,
    other_version,
    policy_json,
    refusal,
)
from directory.search.policybook import PolicyBook
from directory.specialties.catalog import catalog
from directory.errors import InvalidParameters, LicenseNotReady

room = Blueprint("policies_api", __name__, url_prefix="/api/v1")
JSON = "application/json"
