"""Every way an answer can be an error: one tree, each class knows its status, type and title."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import msgspec

TYPE_PREFIX = "/api/v1/problems/"
SHOWN = 200
RETRY_SECONDS = 5
LATER_SECONDS = 3600
"""When to ask again for what an operator must mend first."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing wrong with one parameter; `allowed` lists values that would do."""

    field: str
    value: str | None
    message: str
    allowed: tuple[str, ...] | None = None


def fault(field: str, value: object, message: str, allowed: Iterable[str] | None = None) -> Fault:
    """A fault whose value can always be sent: cut to 200 characters, broken Unicode replaced."""
    shown = None if value is None else _sendable(str(value))
    return Fault(
        field=_sendable(field),
        value=shown,
        message=message,
        allowed=None if allowed is None else tuple(allowed),
    )


def _sendable(text: str) -> str:
    whole = text.encode("utf-8", "replace").decode()
    return whole if len(whole) <= SHOWN else whole[:SHOWN] + "…"


class DirectoryError(Exception):
    """Base of all errors that are answers. `detail` is written for the client to read."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "The service failed"
    meaning: ClassVar[str] = "A fault of ours. Report the request id if it stays."
    detail: str = "The service could not answer. Try again later."

    def __init__(
        self,
        detail: str = "",
        *,
        faults: Iterable[Fault] = (),
        extra: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.detail = detail or type(self).detail
        self.faults = tuple(faults)
        self.extra = extra or {}
        self.headers = headers or {}
        super().__init__(self.detail)

    def problem(self, request_id: str) -> dict[str, object]:
        """The error as RFC 9457 problem details."""
        return {
            "type": TYPE_PREFIX + self.slug,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "request_id": request_id,
            "errors": self.faults,
            **self.extra,
        }


class InvalidParameters(DirectoryError):
    """The request cannot be understood; `faults` names all that is wrong."""

    status = 400
    slug = "invalid-parameters"
    title = "The request has faults"
    meaning = "`errors` names every faulty parameter with its value and the cure."
    detail = "Correct the parameters named in errors and ask again."


class NotFound(DirectoryError):
    """Nothing has this address."""

    status = 404
    slug = "not-found"
    title = "Nothing is here"
    meaning = "No resource has this address. All addresses are in the OpenAPI document."
    detail = "No resource has this address."


class UnknownProvider(NotFound):
    """No provider has this NPI."""

    slug = "unknown-provider"
    title = "No such provider"
    meaning = "The NPI is well formed, but no source of this directory lists it."
    detail = "No provider in this directory has this NPI."


class UnknownPlan(NotFound):
    """No plan has this id."""

    slug = "unknown-plan"
    title = "No such plan"
    meaning = "No source of this directory lists a plan of this id."
    detail = "No plan in this directory has this id. Find plans with /api/v1/suggest/plans."


class MethodNotAllowed(DirectoryError):
    """This address does not answer that method."""

    status = 405
    slug = "method-not-allowed"
    title = "Method not allowed"
    meaning = "The address exists, but not for this method; the Allow header names those it has."
    detail = "This address does not answer this method; see the Allow header."


class DeactivatedProvider(DirectoryError):
    """CMS has withdrawn the NPI."""

    status = 410
    slug = "provider-deactivated"
    title = "This NPI is deactivated"
    meaning = "CMS withdrew the NPI; `deactivated_on` is the day, null where the source names none."
    detail = "CMS has deactivated this NPI."


class ExpiredCursor(DirectoryError):
    """The cursor belongs to a generation that no longer serves."""

    status = 410
    slug = "cursor-expired"
    title = "The cursor has expired"
    meaning = "The directory was renewed since the page before. Ask again without a cursor."
    detail = "The directory was renewed since this cursor was given. Ask again without a cursor."


class ContentTooLarge(DirectoryError):
    """The body is longer than anything that is sent here."""

    status = 413
    slug = "content-too-large"
    title = "The body is too large"
    meaning = "The body is longer than 1,048,576 bytes."
    detail = "Shorten the body to at most 1,048,576 bytes."


class UriTooLong(DirectoryError):
    """The address is longer than any question needs."""

    status = 414
    slug = "uri-too-long"
    title = "The address is too long"
    meaning = "The query string is longer than 16,384 bytes."
    detail = "Shorten the query to at most 16,384 bytes."


class MisdirectedRequest(DirectoryError):
    """The host named is not ours."""

    status = 421
    slug = "misdirected-request"
    title = "This host is not served here"
    meaning = "The Host header names a host outside of the service's domain."
    detail = "The Host header names a host that this service does not answer for."


class HeadersTooLarge(DirectoryError):
    """The headers are longer than any client needs."""

    status = 431
    slug = "headers-too-large"
    title = "The request's headers are too large"
    meaning = "All headers together are longer than 32,768 bytes."
    detail = "Shorten the headers to at most 32,768 bytes; clearing cookies may help."


class BadRequest(DirectoryError):
    """The request breaks the rules of HTTP."""

    status = 400
    slug = "bad-request"
    title = "The request is malformed"
    meaning = "The request breaks the rules of HTTP."
    detail = "The request breaks the rules of HTTP."


class Unavailable(DirectoryError):
    """The engine cannot answer now; the client may come again after Retry-After seconds."""

    status = 503
    slug = "engine-unavailable"
    title = "The search is not available now"
    meaning = "The search engine does not answer. Ask again after Retry-After seconds."
    detail = "The search engine does not answer now. Try again in a few seconds."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"Retry-After": str(RETRY_SECONDS)})


class NotLoaded(Unavailable):
    """No data was ever published."""

    slug = "nothing-loaded"
    title = "The directory is empty"
    meaning = "No data has been published yet. An operator publishes with `python -m indexer load`."
    detail = "No data has been published yet."


class StoreUnavailable(Unavailable):
    """The database of what people write does not answer, is damaged or of another version."""

    slug = "store-unavailable"
    title = "This part is not available now"
    meaning = "The database behind it does not answer. Ask again after Retry-After seconds."
    detail = "Records cannot be read or written now. Try again in a few seconds."


class ChangedLicense(DirectoryError):
    """A license text differs from the one that was accepted under the same id and version."""

    status = 503
    slug = "license-changed"
    title = "This license cannot be offered now"
    meaning = (
        "A license text was changed without a new version. An operator restores it or gives it a "
        "new version."
    )
    detail = "A license text is not the one that was published under its version."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"Retry-After": str(LATER_SECONDS)})


class LicenseNotReady(DirectoryError):
    """A license that is needed is not here, or only a placeholder of it."""

    status = 503
    slug = "license-not-ready"
    title = "This license cannot be offered yet"
    meaning = (
        "A license that this content needs is not installed, or only its placeholder is. An "
        "operator installs the owner's text."
    )
    detail = "A license that is needed here has not been installed by the operator."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, headers={"Retry-After": str(LATER_SECONDS)})


class LicenseRequired(DirectoryError):
    """The content is licensed, and its licenses were not accepted."""

    status = 403
    slug = "license-required"
    title = "A license must be accepted first"
    meaning = (
        "Accept every license of `licenses` at its `accept_url`, then send the token as "
        "`Authorization: Bearer`. `license`, `version` and `accept_url` repeat the first."
    )
    detail = "Accept the license named here, then ask again with the token that you are given."


class LoginRequired(DirectoryError):
    """Only staff may come here, and nobody is logged in."""

    status = 401
    slug = "login-required"
    title = "Log in first"
    meaning = "The address is for staff: log in at /staff/login."
    detail = "This is for staff. Log in and ask again."


class NotAllowed(DirectoryError):
    """Whoever is logged in may not do this."""

    status = 403
    slug = "not-allowed"
    title = "Your role does not allow this"
    meaning = "The role of whoever is logged in does not allow it."
    detail = "Your role does not allow this. An administrator can change it."


class StaleForm(DirectoryError):
    """A form that was not given to this session, or not sent from our own page."""

    status = 403
    slug = "form-expired"
    title = "This form has expired"
    meaning = "The form belongs to another session, or was not sent from a page of this service."
    detail = "Nothing was done. Load the page again and send the form once more."


class UnknownPolicy(NotFound):
    """No policy has this number."""

    slug = "unknown-policy"
    title = "No such policy"
    meaning = "No policy of this directory has this number. Find them with /api/v1/policies."
    detail = "No policy in this directory has this number."


class UnknownLicense(NotFound):
    """No license has this id."""

    slug = "unknown-license"
    title = "No such license"
    meaning = "No license of this directory has this id. All are in /api/v1/licenses."
    detail = "No license in this directory has this id."


class OtherVersion(DirectoryError):
    """The decision is on a version of a license that is not the one in force."""

    status = 409
    slug = "license-version"
    title = "This version of the license is not in force"
    meaning = "`version` is the version in force: show it to whoever decides, then send that one."
    detail = "Only the version in force can be decided on."


def every_error() -> Iterator[type[DirectoryError]]:
    """All classes of the tree, by status and slug; documentation and tests walk it."""
    found: list[type[DirectoryError]] = []
    waiting: list[type[DirectoryError]] = [DirectoryError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting.extend(kind.__subclasses__())
    yield from sorted(found, key=lambda kind: (kind.status, kind.slug))
