"""Merges what the sources say of plans, networks and issuers into one book."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from directory.model.plan import Issuer, Network, Plan
from indexer.issuer_names import marketed_as
from indexer.stage import Stage

# Plan-Net names plans, networks and owners; marketplace files plans only; the Plan Finder none.
_RANK = {"plan-net": 0, "qhp": 1, "mpf": 2}
_Noun = TypeVar("_Noun", Plan, Network, Issuer)
Book = tuple[list[Issuer], list[Network], list[Plan]]


def make_book(stage: Stage) -> Book:
    """Issuers, networks and plans, each by id; issuers that nothing refers to only by name."""
    plans = [_plan(rows) for rows in _grouped(stage, "plan", Plan)]
    networks = [_network(rows) for rows in _grouped(stage, "network", Network)]
    used = {plan.issuer for plan in plans} | {network.issuer for network in networks}
    issuers = [
        _issuer(rows, plans)
        for rows in _grouped(stage, "issuer", Issuer)
        if rows[0][2].id in used or not rows[0][1]
    ]
    known = {issuer.id for issuer in issuers}
    missing = sorted(one for one in used - known if one is not None)
    issuers.extend(Issuer(id=one, name=one) for one in missing)
    return issuers, networks, plans


def _grouped(
    stage: Stage, kind: str, shape: type[_Noun]
) -> Iterable[list[tuple[str, bool, _Noun]]]:
    """(source, stub, noun) by id, the best statement first."""
    groups: dict[str, list[tuple[str, bool, _Noun]]] = {}
    for source, stub, data in stage.book(kind):
        noun = msgspec.json.decode(data, type=shape)
        groups.setdefault(noun.id, []).append((source, stub, noun))
    for rows in groups.values():
        yield sorted(rows, key=lambda row: (row[1], _RANK.get(row[0], 9)))


def _plan(rows: list[tuple[str, bool, Plan]]) -> Plan:
    nouns = [noun for _, _, noun in rows]
    best = nouns[0]
    return Plan(
        id=best.id,
        name=best.name,
        issuer=next((one.issuer for one in nouns if one.issuer), None),
        id_type=next((one.id_type for one in nouns if one.id_type), ""),
        type=next((one.type for one in nouns if one.type), ""),
        years=tuple(sorted({year for one in nouns for year in one.years})),
        states=tuple(dict.fromkeys(state for one in nouns for state in one.states)),
        networks=tuple(dict.fromkeys(net for one in nouns for net in one.networks)),
        tiers=tuple(dict.fromkeys(tier for one in nouns for tier in one.tiers)),
        url=next((one.url for one in nouns if one.url), ""),
        sources=_sources(rows),
    )


def _network(rows: list[tuple[str, bool, Network]]) -> Network:
    best = rows[0][2]
    issuer = next((noun.issuer for _, _, noun in rows if noun.issuer), None)
    return Network(id=best.id, name=best.name, issuer=issuer, sources=_sources(rows))


def _issuer(rows: list[tuple[str, bool, Issuer]], plans: list[Plan]) -> Issuer:
    _, stub, best = rows[0]
    own = [plan for plan in plans if plan.issuer == best.id]
    states = {state for _, _, noun in rows for state in noun.states}
    states.update(state for plan in own for state in plan.states)
    # A stub is a number that some file used; its plans may say what people call it.
    marketed = marketed_as(plan.name for plan in own if plan.name != plan.id) if stub else ""
    name = marketed or best.name
    return Issuer(id=best.id, name=name, states=tuple(sorted(states)), sources=_sources(rows))


def _sources(rows: list[tuple[str, bool, _Noun]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for source, _, _ in rows))
