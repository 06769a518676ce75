"""Where a reader may be sent after a decision: a page behind the gate, or the list of policies."""

import re
from urllib.parse import quote, unquote_to_bytes

LIST = "/policies"
LONGEST = 2000
_PATH = re.compile(
    r"/policies/[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?"
    r"(?:/print|/pdf|/changes|/versions/[1-9][0-9]{0,5})?"
)
_QUERY = re.compile(r"(?:[A-Za-z0-9._~!$'()*,;:@/?&=+-]|%[0-9A-Fa-f]{2})*")
_DOTS = re.compile(r"\.\.|\.\Z")


def safe_next(given: str) -> str:
    """A path with its query where `given` is exactly one behind the gate; else the list.

    Not mended, only accepted or refused: the path is letters, digits, dots and hyphens in a known
    shape, without any percent sign; the query is plain or percent-encoded, and neither as written
    nor decoded once or twice does it hold a control character, a backslash, `//` or a colon.
    """
    path, mark, query = given.partition("?")
    if len(given) > LONGEST or not _PATH.fullmatch(path) or _DOTS.search(path):
        return LIST
    if mark and not _is_plain(query):
        return LIST
    return given


def policy_of(target: str) -> str | None:
    """The policy number in what `safe_next` gave; None for the list."""
    parts = target.partition("?")[0].split("/")
    return parts[2] if len(parts) > 2 else None


def license_page(target: str) -> str:
    """The address of the license page that leads back to `target`."""
    back = safe_next(target)
    return "/license" if back == LIST else "/license?next=" + quote(back, safe="/")


def _is_plain(query: str) -> bool:
    if not _QUERY.fullmatch(query):
        return False
    text = query
    for _ in range(3):
        if re.search(r"[\x00-\x1f\x7f-\x9f\\:]|//", text):
            return False
        try:
            text = unquote_to_bytes(text).decode("utf-8")
        except UnicodeDecodeError:
            return False
    return True
