"""Where somebody may be sent after logging in: a page of the console, never elsewhere; pure."""

import re

HOME = "/staff"
LONGEST = 2000
_TARGET = re.compile(r"/staff(?:/[A-Za-z0-9][A-Za-z0-9-]*)*(?:\?[A-Za-z0-9._~!$'()*,;:@/?&=+%-]*)?")
_NOT_AGAIN = ("/staff/login", "/staff/logout", "/staff/welcome")


def safe_next(given: str) -> str:
    """A path of the console with its query where `given` is exactly one; else the console.

    Not mended, only accepted or refused: letters, digits and hyphens between single slashes, so
    that no spelling of another host fits.
    """
    if len(given) > LONGEST or not _TARGET.fullmatch(given):
        return HOME
    return HOME if given.startswith(_NOT_AGAIN) else given
