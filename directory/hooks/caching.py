"""Answers that a client may keep: an ETag of program, settings, generation and question."""

import hashlib
import hmac
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec
from flask import Response, request

from directory.hooks.services import services

PRIVATE = "private, max-age=60"
"""Searches tell of someone's health: shared caches keep none of them."""

PUBLIC = "public, max-age=300"


@cache
def _program() -> bytes:
    """A hash of the sources: another version of the program may answer the same otherwise."""
    digest = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html", ".txt", ".tsv", ".json", ".gz", ".mo"):
            digest.update(path.read_bytes())
    return digest.digest()


def cached(
    make: Callable[[], bytes],
    *question: object,
    control: str = PRIVATE,
    content_type: str = "application/json",
) -> Response:
    """The bytes that `make` gives, or 304 where the asker has them already.

    `question` is everything that the answer depends on, the generation first, besides program and
    settings. The tag is weak: compression may change the bytes. Nobody learns the question from
    it: the key that signs cursors, which answers hold, takes part.
    """
    of = services()
    said = msgspec.json.encode((of.config.base_domain, question))
    tag = hmac.new(of.secret, b"etag:" + _program() + said, hashlib.sha256).hexdigest()[:24]
    if request.if_none_match.contains_weak(tag):
        # The type is not sent, but hooks look at it: what caches need is the same as of the answer.
        response = Response(status=304, content_type=content_type)
    else:
        response = Response(make(), content_type=content_type)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = control
    return response
