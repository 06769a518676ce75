"""Five hundred marketplace plans of sixty issuers, by state, with the networks that they use."""

import json

import msgspec
import numpy as np

from bench.generate.lists import zips

PLANS, ISSUERS = 500, 60
# Plans on average of a provider that takes part in any; the rest of the years are oddities.
PLANS_EACH = 10.5
YEARS = ((2026,), (2026, 2027), (2025,), (2027,))
YEAR_SHARES = (0.94, 0.03, 0.02, 0.01)
_METALS = ("Bronze HMO", "Silver HMO", "Gold PPO", "Silver EPO", "Platinum PPO", "Bronze PPO")
_WORDS = [
    "Harbor",
    "Summit",
    "Prairie",
    "Lantern",
    "Keystone",
    "Cascade",
    "Meadow",
    "Beacon",
    "Granite",
    "Juniper",
]
_KINDS = ["Health", "Mutual", "Care", "Alliance", "Plans", "Assurance"]
_TERRITORIES = {"PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"}


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """A network in one state: the plans that use it, and as JSON once for each of YEARS."""

    plans: tuple[str, ...]
    json: tuple[str, ...]


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """All plans (elements of plans.json), networks by state, how likely a provider joins one."""

    plans: list[dict[str, object]]
    networks: dict[str, list[Network]]
    join: dict[str, float]


def book() -> Book:
    """The plans; the same ones in every directory, whatever its size and seed."""
    places = zips()
    people: dict[str, float] = {}
    for state, weight in zip(places.states, _populations(), strict=True):
        people[state] = people.get(state, 0.0) + weight
    states = sorted(state for state in people if state not in _TERRITORIES)
    plans: list[dict[str, object]] = []
    networks: dict[str, list[Network]] = {}
    next_issuer = 0
    shares = _shares([people[state] ** 0.6 for state in states])
    for state, count in zip(states, shares, strict=True):
        sellers = max(2, round(count / 4))
        issuers = [(next_issuer + step) % ISSUERS for step in range(sellers)]
        next_issuer += sellers
        networks[state] = []
        for place, issuer in enumerate(issuers):
            own = _plans(state, issuer, len(range(place, count, sellers)))
            plans += own
            networks[state] += _networks(own)
    return Book(plans=plans, networks=networks, join=_join(people, states, networks))


def _populations() -> list[float]:
    # Weighted keeps running sums; their steps are the people in each ZIP code.
    return [float(people) for people in zips().weights.steps()]


def _shares(weights: list[float]) -> list[int]:
    """PLANS dealt out by weight, three at least, the rest to the largest remainders."""
    least = 3
    spare = PLANS - least * len(weights)
    exact = [spare * weight / sum(weights) for weight in weights]
    shares = [least + int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: (int(exact[place]) - exact[place], place))
    for place in by_rest[: PLANS - sum(shares)]:
        shares[place] += 1
    return shares


def _plans(state: str, issuer: int, count: int) -> list[dict[str, object]]:
    name = f"{_WORDS[issuer % 10]} {_KINDS[issuer // 10]}"
    return [
        {
            "plan_id_type": "HIOS-PLAN-ID",
            "plan_id": f"{70001 + issuer}{state}{number + 1:03d}0001",
            "marketing_name": f"{name} {state} {_METALS[number % len(_METALS)]}",
            "summary_url": "https://directory.example/summary",
            "plan_contact": "plans@directory.example",
            "network": [{"network_tier": tier} for tier in _tiers(number)],
            "formulary": [],
            "last_updated_on": "2026-10-01",
            "years": [2026, 2027],
        }
        for number in range(count)
    ]


def _tiers(number: int) -> tuple[str, ...]:
    """Every third plan of an issuer uses both of its networks."""
    if number % 3 == 2:
        return ("PREFERRED", "NON-PREFERRED")
    return ("PREFERRED",) if number % 3 == 0 else ("NON-PREFERRED",)


def _networks(plans: list[dict[str, object]]) -> list[Network]:
    made = []
    for tier in ("PREFERRED", "NON-PREFERRED"):
        users = [
            str(plan["plan_id"]) for number, plan in enumerate(plans) if tier in _tiers(number)
        ]
        if users:
            texts = tuple(",".join(_entry(plan, tier, years) for plan in users) for years in YEARS)
            made.append(Network(plans=tuple(users), json=texts))
    return made


def _entry(plan: str, tier: str, years: tuple[int, ...]) -> str:
    entry = {
        "plan_id_type": "HIOS-PLAN-ID",
        "plan_id": plan,
        "network_tier": tier,
        "years": list(years),
    }
    return json.dumps(entry, separators=(",", ":"))


def _join(
    people: dict[str, float], states: list[str], networks: dict[str, list[Network]]
) -> dict[str, float]:
    """One likelihood for all states that gives PLANS_EACH on average, at most 0.95."""
    offered = [sum(len(network.plans) for network in networks[state]) for state in states]
    mean = float(np.average(offered, weights=[people[state] for state in states]))
    return dict.fromkeys(states, min(0.95, PLANS_EACH / mean))
