"""Short human sentences about a result: why a name was found, and what codes are called."""

from directory.search.page import NameMatch

_KINDS = {
    "exact": "same name {found}",
    "prefix": "{found} begins with {asked}",
    "nickname": "nickname {asked} → {found}",
    "transliteration": "{asked} is written {found}",
    "phonetic": "{found} sounds like {asked}",
    "typo": "{found} is spelt like {asked}",
    "initial": "initial {asked} → {found}",
}

GENDERS = {"female": "Female", "male": "Male", "other": "Other", "unknown": "Not stated"}
ACCEPTING = {
    "yes": "Accepting new patients",
    "no": "Not accepting new patients",
    "existing": "Existing patients only",
    "unknown": "Not known whether new patients are accepted",
}
KINDS = {"individual": "Person", "organization": "Organization"}


def name_sentence(match: NameMatch, lang: str = "en") -> str:  # noqa: ARG001  one language so far
    """Why a name was found, as one short line: `name: nickname Bob → Robert`.

    `lang` is an ISO 639-1 code; every language reads English for now.
    """
    template = _KINDS[match.kind]
    return "name: " + template.format(asked=match.asked.title(), found=match.found.title())
