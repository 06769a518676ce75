"""The room of the pages: one blueprint, and how it answers."""

from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template
from flask.blueprints import BlueprintSetupState

from directory.hooks import reader
from directory.hooks.addresses import canonical_address, site
from directory.hooks.caching import PRIVATE
from directory.web import words
from directory.web.assets import asset_url, assets
from directory.web.error_words import error_words
from directory.web.fault_words import fault_words
from directory.web.map.outlines import outlines

room = Blueprint("web", __name__, template_folder="templates")
room.register_blueprint(assets)
NOT_QUESTIONS = frozenset((*reader.CHOSEN_IN_ADDRESS, "page", "outside"))
"""Parameters that pages add to those of the API: reading choices, and what only a page shows."""


@room.record_once
def _prepare(state: BlueprintSetupState) -> None:
    """Read the outlines before the first map; template commands leave no blank lines behind."""
    outlines()
    state.app.jinja_env.trim_blocks = True
    state.app.jinja_env.lstrip_blocks = True


@room.app_context_processor
def _everywhere() -> dict[str, object]:
    """What every page of every room may use."""
    return {
        "language": reader.language(),
        "language_tag": reader.TAGS[reader.language()],
        "languages": [
            (code, reader.TAGS[code], name, reader.same_page(lang=code))
            for code, name in reader.OWN_NAMES.items()
        ],
        "large_text": reader.large_text(),
        "other_size": reader.same_page(text="normal" if reader.large_text() else "large"),
        "asset": asset_url,
        "day": words.day,
        "number": words.number,
        "miles": words.miles,
        "canonical": canonical_address,
        "address_of": address_of,
        "error_words": error_words,
        "fault_words": fault_words,
    }


def answer(template: str, status: int = 200, **values: object) -> Response:
    """A page; only whole ones may be kept, and only by the reader's own browser."""
    response = make_response(render_template(template, **values), status)
    response.headers["Cache-Control"] = PRIVATE if status == 200 else "no-store"
    return response


def address_of(path: str, **query: object) -> str:
    """A path with the parameters that have a value."""
    given = {name: value for name, value in query.items() if value not in (None, "", [], ())}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def absolute(path: str) -> str:
    """The whole address of a path on the site itself."""
    return site() + path
