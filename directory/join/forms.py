"""Forms that only a person who saw them can send, once: a signed id with the time it was made."""

import hashlib
import hmac
import ipaddress
import re
import secrets
from datetime import UTC, datetime, timedelta

import msgspec

SHORTEST = timedelta(seconds=3)
"""Nobody reads and fills in a form faster; programs do."""
LONGEST = timedelta(hours=12)
LIMITS = {1: 10, 24: 40}
"""Reports from one neighborhood of addresses, by hours: an office behind one address gets along."""
_TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9]{1,12})\.([0-9a-f]{64})")


class Form(msgspec.Struct, frozen=True):
    """A form that was handed out: its id, and when."""

    id: str
    made: datetime


def hand_out(secret: bytes, subject: str, now: datetime) -> str:
    """The token of a new form about `subject`; it is good for that subject only."""
    body = f"{secrets.token_hex(16)}.{int(now.timestamp())}"
    return f"{body}.{_signature(secret, subject, body)}"


def take_back(secret: bytes, subject: str, token: str) -> Form | None:
    """The form of a token; None where it was not handed out for this subject."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    body = f"{match[1]}.{match[2]}"
    if not hmac.compare_digest(_signature(secret, subject, body), match[3]):
        return None
    made = datetime.fromtimestamp(int(match[2]), tz=UTC)
    return Form(match[1], made)


def origin_of(secret: bytes, address: str, now: datetime) -> str:
    """A keyed hash of the neighborhood of an address (IPv4 /24, IPv6 /48), another one each day.

    It tells that two reports of a day came from one neighborhood, and nothing else.
    """
    try:
        parsed = ipaddress.ip_address(address)
        prefix = 24 if parsed.version == 4 else 48
        near = str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))
    except ValueError:
        near = "unknown"
    said = f"origin|{now.date().isoformat()}|{near}"
    return hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()[:32]


def _signature(secret: bytes, subject: str, body: str) -> str:
    return hmac.new(secret, f"form|{subject}|{body}".encode(), hashlib.sha256).hexdigest()
