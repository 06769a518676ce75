"""Who reads: the language and the size of text, from the address, a cookie or the browser."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, g, request
from flask_babel import Babel

from directory.model.specialty import LANGUAGES
from directory.params.raw import parse

TAGS = {"en": "en", "es": "es", "zh": "zh-Hans", "ru": "ru"}
"""Tags of the languages in HTML and HTTP (BCP 47); Chinese is written in simplified characters."""
FORMATS = {"en": "en_US", "es": "es_US", "zh": "zh", "ru": "ru"}
"""Locales of dates and numbers (CLDR): Spanish as it is written in the United States."""
OWN_NAMES = {"en": "English", "es": "Español", "zh": "中文", "ru": "Русский"}
SIZES = ("normal", "large")
CHOSEN_IN_ADDRESS = ("lang", "text")
"""Parameters that any page takes and remembers in a cookie of the same name."""
_YEAR = 365 * 24 * 3600
_ACCEPTED = ("en", "es", "zh", "zh-Hans", "zh-CN", "zh-Hant", "zh-TW", "ru")


def language() -> str:
    """The language of this answer, one of LANGUAGES."""
    if "language" not in g:
        g.language = _chosen("lang", LANGUAGES) or _asked_by_browser()
    return str(g.language)


def large_text() -> bool:
    """Whether this reader wants large print."""
    return _chosen("text", SIZES) == "large"


def same_page(**choices: str) -> str:
    """The address of this page with another language or size of text."""
    raw, _ = parse(request.environ.get("QUERY_STRING", ""))
    kept = {name: values for name, values in raw.items() if name not in CHOSEN_IN_ADDRESS}
    if request.method not in ("GET", "HEAD"):
        kept = {}
    return request.path + "?" + urlencode({**kept, **choices}, doseq=True)


def install(app: Flask) -> None:
    """Translate the pages of `app`, and keep what a reader chose."""
    folder = Path(app.root_path)
    own = sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/translations"))
    Babel(app, locale_selector=_locale, default_translation_directories=";".join(own))

    @app.after_request
    def remember(response: Response) -> Response:
        if response.mimetype != "text/html":
            return response
        response.headers.setdefault("Content-Language", TAGS[language()])
        response.vary.update(("Accept-Language", "Cookie"))
        for name, allowed in (("lang", LANGUAGES), ("text", SIZES)):
            chosen = request.args.get(name)
            if chosen is not None and chosen in allowed and chosen != request.cookies.get(name):
                response.set_cookie(
                    name, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure,
                    httponly=True,
                )  # fmt: skip
        return response


def _locale() -> str:
    return FORMATS[language()]


def _chosen(name: str, allowed: tuple[str, ...]) -> str | None:
    for value in (request.args.get(name), request.cookies.get(name)):
        if value in allowed:
            return value
    return None


def _asked_by_browser() -> str:
    best = request.accept_languages.best_match(_ACCEPTED) or "en"
    return best.partition("-")[0]
