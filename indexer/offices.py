"""Makes offices of the parts that several sources give: one per place and role, never per NPI."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

from directory.model.participation import Accepting, Participation
from directory.model.provider import Address, Fact, HeldSpecialty, Office
from indexer.clean.addresses import street_key
from indexer.items import Fragment, OfficePart, in_order
from indexer.locate import Locate

# Plan sources keep telephone numbers and offices current; NPPES rows are often years old.
_PLAN_SOURCES = frozenset({"plan-net", "mpf", "qhp"})
# A Plan-Net flag belongs to a role at a place; a marketplace flag to a whole row of addresses.
_ACCEPTING_ORDER = {"plan-net": 0, "mpf": 1, "qhp": 2, "nppes": 3}

Parts = list[tuple[Fragment, OfficePart]]
_Key = str
_Terms = tuple[object, ...]


class _Group:
    """The parts of one office: one place, one role."""

    def __init__(self, street: str, unit: str, number: int) -> None:
        self.street = street
        self.unit = unit
        # How many roles were met at this street before: it tells their offices' ids apart.
        self.number = number
        self.parts: Parts = []
        self.role: set[_Key] = set()
        self.phones: set[str] = set()

    def is_at(self, unit: str, phone: str) -> bool:
        """The same suite; a missing suite is the same where the phone is."""
        if unit == self.unit:
            return True
        return (not unit or not self.unit) and bool(phone) and phone in self.phones

    def fits(self, part: OfficePart) -> bool:
        """Whether a part's role is this one: no specialty on one side, or one in common."""
        stated = {_key(held) for held in part.specialties}
        return not stated or not self.role or bool(stated & self.role)

    def add(self, fragment: Fragment, part: OfficePart, unit: str) -> None:
        self.parts.append((fragment, part))
        self.role.update(map(_key, part.specialties))
        self.unit = self.unit or unit
        if part.phone:
            self.phones.add(part.phone)

    def terms(self) -> _Terms:
        """All by which a patient would tell two roles at one address apart but the specialty."""
        plans = frozenset(
            (one.plan, one.network, one.tier, one.accepting, one.start, one.end)
            for _, part in self.parts
            for one in part.participations
        )
        said = frozenset((part.accepting, part.telehealth, part.hours) for _, part in self.parts)
        return self.unit, frozenset(self.phones), said, plans


def merge_offices(
    ordered: list[Fragment], held: tuple[HeldSpecialty, ...], locate: Locate
) -> tuple[Office, ...]:
    """The offices of a provider whose fragments come best source first.

    `held` are the provider's specialties, practised wherever no source tells them apart.
    """
    parts = [(fragment, part) for fragment in ordered for part in fragment.offices]
    if len(parts) == 1 and not parts[0][1].past:
        street, unit = street_key(parts[0][1].address)
        only = _Group(street, unit, 0)
        only.add(*parts[0], unit)
        return (_office(only, [only], held, locate),)
    streets: dict[str, list[_Group]] = {}
    # Parts that state a role make the groups; the others then join them; past ones only join.
    turns: tuple[Parts, ...] = ([], [], [])
    for pair in parts:
        turns[_turn(pair)].append(pair)
    for turn in turns:
        for fragment, part in turn:
            _place(streets, fragment, part)
        if turn is turns[0]:
            streets = {street: _united(groups) for street, groups in streets.items()}
    groups = [group for here in streets.values() for group in here]
    # The practice location of NPPES leads, then offices as their sources list them.
    groups.sort(key=lambda group: min(_turn_shown(fragment) for fragment, _ in group.parts))
    return tuple(_office(group, streets[group.street], held, locate) for group in groups)


def _turn(pair: tuple[Fragment, OfficePart]) -> int:
    _, part = pair
    return 2 if part.past else 0 if part.specialties else 1


def _united(groups: list[_Group]) -> list[_Group]:
    """Roles at one street, those with the very same terms as one: a patient sees one office."""
    if len(groups) == 1:
        return groups
    found: dict[_Terms, _Group] = {}
    for group in groups:
        first = found.setdefault(group.terms(), group)
        if first is not group:
            for fragment, part in group.parts:
                first.add(fragment, part, group.unit)
    for number, group in enumerate(found.values()):
        group.number = number
    return list(found.values())


def _turn_shown(fragment: Fragment) -> int:
    return 0 if fragment.scope == "main" else 1


def _place(streets: dict[str, list[_Group]], fragment: Fragment, part: OfficePart) -> None:
    street, unit = street_key(part.address)
    groups = streets.get(street, [])
    here = [group for group in groups if group.is_at(unit, part.phone)]
    fitting = [group for group in here if group.fits(part)]
    if fitting:
        stated = {_key(one) for one in part.specialties or fragment.specialties}
        max(fitting, key=lambda group: len(group.role & stated)).add(fragment, part, unit)
    elif not part.past:
        group = _Group(street, unit, len(groups))
        group.add(fragment, part, unit)
        streets.setdefault(street, []).append(group)


def _key(held: HeldSpecialty) -> _Key:
    return held.id or held.code or held.text.casefold()


