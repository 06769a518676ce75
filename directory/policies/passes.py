"""What a browser or a program carries: a signed pass, and signed tokens of forms; pure."""

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from typing import Literal

import msgspec

LONGEST = 1500
_MAC = 32
FORM_SECONDS = 12 * 3600
"""How long a form may lie open in a tab."""

Carrier = Literal["cookie", "token", "staff"]
"""What shows who asks: a browser's cookie, a program's token, or the login of staff."""


class Pass(msgspec.Struct, frozen=True, array_like=True):
    """Whose pass it is (a random id), when it was given, and the license versions accepted.

    It proves nothing by itself: the record must say the same.
    """

    subject: str
    issued: int
    accepted: dict[str, int]


class Signer:
    """Signs passes and forms for one host; what another host or key signed is worth nothing."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def seal(self, held: Pass, carrier: Carrier, host: str) -> str:
        """A pass as URL-safe text."""
        body = msgspec.msgpack.encode(held)
        return _text(self._mac(body, carrier, host) + body)

    def unseal(self, text: str, carrier: Carrier, host: str) -> Pass | None:
        """The pass in a text; None for whatever `seal` did not make for this carrier and host."""
        raw = _bytes(text)
        if raw is None or len(raw) <= _MAC:
            return None
        mac, body = raw[:_MAC], raw[_MAC:]
        if not hmac.compare_digest(mac, self._mac(body, carrier, host)):
            return None
        try:
            return msgspec.msgpack.decode(body, type=Pass)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    def form_token(self, subject: str, host: str, now: datetime) -> str:
        """A token for a form that only this subject can send, for FORM_SECONDS."""
        ends = (int(now.timestamp()) + FORM_SECONDS).to_bytes(8, "big")
        return _text(ends + self._form_mac(subject, host, ends))

    def is_form_token(self, text: str, subject: str, host: str, now: datetime) -> bool:
        """Whether a form was given by us to this subject and is not too old."""
        raw = _bytes(text)
        if raw is None or len(raw) != 8 + _MAC:
            return False
        ends, mac = raw[:8], raw[8:]
        fresh = 0 <= int.from_bytes(ends, "big") - now.timestamp() <= FORM_SECONDS
        return hmac.compare_digest(mac, self._form_mac(subject, host, ends)) and fresh

    def _form_mac(self, subject: str, host: str, ends: bytes) -> bytes:
        return self._mac(ends + subject.encode(), "form", host)

    def _mac(self, body: bytes, purpose: str, host: str) -> bytes:
        """HMAC-SHA256 (RFC 2104) over purpose, host and body, each of unmistakable length."""
        said = f"license:{purpose}:{len(host)}:{host}:".encode()
        return hmac.new(self._secret, said + body, hashlib.sha256).digest()


def new_subject() -> str:
    """A random id that says nothing about anyone."""
    return secrets.token_hex(16)


def given(held: Pass) -> datetime:
    """When a pass was given."""
    return datetime.fromtimestamp(held.issued, UTC)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes | None:
    if not text or len(text) > LONGEST or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    # Of several spellings of the same bytes only our own is taken.
    return raw if _text(raw) == text else None
