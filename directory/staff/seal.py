"""What an agent saw comes back sealed with the form, so that just that is filed; pure."""

import base64
import binascii
import hashlib
import hmac
import re
import secrets

import msgspec

from directory.staff.verdict import Shown

LONGEST = 400_000
_SIGN = re.compile(r"[\s–—./-]+")


def new_form() -> str:
    """The id of a form: what is sent twice under it counts once."""
    return secrets.token_hex(16)


def pack(shown: Shown) -> str:
    """A panel as text for a hidden field."""
    return base64.urlsafe_b64encode(msgspec.json.encode(shown)).decode()


def seal(secret: bytes, staff_id: str, form: str, packed: str) -> str:
    """A seal that holds for this person, this form and this panel."""
    said = f"answer|{staff_id}|{form}|{packed}".encode("utf-8", "replace")
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def unpack(secret: bytes, staff_id: str, form: str, packed: str, sealed: str) -> Shown | None:
    """The panel that was sealed; None for anything that was not shown to this person."""
    if len(packed) > LONGEST or not re.fullmatch(r"[0-9a-f]{32}", form):
        return None
    right = seal(secret, staff_id, form, packed)
    if not hmac.compare_digest(right.encode(), sealed.encode("utf-8", "replace")):
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(packed), type=Shown)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        return None


def member_hash(secret: bytes, member: str) -> str:
    """A member's number as the record keeps it: a keyed hash, the same for every way to type it.

    Blanks, hyphens, dots and case do not matter. Nothing stays nothing.
    """
    plain = _SIGN.sub("", member).upper()
    if not plain:
        return ""
    said = f"member|{plain}".encode("utf-8", "replace")
    return hmac.new(secret, said, hashlib.sha256).hexdigest()