def _office(
    group: _Group, groups: list[_Group], held: tuple[HeldSpecialty, ...], locate: Locate
) -> Office:
    """One office; plan sources before NPPES, the newest first, for all that changes quickly."""
    fresh = sorted(group.parts, key=_freshness)
    facts: list[Fact] = []
    npi = fresh[0][0].npi
    address = _address(fresh, facts)
    accepting = _accepting(group.parts, facts)
    abroad = all(part.abroad for _, part in group.parts)
    spot = None if abroad else locate(address, [part.coordinates for _, part in fresh])
    telehealth = next((p.telehealth for _, p in fresh if p.telehealth is not None), None)
    return Office(
        id=_identity(npi, group),
        address=address,
        name=_first(fresh, "name", facts),
        county=spot.county if spot else None,
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        located_by=spot.by if spot else None,
        phone=_first(fresh, "phone", facts),
        fax=_first(fresh, "fax", facts),
        hours=next((part.hours for _, part in fresh if part.hours), ()),
        accepting=accepting,
        telehealth=telehealth,
        accessibility=tuple(dict.fromkeys(a for _, part in fresh for a in part.accessibility)),
        specialties=_practised(group, groups, held),
        participations=_participations(group.parts, accepting),
        verified_on=_latest(f.verified_on or f.on for f, part in fresh if not part.past),
        sources=in_order(fragment.source for fragment, _ in group.parts),
        facts=tuple(facts),
    )


def _freshness(pair: tuple[Fragment, OfficePart]) -> tuple[bool, bool, int]:
    fragment, part = pair
    day = fragment.on.toordinal() if fragment.on else 0
    return part.past, fragment.source not in _PLAN_SOURCES, -day


def _identity(npi: str, group: _Group) -> str:
    text = f"{group.street}|{group.unit}|{group.number}"
    return f"{npi}-{blake2b(text.encode(), digest_size=5).hexdigest()}"


def _first(fresh: Parts, field: str, facts: list[Fact]) -> str:
    for fragment, part in fresh:
        value = str(getattr(part, field))
        if value:
            facts.append(Fact(field=field, source=fragment.source, on=fragment.on))
            return value
    return ""


def _address(fresh: Parts, facts: list[Fact]) -> Address:
    """The freshest spelling, with the nine-digit ZIP where any source has it."""
    fragment, part = fresh[0]
    facts.append(Fact(field="address", source=fragment.source, on=fragment.on))
    chosen = part.address
    if len(fresh) == 1:
        return chosen
    longest = max((p.address for _, p in fresh), key=lambda one: len(one.zip))
    suite = chosen.line2 or _suite(fresh, chosen)
    if (longest.zip, suite) == (chosen.zip, chosen.line2):
        return chosen
    same_zip = longest.zip5 == chosen.zip5 or not chosen.zip
    return Address(
        line1=chosen.line1,
        line2=suite,
        city=chosen.city or longest.city,
        state=chosen.state or longest.state,
        zip=longest.zip if same_zip else chosen.zip,
    )


def _suite(fresh: Parts, chosen: Address) -> str:
    """The second line of another source where the chosen one gives no suite at all."""
    if street_key(chosen)[1]:
        return ""
    return next((p.address.line2 for _, p in fresh if street_key(p.address)[1]), "")


def _accepting(parts: Parts, facts: list[Fact]) -> Accepting:
    known = [
        (fragment, flag) for fragment, part in parts if (flag := _flag(fragment, part)) != "unknown"
    ]
    if not known:
        return "unknown"
    fragment, flag = min(
        known,
        key=lambda one: (
            _ACCEPTING_ORDER[one[0].source],
            -(one[0].on.toordinal() if one[0].on else 0),
        ),
    )
    facts.append(Fact(field="accepting", source=fragment.source, on=fragment.on))
    return flag


def _flag(fragment: Fragment, part: OfficePart) -> Accepting:
    return part.accepting if part.accepting != "unknown" else fragment.accepting


def _participations(parts: Parts, accepting: Accepting) -> tuple[Participation, ...]:
    """All participations, each once; the newest statement wins where two are of one period.

    Where a row's flag is not the office's, its participations carry it: each plan keeps its own.
    """
    found: dict[tuple[object, ...], Participation] = {}
    for fragment, part in parts:
        flag = _flag(fragment, part)
        own = flag if flag not in ("unknown", accepting) else "unknown"
        for one in (*part.participations, *fragment.participations):
            if part.past:
                continue
            kept = _with_flag(one, own)
            key = (one.plan, one.network, one.tier, one.source, one.start, one.end)
            before = found.get(key)
            if before is None or (before.verified_on or date.min) < (kept.verified_on or date.min):
                found[key] = kept
    return tuple(found.values())


def _with_flag(one: Participation, flag: Accepting) -> Participation:
    if flag == "unknown" or one.accepting != "unknown":
        return one
    return Participation(
        plan=one.plan,
        network=one.network,
        tier=one.tier,
        accepting=flag,
        start=one.start,
        end=one.end,
        source=one.source,
        verified_on=one.verified_on,
    )


def _practised(
    group: _Group, groups: list[_Group], held: tuple[HeldSpecialty, ...]
) -> tuple[HeldSpecialty, ...]:
    """The specialties practised at an office.

    A role's own; a source that does not tell offices apart adds all of its specialties but those
    that another role at the same street claims. In the form the provider's list has them.
    """
    if not group.role:
        return held
    claimed = {key for other in groups if other is not group for key in other.role}
    keys = set(group.role)
    for fragment, part in group.parts:
        if not part.specialties and not part.past:
            keys.update({_key(one) for one in fragment.specialties} - claimed)
    return tuple(one for one in held if _key(one) in keys)


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
