"""Clinical policies: bulletins on when a service is covered, kept in all versions."""

from datetime import date
from typing import Literal

import msgspec

PolicyStatus = Literal["proposed", "active", "retired"]
CodeSystem = Literal["hcpcs", "icd-10-cm", "cpt", "cdt"]
Position = Literal["covered", "criteria", "not-covered"]
"""What a policy says of a code: covered, covered when its criteria are met, or not covered."""
EventKind = Literal["new", "revised", "reviewed", "retired"]

PUBLIC_SYSTEMS: frozenset[CodeSystem] = frozenset(("hcpcs", "icd-10-cm"))
"""Code systems that the United States publish freely; CPT is the AMA's, CDT the ADA's."""


class PolicyCode(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A code that a policy names, in the system's own spelling, and the policy's position on it."""

    system: CodeSystem
    code: str
    position: Position
    text: str = ""


class PolicyEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the history: what was done on a day, and the version that came of it."""

    on: date
    what: EventKind
    note: str = ""
    version: int | None = None


class PolicySummary(msgspec.Struct, frozen=True, kw_only=True):
    """What anybody may see of a policy without accepting a license; it holds nothing else.

    `specialties` are catalog ids, `licenses` the ids that must be accepted to read the rest.
    `changed_on` is the last day on which the policy said something new.
    """

    number: str
    version: int
    title: str
    status: PolicyStatus
    specialties: tuple[str, ...]
    effective_on: date
    last_review_on: date | None
    next_review_on: date | None
    changed_on: date
    licenses: tuple[str, ...]


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a policy, whole: not to be shown before its licenses are accepted.

    `number` is written in capitals and the same for all versions; `version` counts up. `related`
    are numbers of other policies. `history` is oldest first. `body` is Markdown as loaded.
    """

    number: str
    version: int
    title: str
    status: PolicyStatus
    effective_on: date
    licenses: tuple[str, ...]
    body: str
    specialties: tuple[str, ...] = ()
    last_review_on: date | None = None
    next_review_on: date | None = None
    history: tuple[PolicyEvent, ...] = ()
    codes: tuple[PolicyCode, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def changed_on(self) -> date:
        """The last day of the history that was more than a review; else the effective date."""
        days = [event.on for event in self.history if event.what != "reviewed"]
        return max(days, default=self.effective_on)

    @property
    def summary(self) -> PolicySummary:
        """The public part."""
        return PolicySummary(
            number=self.number,
            version=self.version,
            title=self.title,
            status=self.status,
            specialties=self.specialties,
            effective_on=self.effective_on,
            last_review_on=self.last_review_on,
            next_review_on=self.next_review_on,
            changed_on=self.changed_on,
            licenses=self.licenses,
        )
