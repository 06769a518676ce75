"""Brute force: who may try to log in now, and who must wait; the same for logins that are none."""

import hashlib
import hmac
import math
from typing import Literal

from directory.hooks.login import network, now
from directory.hooks.services import services
from directory.store.staff import plain_login
from directory.store.staff_tries import Growing, Leaking, Limit, attempt, forget, give_back

OF_ONE = Growing(free=5)
OF_NETWORK = Leaking(free=100)
"""A whole call center shares one network; many logins tried once each count here."""
Kind = Literal["password", "code"]
"""What is tried. A right password is no reason to forget wrong codes, so they count apart."""


def seconds_to_wait(kind: Kind, who: str) -> int:
    """0 where `who`, a login or the id of an account, may try now; else how long they must wait.

    Ask before looking at what was given: the try counts as failed until `succeeded` is called.
    """
    return _seconds({_mark(kind, plain_login(who)): OF_ONE, _network(): OF_NETWORK})


def succeeded(kind: Kind, who: str) -> None:
    """The try that was counted was none: forget all failures of one, and this of the network."""
    forget_failures(kind, who)
    not_failed()


def forget_failures(kind: Kind, who: str) -> None:
    """Begin anew for one."""
    forget(services().store, _mark(kind, plain_login(who)))


def seconds_for_network() -> int:
    """As `seconds_to_wait`, where nobody says who they are."""
    return _seconds({_network(): OF_NETWORK})


def not_failed() -> None:
    """The try that was counted for the network was none."""
    give_back(services().store, _network())


def _seconds(limits: dict[str, Limit]) -> int:
    until = attempt(services().store, limits, now())
    return math.ceil((until - now()).total_seconds()) if until else 0


def _network() -> str:
    return _mark("network", network())


def _mark(kind: str, what: str) -> str:
    """A keyed hash: the table tells nobody which logins or networks were tried."""
    said = f"try|{kind}|{what}".encode("utf-8", "replace")
    return hmac.new(services().secret, said, hashlib.sha256).hexdigest()
