"""Addresses of the site: what stands before the base domain, and whole links from settings."""

import re
from urllib.parse import quote

from flask import g, request

from directory.config import Config
from directory.hooks.hosts import host_name
from directory.hooks.services import services

_PORT = re.compile(r":([0-9]{1,5})\Z")


def label_before(host: str, config: Config) -> str:
    """What a host that is ours has before the base domain; empty for the domain and for addresses.

    `host` is as `host_name` gives it. In development `localhost` counts as a base domain too, so
    that addresses work on one's own machine whatever the domain is.
    """
    for domain in _domains(config):
        if host.endswith("." + domain):
            return host.removesuffix("." + domain)
    return ""


def asked_host() -> str:
    """The host of this request; it was checked before any room was asked."""
    return host_name(request.headers.get("Host", "")) or ""


def site() -> str:
    """Scheme and host of the site itself, without a slash at the end; nothing of it is a client's.

    In production https on the usual port. In development the base domain under which this request
    came, and its port.
    """
    config = services().config
    if config.production:
        return f"https://{config.base_domain}"
    return f"http://{_domain_of(asked_host(), config)}{_port()}"


def address_of(label: str) -> str:
    """The whole address of a label, with the slash at the end."""
    scheme, _, rest = site().partition("://")
    return f"{scheme}://{label}.{rest}/"


def canonical_address() -> str:
    """The one address of this page: its path on the site, or what a room has set instead."""
    set_by_room: str | None = g.get("canonical")
    return set_by_room or site() + quote(request.path)


def set_canonical(path: str) -> str:
    """Say that this page has its one address at a path of the site; returns the whole address."""
    g.canonical = site() + path
    return str(g.canonical)


def _domains(config: Config) -> tuple[str, ...]:
    return (config.base_domain,) if config.production else (config.base_domain, "localhost")


def _domain_of(host: str, config: Config) -> str:
    for domain in _domains(config):
        if host == domain or host.endswith("." + domain):
            return domain
    return config.base_domain


def _port() -> str:
    match = _PORT.search(request.headers.get("Host", ""))
    number = int(match[1]) if match else 0
    return f":{number}" if 0 < number < 65_536 and number != 80 else ""
