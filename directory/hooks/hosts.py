"""Which hosts are ours: the base domain, what stands before it, and loopback in development."""

import ipaddress
import re
from urllib.parse import urlsplit

from directory.config import Config

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^\[\]:]+))(?::([0-9]{1,5}))?")
LAST_PORT = 65_535


def host_name(header: str) -> str | None:
    """The host of a Host header without port and final dot, lower case; None where malformed.

    A name has labels of 1 to 63 letters, digits and inner hyphens, 253 characters in all (RFC
    1123); an address in brackets is IPv6 (RFC 3986).
    """
    match = _HOST.fullmatch(header)
    if match is None or int(match[3] or 0) > LAST_PORT:
        return None
    if match[1] is not None:
        return match[1].lower() if _is_ipv6(match[1]) else None
    name = match[2].removesuffix(".")
    return name.lower() if _NAME.fullmatch(name) else None


def is_ours(header: str, config: Config) -> bool:
    """Whether this service answers for the host that a Host header names."""
    host = host_name(header)
    if host is None:
        return False
    if host == config.base_domain or host.endswith("." + config.base_domain):
        return True
    return not config.production and _loopback(host)


def trusted_hosts(config: Config) -> list[str] | None:
    """Flask's TRUSTED_HOSTS, a second lock behind `is_ours`; it has no words for loopback."""
    return [config.base_domain, f".{config.base_domain}"] if config.production else None


def target_host(target: str) -> str | None:
    """The host in a request target that is a whole URL; None where it is a path, as nearly always.

    Such a target outweighs the Host header (RFC 9112, section 3.2.2), so both are looked at. A
    target that cannot be read gives an empty host, which is nobody's.
    """
    if "://" not in target.partition("?")[0] or target.startswith("/"):
        return None
    try:
        return urlsplit(target).netloc
    except ValueError:
        return ""


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
