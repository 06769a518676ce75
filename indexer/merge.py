"""Merges what all sources say of one NPI into a provider; each value remembers source and date."""

from collections.abc import Iterable
from datetime import date

from directory.model.provider import Fact, HeldSpecialty, Kind, Name, OtherName, Provider
from indexer.clean.addresses import plain
from indexer.clean.names import as_other
from indexer.items import Fragment, SourceName, in_order
from indexer.locate import Locate
from indexer.offices import merge_offices

# Who is believed first where sources differ. NPPES is the register of names, and its rows are
# attested by the provider; the others repeat them, often shortened.
NAME_ORDER: tuple[SourceName, ...] = ("nppes", "plan-net", "mpf", "qhp")
_RANK = {name: rank for rank, name in enumerate(NAME_ORDER)}


def merge(fragments: list[Fragment], locate: Locate) -> Provider:
    """The provider that the fragments of one NPI make.

    An NPI that NPPES has deactivated keeps no office, whatever other sources still list.
    Raises ValueError where no fragment names the provider.
    """
    ordered = _current(sorted(fragments, key=_believed))
    sources = in_order({fragment.source for fragment in ordered})
    updated = _latest(fragment.on for fragment in ordered)
    register = next((f for f in ordered if f.source == "nppes" and f.scope == "main"), None)
    if register is not None and register.deactivated:
        return Provider(
            npi=register.npi,
            kind=_kind(ordered),
            name=Name(full=""),
            deactivated_on=register.deactivated_on,
            updated_on=updated,
            sources=sources,
        )
    facts: list[Fact] = []
    specialties = _specialties(ordered, facts)
    name = _name(ordered, facts)
    return Provider(
        npi=ordered[0].npi,
        kind=_kind(ordered),
        name=name,
        gender=next(
            (_noted(facts, "gender", f).gender for f in ordered if f.gender != "unknown"),
            "unknown",
        ),
        languages=_languages(ordered, facts),
        specialties=specialties,
        offices=merge_offices(ordered, specialties, locate),
        updated_on=updated,
        verified_on=_latest(fragment.verified_on or fragment.on for fragment in ordered),
        sources=sources,
        facts=tuple(facts),
    )


def _believed(fragment: Fragment) -> tuple[int, int]:
    """Sorts fragments: source by source, within a source the newest first."""
    return _RANK[fragment.source], -(fragment.on.toordinal() if fragment.on else 0)


def _current(ordered: list[Fragment]) -> list[Fragment]:
    """Without the older ones of several main rows of NPPES: the register has one row a number.

    A monthly file and its weekly updates, loaded in one call, bring several.
    """
    rows = [f for f in ordered if f.source == "nppes" and f.scope == "main"]
    if len(rows) < 2:
        return ordered
    # Of rows of one day the later one in the files.
    newest = next(f for f in reversed(rows) if f.on == rows[0].on)
    return [f for f in ordered if f is newest or f.source != "nppes" or f.scope != "main"]


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _noted(facts: list[Fact], field: str, fragment: Fragment) -> Fragment:
    facts.append(Fact(field=field, source=fragment.source, on=fragment.on))
    return fragment


def _kind(ordered: list[Fragment]) -> Kind:
    return next((f.kind for f in ordered if f.kind is not None), "individual")


def _name(ordered: list[Fragment], facts: list[Fact]) -> Name:
    """The best source's name; what the others write differently is kept among the other names."""
    named = [f for f in ordered if f.name is not None]
    first = next((f for f in named if f.name is not None and f.name.full), None)
    if first is None or first.name is None:
        raise ValueError(f"no source names the provider with NPI {ordered[0].npi}")
    _noted(facts, "name", first)
    chosen = _best_spelling(first.name, [f.name for f in named if f.name is not None])
    others: dict[str, OtherName] = {}
    for fragment in named:
        name = fragment.name
        if name is None:
            continue
        if name.full and name is not chosen and _differs(name, chosen):
            others.setdefault(name.full.casefold(), as_other(name))
        for other in name.others:
            # A name with its kind says more than the same name without; the best source's counts.
            known = others.get(other.full.casefold())
            if known is None or known.kind == "other":
                others[other.full.casefold()] = other
    others.pop(chosen.full.casefold(), None)
    if tuple(others.values()) == chosen.others:
        return chosen
    return Name(
        full=chosen.full,
        prefix=chosen.prefix,
        first=chosen.first,
        middle=chosen.middle,
        last=chosen.last,
        suffix=chosen.suffix,
        credential=chosen.credential,
        others=tuple(others.values()),
    )


def _best_spelling(chosen: Name, names: list[Name]) -> Name:
    """The chosen name as the first source writes it that keeps capitals and accents.

    NPPES holds capitals without accents, so where another source gives the same name with other
    small letters or accents, that spelling is the person's own.
    """
    for name in names:
        if not chosen.last or (name.first, name.last) == (chosen.first, chosen.last):
            continue
        if _folded(name.first + "|" + name.last) != _folded(chosen.first + "|" + chosen.last):
            continue
        parts = (name.first, chosen.middle, name.last, chosen.suffix)
        return Name(
            full=" ".join(filter(None, parts)),
            prefix=chosen.prefix,
            first=name.first,
            middle=chosen.middle,
            last=name.last,
            suffix=chosen.suffix,
            credential=chosen.credential,
            others=chosen.others,
        )
    return chosen


def _folded(text: str) -> str:
    return plain(text).casefold()


def _differs(name: Name, chosen: Name) -> bool:
    """Whether two names are more than two ways of giving one: middle names and titles aside."""
    if chosen.last or name.last:
        return (_folded(name.first), _folded(name.last)) != (
            _folded(chosen.first),
            _folded(chosen.last),
        )
    return _folded(name.full) != _folded(chosen.full)


def _languages(ordered: list[Fragment], facts: list[Fact]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for fragment in ordered:
        if fragment.languages:
            _noted(facts, "languages", fragment)
            found.update(dict.fromkeys(fragment.languages))
    return tuple(found)


def _specialties(ordered: list[Fragment], facts: list[Fact]) -> tuple[HeldSpecialty, ...]:
    """Every source's specialties; the primary one is the best source's."""
    stated = []
    for fragment in ordered:
        if fragment.specialties:
            _noted(facts, "specialties", fragment)
            stated.append(fragment.specialties)
        stated.extend(part.specialties for part in fragment.offices if part.specialties)
    return union(stated)


def union(stated: Iterable[tuple[HeldSpecialty, ...]]) -> tuple[HeldSpecialty, ...]:
    """Specialties of several statements, each once.

    One known by its catalog id alone gives way to one with a code of the same id. At most one is
    primary: the first so marked, or where none is, none.
    """
    found: dict[tuple[str | None, str | None, str], HeldSpecialty] = {}
    for held in (one for statement in stated for one in statement):
        key = (held.id, held.code, "" if held.id or held.code else held.text.casefold())
        found.setdefault(key, held)
    coded = {held.id for held in found.values() if held.code and held.id}
    kept = [held for held in found.values() if held.code or held.id not in coded or not held.id]
    primary = next((held for held in kept if held.primary), None)
    return tuple(
        held
        if held is primary or not held.primary
        else HeldSpecialty(id=held.id, code=held.code, text=held.text)
        for held in kept
    )
