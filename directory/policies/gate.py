"""The gate: nothing licensed leaves before the record says that its licenses were accepted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

from directory.errors import LicenseNotReady
from directory.policies.licenses import License, LicenseBook
from directory.policies.passes import Carrier, Pass, Signer, given, new_subject
from directory.store.acceptances import (
    SKEW,
    Circumstances,
    Latest,
    Shown,
    Subject,
    latest,
    record,
)
from directory.store.chain import Channel, Decision, SubjectType
from directory.store.opened import Store

LIFE: Mapping[Carrier, timedelta] = {
    "cookie": timedelta(hours=24),
    "token": timedelta(hours=1),
    "staff": timedelta(days=100 * 365),
}
"""How long an acceptance holds: in a browser, for a program, and for staff, who are known by their
login, for as long as the version does."""
SUBJECTS: Mapping[Carrier, SubjectType] = {
    "cookie": "visitor",
    "token": "client",
    "staff": "staff",
}
CHANNELS: Mapping[Carrier, Channel] = {"cookie": "page", "token": "api", "staff": "page"}

Reason = Literal["never", "expired", "version", "declined"]
Event = Literal["shown", "accepted", "declined", "withdrawn", "expired"]
Count = Callable[[Event, str, int], None]


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: a pass that is ours, or none; `known` is false where a new subject was made up."""

    carrier: Carrier
    host: str
    held: Pass
    known: bool

    @property
    def subject(self) -> Subject:
        """As the record names them."""
        return Subject(type=SUBJECTS[self.carrier], id=self.held.subject)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A license that is accepted, since when and until when."""

    license: License
    language: str
    at: datetime
    until: datetime


class Wanting(msgspec.Struct, frozen=True, kw_only=True):
    """A license that is not accepted, and why; `before` is the version accepted last, if known."""

    license: License
    reason: Reason
    before: int | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What the gate says: open only where nothing is wanting."""

    held: tuple[Held, ...]
    wanting: tuple[Wanting, ...]

    @property
    def open(self) -> bool:
        """Whether all that is needed was accepted."""
        return not self.wanting


class Gate:
    """Asks pass and record, and writes decisions down. Safe to share between threads."""

    def __init__(
        self,
        store: Store,
        book: LicenseBook,
        secret: bytes,
        *,
        production: bool,
        today: Callable[[], date],
        count: Count,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.store = store
        self.book = book
        self.signer = Signer(secret)
        self.production = production
        self.today = today
        self.now = now
        self.count = count

    def visitor(self, text: str, carrier: Carrier, host: str) -> Visitor:
        """Who carries this text; a stranger where it is not a pass of ours."""
        held = self.signer.unseal(text, carrier, host)
        known = held is not None
        if held is None:
            held = Pass(new_subject(), int(self.now().timestamp()), {})
        return Visitor(carrier=carrier, host=host, held=held, known=known)

    def staff(self, staff_id: str, host: str) -> Visitor:
        """Somebody who is logged in: what they accepted is read from the record, not carried.

        Raises StoreUnavailable.
        """
        subject = Subject(type="staff", id=staff_id)
        decided = latest(self.store, subject, self.book.ids)
        accepted = {one.license: one.version for one in decided if one.decision == "accepted"}
        held = Pass(staff_id, int(self.now().timestamp()), accepted)
        return Visitor(carrier="staff", host=host, held=held, known=True)

    def in_force(self, needed: Iterable[str]) -> list[License]:
        """The versions to accept now. Raises LicenseNotReady where one cannot be offered."""
        found = []
        for one in dict.fromkeys(needed):
            license = self.book.current(one, self.today())
            if license is None or not self.ready(one):
                raise LicenseNotReady
            found.append(license)
        return found

    def ready(self, license: str) -> bool:
        """Whether a license can be offered now."""
        found = self.book.current(license, self.today())
        return found is not None and not (found.placeholder and self.production)

    def ask(self, visitor: Visitor, needed: Iterable[str]) -> Verdict:
        """Whether a visitor accepted what is needed, by their pass and by the record, both.

        The record is asked for strangers too: while it cannot be read, nothing is promised to
        anyone. Raises StoreUnavailable, LicenseNotReady.
        """
        licenses = self.in_force(needed)
        recorded = {one.license: one for one in self._recorded(visitor, licenses)}
        held: list[Held] = []
        wanting: list[Wanting] = []
        for license in licenses:
            decided = recorded.get(license.id)
            reason = self._reason(visitor, license, decided)
            if reason is None and decided is not None:
                until = decided.at + LIFE[visitor.carrier]
                held.append(
                    Held(license=license, language=decided.language, at=decided.at, until=until)
                )
                continue
            if reason == "expired":
                self.count("expired", license.id, license.version)
            before = visitor.held.accepted.get(license.id)
            wanting.append(Wanting(license=license, reason=reason or "never", before=before))
        return Verdict(held=tuple(held), wanting=tuple(wanting))

    def decide(
        self, visitor: Visitor, shown: Sequence[tuple[License, str]], decision: Decision,
        how: Circumstances,
    ) -> Pass:  # fmt: skip
        """Write a decision down and return the pass that goes with it.

        `shown` are licenses with the language each was read in. Raises StoreUnavailable and
        ChangedLicense; then nothing was written and nothing is granted.
        """
        texts = [license.text(language) for license, language in shown]
        since = how.at - LIFE[visitor.carrier]
        made = record(
            self.store,
            visitor.subject,
            [
                Shown(license=one.id, version=one.version, sha256=one.sha256, language=one.language)
                for one in texts
            ],
            decision,
            how,
            unless_since=since,
        )
        for one in made:
            if one.fresh:
                self.count(decision, one.latest.license, one.latest.version)
        accepted = self._still_accepted(visitor)
        for license, _ in shown:
            accepted.pop(license.id, None)
            if decision == "accepted":
                accepted[license.id] = license.version
        return Pass(visitor.held.subject, int(how.at.timestamp()), accepted)

    def _still_accepted(self, visitor: Visitor) -> dict[str, int]:
        """Other licenses on the pass: the record, not the pass, says how long they hold."""
        return dict(visitor.held.accepted) if visitor.known else {}

    def _recorded(self, visitor: Visitor, licenses: Sequence[License]) -> list[Latest]:
        return latest(self.store, visitor.subject, [license.id for license in licenses])

    def _reason(self, visitor: Visitor, license: License, decided: Latest | None) -> Reason | None:
        """Why a license is not accepted; None where it is."""
        carried = visitor.held.accepted.get(license.id) if visitor.known else None
        if carried is None:
            refused = decided is not None and decided.decision != "accepted"
            return "declined" if refused else "never"
        if carried != license.version:
            return "version"
        if decided is None or decided.version != license.version:
            return "never"
        if decided.decision != "accepted":
            return "declined"
        if decided.sha256 not in license.hashes:
            return "version"
        life, now = LIFE[visitor.carrier], self.now()
        times = (decided.at, given(visitor.held))
        # A moment in the future means that the clock went backwards: nobody knows for how long.
        if all(now - life < at <= now + SKEW for at in times):
            return None
        return "expired"
