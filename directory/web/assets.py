"""What browsers load beside a page: read once, compressed once, and kept by browsers for a year."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

import msgspec
from flask import Blueprint, Response, request

from directory.errors import NotFound

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300"

assets = Blueprint("assets", __name__)


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """One file; `version` changes with its content."""

    body: bytes
    packed: bytes
    version: str
    content_type: str


@cache
def load() -> dict[str, Asset]:
    """All files by name."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        body = path.read_bytes()
        found[path.name] = Asset(
            body=body,
            packed=gzip.compress(body, 9, mtime=0),
            version=hashlib.sha256(body).hexdigest()[:10],
            content_type=TYPES[path.suffix],
        )
    return found


def asset_url(name: str) -> str:
    """The address of a file, with its version."""
    return f"/static/{name}?v={load()[name].version}"


@assets.get("/static/<name>")
def static(name: str) -> Response:
    """One file."""
    found = load().get(name)
    if found is None:
        raise NotFound
    response = Response(found.body, content_type=found.content_type)
    if request.accept_encodings["gzip"] > 0:
        response.set_data(found.packed)
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(found.version, weak=True)
    response.headers["Cache-Control"] = (
        FOR_EVER if request.args.get("v") == found.version else FOR_NOW
    )
    response.make_conditional(request)
    return response
