"""Settings, read once from the environment into one frozen value."""

import ipaddress
import os
import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, cast
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

Env = Literal["development", "production"]

SETTINGS: Mapping[str, str] = {
    "DIRECTORY_HOME": "var",
    "DIRECTORY_SEARCH_URL": "embedded:",
    "DIRECTORY_DATABASE_URL": "",
    "DIRECTORY_BASE_DOMAIN": "localhost",
    "DIRECTORY_SECRET_KEY": "",
    "DIRECTORY_ENV": "development",
    "DIRECTORY_GEOCODER": "",
    "DIRECTORY_ELASTIC_SHARDS": "1",
    "DIRECTORY_ELASTIC_REPLICAS": "0",
    "DIRECTORY_TRUSTED_PROXIES": "",
    "DIRECTORY_TIME_ZONE": "America/New_York",
    "DIRECTORY_OIDC_ISSUER": "",
    "DIRECTORY_OIDC_CLIENT_ID": "",
    "DIRECTORY_OIDC_CLIENT_SECRET": "",
}
"""Every setting and its default; an empty default is explained at the field of `Config`."""

KEY_FILE = "secret.key"
MIN_SECRET = 32
_DOMAIN = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)


class ConfigError(ValueError):
    """A setting that cannot be used; the message names the setting, its value and the cure."""

    def __init__(self, setting: str, value: str, cure: str) -> None:
        hidden = "SECRET" in setting or "@" in value
        shown = "not set" if not value else "set to a hidden value" if hidden else repr(value)
        super().__init__(f"{setting} is {shown}: {cure}")
        self.setting = setting


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of the service and the loader.

    `home` is absolute. `database_url` defaults to a SQLite file under `home`. `secret_key` is empty
    where none was set: `secret()` then generates one in development. `geocoder` is
    `service:address` (`pelias:https://host`) or empty for none. `trusted_proxies` are addresses or
    networks (`10.0.0.0/8`) whose X-Forwarded headers are believed. `time_zone` is where business
    days are counted. `oidc_issuer` is the address of the identity provider of staff, or empty.
    """

    home: Path
    search_url: str = "embedded:"
    database_url: str
    base_domain: str = "localhost"
    secret_key: str = ""
    env: Env = "development"
    geocoder: str = ""
    elastic_shards: int = 1
    elastic_replicas: int = 0
    trusted_proxies: tuple[str, ...] = ()
    time_zone: str = "America/New_York"
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read the settings from `environ` (the process environment when None).

        Raises ConfigError for the first value that cannot be used. Writes nothing.
        """
        given = os.environ if environ is None else environ

        def value(setting: str) -> str:
            return given.get(setting, "").strip() or SETTINGS[setting]

        home = _home(value("DIRECTORY_HOME"))
        return cls(
            home=home,
            search_url=_search_url(value("DIRECTORY_SEARCH_URL")),
            database_url=_database_url(value("DIRECTORY_DATABASE_URL"), home),
            base_domain=_base_domain(value("DIRECTORY_BASE_DOMAIN")),
            secret_key=_secret_key(value("DIRECTORY_SECRET_KEY")),
            env=_env(value("DIRECTORY_ENV")),
            geocoder=_geocoder(value("DIRECTORY_GEOCODER")),
            elastic_shards=_whole("DIRECTORY_ELASTIC_SHARDS", value, 1, 1024),
            elastic_replicas=_whole("DIRECTORY_ELASTIC_REPLICAS", value, 0, 16),
            trusted_proxies=_networks(value("DIRECTORY_TRUSTED_PROXIES")),
            time_zone=_zone(value("DIRECTORY_TIME_ZONE")),
            **_oidc(value),
        )

    @property
    def production(self) -> bool:
        """Whether strangers reach this service."""
        return self.env == "production"

    def secret(self) -> bytes:
        """The key that signs cursors and sessions.

        In development a missing key is generated once and kept (mode 0600) under `home`.
        Raises ConfigError in production without a key.
        """
        if self.secret_key:
            return self.secret_key.encode()
        if self.production:
            raise ConfigError(
                "DIRECTORY_SECRET_KEY",
                "",
                "production needs one: set it to 64 random characters, for instance from "
                "`python -c 'import secrets; print(secrets.token_hex(32))'`",
            )
        return _kept_secret(self.home / KEY_FILE)


