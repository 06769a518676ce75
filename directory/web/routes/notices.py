"""What readers may want to know: accessibility, privacy, languages, and what “verified” means."""

from flask import Response

from directory.hooks.services import services
from directory.web.room import answer, room
from directory.web.taglines import RIGHT_TO_LEFT, TAGLINES


@room.get("/accessibility")
def accessibility() -> Response:
    """How the pages can be used, and whom to tell when they cannot."""
    return answer("accessibility.html")


@room.get("/privacy")
def privacy() -> Response:
    """What is kept of a search: nothing."""
    return answer("privacy.html")


@room.get("/languages")
def languages() -> Response:
    """Help in other languages, and the notice of nondiscrimination."""
    return answer("languages.html", taglines=TAGLINES, rtl=RIGHT_TO_LEFT)


@room.get("/about")
def about() -> Response:
    """Where the facts come from, and what “verified” and “in your plan” mean."""
    return answer("about.html", generation=services().engine.generation())
