"""Passwords and codes: how they are kept, checked, and what is asked of a new one."""

import base64
import hashlib
import hmac
import re
import unicodedata
from datetime import datetime

import pyotp
from argon2 import PasswordHasher, profiles
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST, LONGEST = 12, 200
_TRIED_FIRST = re.compile(
    "passwor[dt]|passw0rd|welcome|letmein|qwert[yz](?:uiop)?|asdf(?:gh(?:jkl)?)?|zxcvbnm?|admin(?:istrator)?"
    "|login|secret|changeme|iloveyou|dragon|monkey|football|baseball|sunshine|princess|master|shadow"
    "|spring|summer|autumn|winter|abc(?:def)?|directory|provider|doctor|health|staff"
)
_RUN = "0123456789" * 3
_STEP_SECONDS = 30
_hasher = PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)
_NOBODYS = _hasher.hash("the password of nobody")
"""Checked where no such login is, so that an answer takes as long as for one that is."""


def hashed(password: str) -> str:
    """A password as it is kept: Argon2id with the parameters of RFC 9106, section 4."""
    return _hasher.hash(_as_typed(password))


def is_password(kept: str, given: str) -> bool:
    """Whether a password is the one that was kept; an empty `kept` takes as long and is never."""
    try:
        _hasher.verify(kept or _NOBODYS, _as_typed(given[:LONGEST]))
    except (Argon2Error, InvalidHashError):
        return False
    return bool(kept)


def _as_typed(password: str) -> str:
    """The same bytes whichever keyboard typed it (NIST SP 800-63B, section 3.1.1.2: NFKC)."""
    return unicodedata.normalize("NFKC", password)


def is_dated(kept: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(kept)


def fault_of(password: str, login: str) -> str:
    """What is wrong with a new password, for a person to read; empty where nothing is.

    Length counts, not signs (NIST SP 800-63B, section 3.1.1.2).
    """
    if len(password) < SHORTEST:
        return f"It has {len(password)} characters: use at least {SHORTEST}, a sentence will do."
    if len(password) > LONGEST:
        return f"It has {len(password)} characters: use at most {LONGEST}."
    if login.lower() in password.lower():
        return "It holds your login: choose one that does not."
    if len(set(password)) < 5:
        return "It repeats few characters: choose one with more of them."
    if _is_tried_first(password):
        return "It is made of what everybody tries first: choose words of your own."
    return ""


def _is_tried_first(password: str) -> bool:
    """Whether next to nothing is left of a password without its commonest parts.

    A list of leaked passwords is for much shorter ones: few of twelve characters are without these.
    """
    plain, found = _TRIED_FIRST.subn("", password.casefold())
    letters = [character for character in plain if character.isalpha()]
    digits = "".join(character for character in plain if character.isdigit())
    return len(letters) < 4 and (found > 0 or digits in _RUN or digits in _RUN[::-1])


def code_secret(secret: bytes, staff_id: str, number: int) -> str:
    """The secret of somebody's second factor number `number` (RFC 6238), base 32.

    It is derived from the service's key and kept nowhere: a stolen database holds no second factor.
    """
    said = f"totp|{staff_id}|{number}".encode()
    return base64.b32encode(hmac.new(secret, said, hashlib.sha256).digest()[:20]).decode()


def code_proof(secret: bytes, session: str, number: int) -> str:
    """What the page that shows second factor `number` carries: this session was let to see it."""
    said = f"code-proof|{session}|{number}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()


def code_step(secret: str, code: str, now: datetime) -> int | None:
    """The time step that a code belongs to, of this and its two neighbors; None for a wrong one."""
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    made = pyotp.TOTP(secret)
    step = int(now.timestamp()) // _STEP_SECONDS
    for near in (step, step - 1, step + 1):
        if hmac.compare_digest(made.at(near * _STEP_SECONDS), digits):
            return near
    return None


def code_address(secret: str, login: str, service: str) -> str:
    """What the QR code of a second factor holds: an `otpauth:` address."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=service)
