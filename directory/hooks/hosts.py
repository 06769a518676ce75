"""Which hosts are ours: the base domain, what stands before it, and loopback in development."""

import ipaddress
import re

from directory.config import Config

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}))(?::[0-9]{1,5})?")


def host_name(header: str) -> str | None:
    """The host of a Host header without its port, lower case; None where it is malformed."""
    match = _HOST.fullmatch(header)
    return match.group(1).strip("[]").rstrip(".").lower() if match else None


def is_ours(header: str, config: Config) -> bool:
    """Whether this service answers for the host that a Host header names."""
    host = host_name(header)
    if host is None:
        return False
    if host == config.base_domain or host.endswith("." + config.base_domain):
        return True
    return not config.production and _loopback(host)


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
