"""Style and script of the console: read once, kept by browsers for a year under their hash."""

import gzip
import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, request

from directory.errors import NotFound

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
assets = Blueprint("staff_assets", __name__)


@cache
def _load() -> dict[str, tuple[bytes, bytes, str]]:
    """Content, the same compressed, and version by file name."""
    found = {}
    for path in sorted(FOLDER.iterdir()):
        body = path.read_bytes()
        packed = gzip.compress(body, 9, mtime=0)
        found[path.name] = (body, packed, hashlib.sha256(body).hexdigest()[:10])
    return found


def asset_url(name: str) -> str:
    """The address of a file, with its version."""
    return f"/static/staff/{name}?v={_load()[name][2]}"


@assets.get("/static/staff/<name>")
def static(name: str) -> Response:
    """One file; it holds nothing about anyone. Raises NotFound."""
    found = _load().get(name)
    if found is None:
        raise NotFound
    body, packed, version = found
    small = request.accept_encodings["gzip"] > 0
    response = Response(packed if small else body, content_type=TYPES[Path(name).suffix])
    if small:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(version, weak=True)
    fixed = request.args.get("v") == version
    seconds = 31_536_000 if fixed else 300
    response.headers["Cache-Control"] = f"public, max-age={seconds}" + (", immutable" * fixed)
    response.make_conditional(request)
    return response