def _kept_secret(path: Path) -> bytes:
    """The key in `path`, written first if missing; two processes starting together agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_hex(32))
        try:
            # A link, unlike a rename, fails when another process was first.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    kept = path.read_text().strip().encode()
    if len(kept) < MIN_SECRET:
        raise ConfigError(
            "DIRECTORY_SECRET_KEY", "", f"the file {path} holds no key: remove it to get a new one"
        )
    return kept


def _home(value: str) -> Path:
    home = Path(value).expanduser().absolute()
    if home.exists() and not home.is_dir():
        raise ConfigError("DIRECTORY_HOME", value, "name a directory, not a file")
    return home


def _search_url(value: str) -> str:
    if value == "embedded:":
        return value
    for host in value.split(","):
        parts = _split("DIRECTORY_SEARCH_URL", host.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError(
                "DIRECTORY_SEARCH_URL",
                value,
                "use 'embedded:' or 'http(s)://user:pass@host:9200', "
                "several hosts separated by commas",
            )
    return value


def _database_url(value: str, home: Path) -> str:
    if not value:
        return f"sqlite:///{home / 'directory.sqlite'}"
    scheme = _split("DIRECTORY_DATABASE_URL", value).scheme.partition("+")[0]
    if scheme not in ("sqlite", "postgresql"):
        raise ConfigError(
            "DIRECTORY_DATABASE_URL",
            value,
            "use 'postgresql://user:pass@host/name' or 'sqlite:///file', or leave it out",
        )
    return value


def _base_domain(value: str) -> str:
    domain = value.lower().rstrip(".")
    if not _DOMAIN.fullmatch(domain):
        raise ConfigError(
            "DIRECTORY_BASE_DOMAIN",
            value,
            "give a host name without scheme, port or path, such as 'doctors.example.org'",
        )
    return domain


def _secret_key(value: str) -> str:
    if value and len(value) < MIN_SECRET:
        raise ConfigError(
            "DIRECTORY_SECRET_KEY", value, f"use at least {MIN_SECRET} random characters"
        )
    return value


def _env(value: str) -> Env:
    if value not in ("development", "production"):
        raise ConfigError("DIRECTORY_ENV", value, "use 'development' or 'production'")
    return cast(Env, value)


def _geocoder(value: str) -> str:
    if value and not re.match(r"[a-z_]+:", value):
        raise ConfigError(
            "DIRECTORY_GEOCODER",
            value,
            "use 'service:address', such as 'pelias:https://host', or leave it out",
        )
    return value


def _networks(value: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in value.split(",") if part.strip())
    for part in found:
        try:
            ipaddress.ip_network(part)
        except ValueError:
            raise ConfigError(
                "DIRECTORY_TRUSTED_PROXIES",
                part,
                "list addresses or networks, separated by commas: 10.0.0.5,10.1.0.0/16,::1",
            ) from None
    return found


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigError(
            "DIRECTORY_TIME_ZONE", value, "name a time zone such as 'America/Chicago'"
        ) from None
    return value


def _oidc(value: Callable[[str], str]) -> dict[str, str]:
    """The identity provider: all three settings or none; plain http only on this machine."""
    names = {
        "DIRECTORY_OIDC_ISSUER": "oidc_issuer",
        "DIRECTORY_OIDC_CLIENT_ID": "oidc_client_id",
        "DIRECTORY_OIDC_CLIENT_SECRET": "oidc_client_secret",
    }
    given = {setting: value(setting) for setting in names}
    missing = [setting for setting in names if not given[setting]]
    if missing and len(missing) < len(names):
        raise ConfigError(missing[0], "", f"set all of {', '.join(names)}, or none of them")
    issuer = given["DIRECTORY_OIDC_ISSUER"]
    if issuer:
        parts = _split("DIRECTORY_OIDC_ISSUER", issuer)
        local = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and local))):
            raise ConfigError(
                "DIRECTORY_OIDC_ISSUER",
                issuer,
                "give the provider's https address, as it names itself",
            )
    return {names[setting]: text for setting, text in given.items()}


def _whole(setting: str, value: Callable[[str], str], low: int, high: int) -> int:
    text = value(setting)
    if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
        raise ConfigError(setting, text, f"use a whole number from {low} to {high}")
    return int(text)


def _split(setting: str, value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise ConfigError(setting, value, "this is not a valid URL") from None
    return parts
