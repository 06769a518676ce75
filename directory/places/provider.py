"""The geocoding services an operator can set, each opened through geopy."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from geopy.adapters import URLLibAdapter  # type: ignore[import-untyped]  # ships no types
from geopy.geocoders import ArcGIS, Nominatim, Pelias  # type: ignore[import-untyped]  # ships no types

SETTING = "DIRECTORY_GEOCODER"
HOW = (
    "set pelias:https://HOST[?api_key=KEY], nominatim:https://HOST?user_agent=NAME, arcgis:, "
    "or nothing; rate= gives the requests per second, timeout= the seconds to wait"
)
USER_AGENT = "provider-directory"

# The United States as services count them: the territories have country codes of their own.
_COUNTRIES = ["US", "PR", "VI", "GU", "AS", "MP"]
_TIMEOUT_SECONDS = 5.0
# A public Nominatim allows one request a second; whoever runs their own may set more.
_RATES = {"pelias": 10.0, "nominatim": 1.0, "arcgis": 10.0}
_LONGEST_PAUSE = 5.0

# geopy takes another HTTP client where one happens to be installed, and that one logs addresses:
# every client below is given the standard library's.

# What Pelias calls an answer that is a street address and not merely its town.
_PELIAS_LAYERS = frozenset({"address", "venue", "street", "intersection"})
# Nominatim's ranks from 26 on are streets, houses and things on them.
_NOMINATIM_STREET = 26
# ArcGIS scores a full match 100; below this its answers are mostly towns and ZIP codes.
_ARCGIS_SCORE = 90

Point = tuple[float, float]


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A service ready to be asked.

    `name` tells services apart in the cache and holds no key; `ask` takes an address in one line
    and gives (lat, lon), or None where the service knows no such street; it raises what geopy
    raises. `delay` is the least time between requests, `pause` after an error, in seconds.
    """

    name: str
    ask: Callable[[str], Point | None]
    delay: float
    pause: float


def open_service(setting: str) -> Service:
    """The service of a DIRECTORY_GEOCODER value; ValueError names fault and cure, never the key."""
    kind, colon, address = setting.strip().partition(":")
    opener = _OPENERS.get(kind)
    if not colon or opener is None:
        raise ValueError(f"{SETTING}: unknown service {kind!r}; {HOW}")
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    if kind != "arcgis" and not (parts.scheme in ("http", "https") and parts.netloc):
        raise ValueError(f"{SETTING}: {kind} needs an http(s) address; {HOW}")
    rate = _positive(options, "rate", _RATES[kind])
    timeout = _positive(options, "timeout", _TIMEOUT_SECONDS)
    domain = parts.netloc + parts.path.rstrip("/")
    ask = opener(domain, parts.scheme or "https", timeout, options)
    if options:
        raise ValueError(f"{SETTING}: {kind} does not know {', '.join(sorted(options))}; {HOW}")
    pause = min(_LONGEST_PAUSE, 10 / rate)
    return Service(name=f"{kind}:{domain}", ask=ask, delay=1 / rate, pause=pause)


def _positive(options: dict[str, str], name: str, default: float) -> float:
    text = options.pop(name, str(default))
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 10_000:
        raise ValueError(f"{SETTING}: {name}={text} is no positive number; {HOW}")
    return value


def _pelias(
    domain: str, scheme: str, timeout: float, options: dict[str, str]
) -> Callable[[str], Point | None]:
    client = Pelias(
        domain,
        api_key=options.pop("api_key", None),
        scheme=scheme,
        timeout=timeout,
        adapter_factory=URLLibAdapter,
        user_agent=options.pop("user_agent", USER_AGENT),
    )

    def ask(address: str) -> Point | None:
        found = client.geocode(address, countries=_COUNTRIES)
        return _point(found, lambda raw: raw["properties"].get("layer") in _PELIAS_LAYERS)

    return ask


def _nominatim(
    domain: str, scheme: str, timeout: float, options: dict[str, str]
) -> Callable[[str], Point | None]:
    user_agent = options.pop("user_agent", "")
    if not user_agent:
        raise ValueError(f"{SETTING}: nominatim asks who you are; {HOW}")
    client = Nominatim(
        domain=domain,
        scheme=scheme,
        timeout=timeout,
        adapter_factory=URLLibAdapter,
        user_agent=user_agent,
    )

    def ask(address: str) -> Point | None:
        found = client.geocode(address, country_codes=_COUNTRIES)
        return _point(found, lambda raw: int(raw.get("place_rank", 30)) >= _NOMINATIM_STREET)

    return ask


def _arcgis(
    domain: str, scheme: str, timeout: float, options: dict[str, str]
) -> Callable[[str], Point | None]:
    where = {"domain": domain} if domain else {}
    client = ArcGIS(
        scheme=scheme,
        timeout=timeout,
        adapter_factory=URLLibAdapter,
        user_agent=options.pop("user_agent", USER_AGENT),
        **where,
    )

    def ask(address: str) -> Point | None:
        found = client.geocode(f"{address}, USA")
        return _point(found, lambda raw: float(raw.get("score", 100)) >= _ARCGIS_SCORE)

    return ask


def _point(found: Any, is_street: Callable[[Mapping[str, Any]], bool]) -> Point | None:
    if found is None or not is_street(found.raw):
        return None
    return float(found.latitude), float(found.longitude)


_OPENERS = {"pelias": _pelias, "nominatim": _nominatim, "arcgis": _arcgis}
