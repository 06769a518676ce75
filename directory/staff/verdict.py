"""What an agent sees of a doctor, a plan and a day: the verdict and all that it rests on; pure.

The very value that is shown is what goes on record, so it holds words and not references.
"""

from datetime import date
from typing import Literal

import msgspec

from directory.model.participation import Participation
from directory.model.provider import Office, Provider
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.status import Answer, network_status
from directory.specialties.catalog import Catalog

State = Literal["in", "ended", "later", "none"]


class ShownOffice(msgspec.Struct, frozen=True, kw_only=True):
    """One office as it was shown. `state` is whether the plan is in force there that day.

    `start` and `end` are the first and last day of the participation that decides: the one in
    force, else the one that ended last, else the next to begin.
    """

    id: str
    name: str
    address: str
    phone: str
    state: State
    accepting: str
    network: str = ""
    tier: str = ""
    start: date | None = None
    end: date | None = None
    source: str = ""
    verified_on: date | None = None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the panel of a verdict. `issuer` is an id, empty where the plan has none."""

    verdict: Answer
    npi: str
    provider: str
    specialties: tuple[str, ...]
    specialty: str
    plan: str
    plan_name: str
    issuer: str
    issuer_name: str
    as_of: date
    source: str
    verified_on: date | None
    updated_on: date | None
    deactivated_on: date | None
    generation: str
    offices: tuple[ShownOffice, ...]

    @property
    def serving(self) -> tuple[ShownOffice, ...]:
        """The offices where the plan is in force."""
        return tuple(one for one in self.offices if one.state == "in")


def shown(
    provider: Provider, plan: str, book: PlanBook, as_of: date, generation: str, catalog: Catalog
) -> Shown:
    """The panel for a doctor, a plan and a day, from one generation."""
    known = book.plans.get(plan)
    issuer = (known.issuer if known else None) or ""
    status = network_status(provider, plan, book, as_of)
    offices = [_office(one, plan, book, as_of) for one in provider.offices]
    held = sorted(provider.specialties, key=lambda one: not one.primary)
    return Shown(
        verdict=status.answer,
        npi=provider.npi,
        provider=_full_name(provider),
        specialties=tuple(
            dict.fromkeys(catalog.name(one.id, "en") if one.id else one.text for one in held)
        ),
        specialty=next((one.id for one in held if one.id), ""),
        plan=plan,
        plan_name=known.name if known else plan,
        issuer=issuer,
        issuer_name=book.issuers[issuer].name if issuer in book.issuers else issuer,
        as_of=as_of,
        source=status.source or "",
        verified_on=status.verified_on,
        updated_on=provider.updated_on,
        deactivated_on=provider.deactivated_on,
        generation=generation,
        # Where the plan is in force comes first; the order is the source's otherwise.
        offices=tuple(sorted(offices, key=lambda one: one.state != "in")),
    )


def _office(office: Office, plan: str, book: PlanBook, as_of: date) -> ShownOffice:
    state, part = _deciding(office, plan, as_of)
    known = book.networks.get(part.network) if part and part.network else None
    return ShownOffice(
        id=office.id,
        name=office.name,
        address=_address(office),
        phone=office.phone,
        state=state,
        accepting=effective_accepting(part, office) if part else office.accepting,
        network=(known.name if known else part.network or "") if part else "",
        tier=(part.tier or "") if part else "",
        start=part.start if part else None,
        end=part.end if part else None,
        source=part.source if part else "",
        verified_on=(part.verified_on if part else None) or office.verified_on,
    )


def _deciding(office: Office, plan: str, as_of: date) -> tuple[State, Participation | None]:
    mine = [part for part in office.participations if part.plan == plan]
    now = [part for part in mine if part.in_force(as_of)]
    if now:
        # Of several in force, the one that holds longest.
        return "in", max(now, key=lambda part: (part.end or date.max, part.source))
    past = [part for part in mine if part.end is not None and part.end < as_of]
    if past:
        return "ended", max(past, key=lambda part: part.end or date.min)
    if mine:
        return "later", min(mine, key=lambda part: part.start or date.max)
    return "none", None


def _address(office: Office) -> str:
    at = office.address
    place = " ".join(part for part in (at.state, at.zip) if part)
    return ", ".join(part for part in (at.line1, at.line2, at.city, place) if part)


def _full_name(provider: Provider) -> str:
    name = provider.name
    return f"{name.full}, {name.credential}" if name.credential else name.full
