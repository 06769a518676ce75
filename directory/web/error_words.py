"""What errors are called on pages: the same errors as everywhere, in the reader's language."""

import msgspec
from flask_babel import lazy_gettext

from directory.errors import DirectoryError

_L = lazy_gettext
_WORDS = {
    "internal-error": (
        _L("Something went wrong here"),
        _L("The fault is ours. Try again in a moment."),
    ),
    "invalid-parameters": (
        _L("This address needs a correction"),
        _L("Some of what it asks for cannot be understood:"),
    ),
    "not-found": (
        _L("Nothing is here"),
        _L("No page has this address. It may have been mistyped or cut off."),
    ),
    "unknown-provider": (
        _L("No such provider"),
        _L("Nobody in this directory has this NPI. Search by name instead."),
    ),
    "unknown-plan": (
        _L("No such plan"),
        _L("No plan or insurer in this directory has this number."),
    ),
    "method-not-allowed": (
        _L("This cannot be done here"),
        _L("The page exists, but not for what your browser tried."),
    ),
    "provider-deactivated": (
        _L("This provider's number is withdrawn"),
        _L("The national registry has deactivated this NPI, often because someone retired."),
    ),
    "cursor-expired": (
        _L("This list has been renewed"),
        _L("The directory was renewed since the page before. Search again from the start."),
    ),
    "uri-too-long": (_L("The address is too long"), _L("Search with fewer words.")),
    "misdirected-request": (
        _L("This address is not served here"),
        _L("The name of the site is not one that this directory answers for."),
    ),
    "headers-too-large": (
        _L("Your browser sent too much"),
        _L("Clearing this site's cookies may help."),
    ),
    "bad-request": (
        _L("This request is malformed"),
        _L("It breaks the rules by which browsers speak. Try the link again."),
    ),
    "engine-unavailable": (
        _L("The search is not available now"),
        _L("It will be back by itself. Try again in a few seconds."),
    ),
    "nothing-loaded": (
        _L("The directory is empty"),
        _L("No data has been published yet."),
    ),
    "store-unavailable": (
        _L("This part is not available now"),
        _L("Records cannot be read or written now. Try again in a few seconds."),
    ),
    "unknown-policy": (
        _L("No such policy"),
        _L("No policy in this directory has this number."),
    ),
    "unknown-license": (
        _L("No such license"),
        _L("No license in this directory has this id."),
    ),
    "license-changed": (
        _L("This license cannot be offered now"),
        _L("Its text is not the one that was published under its version."),
    ),
    "license-not-ready": (
        _L("This license cannot be offered yet"),
        _L("The operator of this directory has not installed it."),
    ),
}


class ErrorWords(msgspec.Struct, frozen=True):
    """Heading and explanation of an error page."""

    title: str
    detail: str


def error_words(error: DirectoryError) -> ErrorWords:
    """The words for an error; those of the API, in English, where the pages have none."""
    title, detail = _WORDS.get(error.slug, (error.title, error.detail))
    return ErrorWords(str(title), str(detail))
