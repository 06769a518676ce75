"""What the policies are asked with: the search, versions to compare, and decisions on licenses."""

import hashlib
import hmac
import re
from datetime import date
from typing import Any

import msgspec
from flask import Request
from marshmallow import ValidationError

from directory.errors import ContentTooLarge, Fault, InvalidParameters, fault
from directory.model.policy import PolicyStatus
from directory.params.load import check, read
from directory.params.policies import DecisionBody, PoliciesParams, PolicyParams
from directory.params.raw import Raw, parse
from directory.search.engine import CursorExpired
from directory.specialties.catalog import Catalog

LONGEST_BODY = 4096
_CURSOR = re.compile(r"([0-9]{1,6})-([0-9a-f]{16})-([0-9a-f]{32})")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A search for policies; `skip` is how many were shown on the pages before."""

    words: str = ""
    code: str | None = None
    specialty: str | None = None
    status: PolicyStatus | None = None
    changed_since: date | None = None
    limit: int = 50
    skip: int = 0


class DecisionAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of a decision sent by a program."""

    version: int
    accepted: bool
    language: str = "en"


def read_search(raw: Raw, catalog: Catalog, generation: str, key: bytes) -> Asked:
    """A search, out of clean parameters. Raises InvalidParameters, CursorExpired."""
    values, faults = check(PoliciesParams, raw)
    specialty = values.get("specialty")
    if specialty is not None and catalog.get(specialty) is None:
        near = [match.specialty.id for match in catalog.suggest(specialty, limit=5)]
        faults.append(fault("specialty", specialty, "is not a specialty id of the catalog", near))
    if faults:
        raise InvalidParameters(faults=faults)
    cursor = values.pop("cursor", None)
    asked = Asked(words=values.pop("q", ""), **values)
    return asked if cursor is None else _at(asked, cursor, generation, key)


def following(asked: Asked, total: int, generation: str, key: bytes) -> str | None:
    """The cursor of the page after this one; None on the last."""
    skip = asked.skip + asked.limit
    if skip >= total:
        return None
    return _seal(asked, skip, generation, key)


def read_version(query: str) -> int | None:
    """The version of a policy that is asked for. Raises InvalidParameters."""
    found: int | None = read(PolicyParams, query).get("version")
    return found


def read_comparison(query: str, versions: tuple[int, ...]) -> tuple[int, int]:
    """Which two versions to compare, older first; without words the two newest."""
    raw, faults = parse(query)
    for name in raw.keys() - {"from", "to", "lang", "text"}:
        faults.append(fault(name, raw[name][0], "is not a parameter here", ("from", "to")))
    known = {str(version): version for version in versions}
    defaults = {"to": versions[0], "from": versions[1] if len(versions) > 1 else versions[0]}
    found = {}
    for name, default in defaults.items():
        text = raw.get(name, [str(default)])[0]
        if text not in known:
            faults.append(fault(name, text, "is not a version of this policy", sorted(known)))
        found[name] = known.get(text, default)
    if faults:
        raise InvalidParameters(faults=faults)
    return min(found.values()), max(found.values())


def read_decision(request: Request) -> DecisionAsked:
    """A decision sent as JSON. Raises InvalidParameters naming every fault, ContentTooLarge."""
    if request.mimetype != "application/json":
        message = "must be application/json"
        raise InvalidParameters(faults=[fault("Content-Type", request.mimetype or None, message)])
    if (request.content_length or 0) > LONGEST_BODY:
        raise ContentTooLarge
    try:
        data = msgspec.json.decode(request.get_data(cache=False))
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise InvalidParameters(faults=[fault("body", None, "is not valid JSON")]) from None
    if not isinstance(data, dict):
        raise InvalidParameters(faults=[fault("body", None, "must be a JSON object")])
    try:
        values = DecisionBody().load(data)
    except ValidationError as error:
        raise InvalidParameters(faults=_faults(error, data)) from None
    return DecisionAsked(**values)


def _faults(error: ValidationError, data: dict[str, Any]) -> list[Fault]:
    messages = error.messages if isinstance(error.messages, dict) else {}
    found = []
    for name, said in messages.items():
        given = data.get(name)
        shown = None if given is None else msgspec.json.encode(given).decode()
        found.append(fault(str(name), shown, " ".join(map(str, said))))
    return found


def _seal(asked: Asked, skip: int, generation: str, key: bytes) -> str:
    stamp = hashlib.sha256(generation.encode()).hexdigest()[:16]
    bare = msgspec.structs.replace(asked, skip=skip, limit=1)
    said = msgspec.json.encode(("policies", bare, stamp))
    return f"{skip}-{stamp}-{hmac.new(key, said, hashlib.sha256).hexdigest()[:32]}"


def _at(asked: Asked, cursor: str, generation: str, key: bytes) -> Asked:
    match = _CURSOR.fullmatch(cursor)
    if match:
        skip = int(match[1])
        stamp = hashlib.sha256(generation.encode()).hexdigest()[:16]
        if match[2] != stamp:
            raise CursorExpired
        if hmac.compare_digest(cursor, _seal(asked, skip, generation, key)):
            return msgspec.structs.replace(asked, skip=skip)
    message = "is not a cursor that this question was given"
    raise InvalidParameters(faults=[fault("cursor", cursor, message)])
