"""What was typed into the forms, made clean; every fault is named, nothing typed is lost."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

import msgspec
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from directory.model.npi import is_npi
from directory.store.reports import Kind

TOPICS = (
    "phone", "address", "hours", "plan", "accepting", "specialty", "language", "access",
    "telehealth", "name", "left", "retired", "deceased", "other",
)  # fmt: skip
NEEDS_WORDS = frozenset(("other", "name", "address"))
"""Topics that mean nothing without a word about what is right."""
MOST_TEXT = 2_000
MOST_LINE = 200
TRAP = "website"
"""A field that no person sees; whoever fills it in is a program."""
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TOO_LONG = 20 * MOST_TEXT


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """A form as it was sent, clean; `faults` by field, empty where it can be kept."""

    kind: Kind = "error"
    npi: str = ""
    about: tuple[str, ...] = ()
    office: str = ""
    wanted: str = ""
    text: str = ""
    contact: str = ""
    trapped: bool = False
    faults: Mapping[str, str] = {}


def read_correction(form: MultiDict[str, str], offices: Iterable[str]) -> Typed:
    """The form about one provider; `offices` are the ids of its offices."""
    about = tuple(topic for topic in TOPICS if topic in form.getlist("about"))
    text, contact = _text(form.get("text", "")), _line(form.get("contact", ""))
    office = form.get("office", "")
    faults: dict[str, str] = {}
    if not about:
        faults["about"] = _("Tick at least one thing that is wrong.")
    if office and office not in set(offices):
        faults["office"] = _("Choose one of the offices in the list.")
    if not text and NEEDS_WORDS.intersection(about):
        faults["text"] = _("Say in a few words what is right.")
    if "plan" in about and not text and not _line(form.get("wanted", "")):
        faults["wanted"] = _("Name the plan that is wrong.")
    _check_text(text, faults)
    _check_contact(contact, faults)
    return Typed(
        about=about,
        office=office if "office" not in faults else "",
        wanted=_line(form.get("wanted", "")),
        text=text,
        contact=contact,
        trapped=bool(form.get(TRAP)),
        faults=faults,
    )


def read_request(form: MultiDict[str, str]) -> Typed:
    """The form of someone who claims a listing or asks to be listed."""
    kind: Kind = "register" if form.get("kind") == "register" else "claim"
    npi = re.sub(r"[\s-]", "", form.get("npi", ""))[:20]
    text, contact = _text(form.get("text", "")), _line(form.get("contact", ""))
    faults: dict[str, str] = {}
    if form.get("kind") not in ("claim", "register"):
        faults["kind"] = _("Choose one of the two.")
    if not is_npi(npi):
        faults["npi"] = _("Give the ten digits of the NPI; these cannot be one.")
    if not contact:
        faults["contact"] = _("Give an e-mail address or a phone number, or nobody can answer.")
    _check_text(text, faults)
    _check_contact(contact, faults)
    return Typed(
        kind=kind,
        npi=npi,
        wanted=_line(form.get("wanted", "")),
        text=text,
        contact=contact,
        trapped=bool(form.get(TRAP)),
        faults=faults,
    )


def _check_text(text: str, faults: dict[str, str]) -> None:
    if len(text) > MOST_TEXT:
        faults["text"] = _(
            "Shorten this to %(most)s characters; it has %(length)s.",
            most=MOST_TEXT,
            length=len(text),
        )


def _check_contact(contact: str, faults: dict[str, str]) -> None:
    digits = sum(c.isdigit() for c in contact)
    if contact and not _EMAIL.fullmatch(contact) and not 7 <= digits <= 20:
        faults["contact"] = _("Give a whole e-mail address or phone number, or leave this empty.")


def _text(typed: str) -> str:
    """Lines without control characters; databases refuse NUL, and browsers send CR LF."""
    plain = unicodedata.normalize("NFC", typed[:_TOO_LONG]).replace("\r\n", "\n")
    kept = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip()


def _line(typed: str) -> str:
    return " ".join(_text(typed).split())[:MOST_LINE]
