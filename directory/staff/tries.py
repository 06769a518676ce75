"""Brute force: who may try to log in now, and who must wait; the same for logins that are none."""

import hashlib
import hmac
import math

from directory.hooks.login import network, now
from directory.hooks.services import services
from directory.store.staff import plain_login
from directory.store.staff_tries import FREE, failed, forget, wait_until

FREE_OF_NETWORK = 100
"""A whole call center shares one network; many logins tried once each count here."""


def seconds_to_wait(login: str) -> int:
    """How long this login, or this network, must wait before it may try again; 0 for not."""
    store, at = services().store, now()
    waits = (
        wait_until(store, _login(login), at, FREE),
        wait_until(store, _network(), at, FREE_OF_NETWORK),
    )
    return max((math.ceil((until - at).total_seconds()) for until in waits if until), default=0)


def failed_as(login: str) -> None:
    """Count a failure of the login and of the network."""
    for who in (_login(login), _network()):
        failed(services().store, who, now())


def succeeded_as(login: str) -> None:
    """Forget the failures of a login."""
    forget(services().store, _login(login))


def _login(login: str) -> str:
    return _mark("login", plain_login(login))


def _network() -> str:
    return _mark("network", network())


def _mark(kind: str, what: str) -> str:
    """A keyed hash: the table tells nobody which logins or networks were tried."""
    said = f"try|{kind}|{what}".encode("utf-8", "replace")
    return hmac.new(services().secret, said, hashlib.sha256).hexdigest()
