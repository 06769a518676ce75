"""Cursors: where a page ended, as an opaque signed string that only its own question accepts."""

import base64
import binascii
import hashlib
import hmac
from datetime import date

import msgspec

from directory.search.request import After, SearchRequest

_SIGNATURE = 16
_ANY_DAY = date(2000, 1, 1)
MAX_CURSOR = 2000


class BadCursor(Exception):
    """The string is no cursor that this service gave, or was changed on the way."""


class _Body(msgspec.Struct, frozen=True, array_like=True):
    after: After
    question: bytes
    as_of: date


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """What a cursor says: the place to go on from, its question's hash, and that question's day."""

    after: After
    question: bytes
    as_of: date


def question_hash(request: SearchRequest) -> bytes:
    """Eight bytes that differ between questions; page size, facets, day and cursor do not count.

    The day is kept in the cursor itself, so that pages asked for on both sides of midnight agree.
    Of `verified_since` it is the distance from the day that counts.
    """
    since = request.verified_since
    bare = msgspec.structs.replace(
        request,
        limit=1,
        after=None,
        facets=(),
        as_of=_ANY_DAY,
        verified_since=None if since is None else _ANY_DAY - (request.as_of - since),
    )
    return hashlib.sha256(msgspec.json.encode(bare)).digest()[:8]


def seal(after: After, request: SearchRequest, key: bytes) -> str:
    """The cursor for the page after `after`: URL-safe, signed with HMAC-SHA256 (RFC 2104)."""
    body = msgspec.msgpack.encode(_Body(after, question_hash(request), request.as_of))
    return base64.urlsafe_b64encode(_sign(body, key) + body).decode().rstrip("=")


def unseal(text: str, key: bytes) -> Cursor:
    """Read a cursor back. Raises BadCursor for anything that `seal` did not make with this key."""
    if not text or len(text) > MAX_CURSOR:
        raise BadCursor
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadCursor from None
    # The last character has bits to spare: a cursor is only what `seal` wrote, to the letter.
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        raise BadCursor
    signature, body = raw[:_SIGNATURE], raw[_SIGNATURE:]
    if not hmac.compare_digest(signature, _sign(body, key)):
        raise BadCursor
    try:
        found = msgspec.msgpack.decode(body, type=_Body)
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise BadCursor from None
    return Cursor(after=found.after, question=found.question, as_of=found.as_of)


def _sign(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, b"cursor:" + body, hashlib.sha256).digest()[:_SIGNATURE]
