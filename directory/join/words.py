"""What topics, kinds and states are called."""

from flask_babel import lazy_gettext as _

TOPICS = {
    "phone": _("The phone number is wrong"),
    "address": _("The address is wrong"),
    "hours": _("The hours are wrong"),
    "plan": _("A plan is wrong: not taken, or missing"),
    "accepting": _("Accepting new patients is wrong"),
    "specialty": _("The specialty is wrong"),
    "language": _("The languages are wrong"),
    "access": _("Disability access is wrong"),
    "telehealth": _("Telehealth is wrong"),
    "name": _("The name is wrong"),
    "left": _("No longer works at this office"),
    "retired": _("Has retired"),
    "deceased": _("Has died"),
    "other": _("Something else"),
}
KINDS = {
    "error": _("Error reported"),
    "claim": _("Claim of a listing"),
    "register": _("Request to be listed"),
}
STATES = {
    "received": _("Received. Nobody has looked at it yet."),
    "working": _("Somebody is checking it."),
    "done": _("Done."),
    "declined": _("Closed without a change."),
}
