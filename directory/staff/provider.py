"""Signing in through the organization's own identity provider: OpenID Connect, by Authlib.

The dance keeps its state in a signed cookie of its own, for the minutes that it takes. Signature,
nonce and times are checked by the library, issuer and audience by it as it is told here: it would
take the provider's word for its own name, and a token for others that names this service as its
bearer (OpenID Connect Core, 3.1.3.7).
"""

import hashlib
import hmac
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, current_app, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from directory.config import Config
from directory.hooks.addresses import site
from directory.hooks.services import services

KEY = "directory.staff.provider"
BACK = "/staff/login/oidc/back"
COOKIE = "sign-in"
SECONDS = 10


class ProviderDown(Exception):
    """The provider does not answer, or not as one."""


class ProviderRefused(Exception):
    """The provider, or what came back from it, does not say who it is."""


class Claims:
    """Who somebody is by the word of the provider; `email` is empty unless it was verified."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.subject = f"{given['iss']} {given['sub']}"
        verified = given.get("email_verified") is True
        self.email = str(given.get("email", "")) if verified else ""


def install(app: Flask, config: Config, secret: bytes) -> None:
    """Make the provider known to `app`; it is asked for its description at the first sign-in."""
    app.secret_key = hmac.new(secret, b"sign-in", hashlib.sha256).digest()
    name = f"__Host-{COOKIE}" if config.production else COOKIE
    app.config.update(
        SESSION_COOKIE_NAME=name,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=config.production,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    if not config.oidc_issuer:
        return
    known = OAuth(app)
    known.register(
        "provider",
        server_metadata_url=config.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_id=config.oidc_client_id,
        client_secret=config.oidc_client_secret,
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": SECONDS,
        },
    )
    app.extensions[KEY] = known


def is_set() -> bool:
    """Whether there is a provider."""
    return KEY in current_app.extensions


def send_away(target: str) -> Response:
    """To the provider; `target` is where to go afterwards. Raises ProviderDown."""
    session.clear()
    try:
        away: Response = _client().authorize_redirect(site() + BACK)
    except (RequestException, RuntimeError, ValueError) as error:
        raise ProviderDown from error
    session["target"] = target
    return away


def welcome_back() -> tuple[Claims, str]:
    """Who came back, and where they wanted to go. Raises ProviderDown, ProviderRefused."""
    target = str(session.get("target", ""))
    issuer = services().config.oidc_issuer.rstrip("/")
    client = _client()
    must = {
        "iss": {"essential": True, "values": [issuer, f"{issuer}/"]},
        "aud": {"essential": True, "values": [client.client_id]},
    }
    try:
        token = client.authorize_access_token(claims_options=must)
        return Claims(token["userinfo"]), target
    except RequestException as error:
        raise ProviderDown from error
    except (OAuthError, JoseError, LookupError, ValueError, TypeError, RuntimeError) as error:
        raise ProviderRefused from error
    finally:
        session.clear()


def _client() -> Any:
    return current_app.extensions[KEY].provider
