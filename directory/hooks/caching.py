"""Answers that a client may keep: an ETag made of the generation and the question."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from flask import Response, request

PRIVATE = "private, max-age=60"
"""Searches tell of someone's health: shared caches keep none of them."""

PUBLIC = "public, max-age=300"


@cache
def _program() -> bytes:
    """A hash of the sources: another version of the program may answer the same otherwise."""
    digest = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html", ".txt", ".tsv"):
            digest.update(path.read_bytes())
    return digest.digest()


def cached(
    make: Callable[[], bytes],
    *question: object,
    control: str = PRIVATE,
    content_type: str = "application/json",
) -> Response:
    """The bytes that `make` gives, or 304 where the asker has them already.

    `question` is everything that the answer depends on, the generation first. The tag is weak:
    compression may change the bytes.
    """
    tag = hashlib.sha256(_program() + msgspec.json.encode(question)).hexdigest()[:24]
    if request.if_none_match.contains_weak(tag):
        response = Response(status=304)
    else:
        response = Response(make(), content_type=content_type)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = control
    return response
