"""Checks of a generation before it serves; each names what to do where it fails."""

from collections.abc import Callable, Iterable
from datetime import date

from directory.model.generation import Generation
from directory.model.policy import Policy
from directory.model.provider import Deactivated, Office, Provider
from directory.search.engine import Engine
from directory.search.request import Near, SearchRequest
from indexer.report import Check
from indexer.tally import Tally

# A generation that loses more than this share of anything is held to be a mistake.
MOST_LOST = 0.2
# With fewer than this, losing a fifth says nothing.
TOO_FEW = 20
_REBUILD = "publish again; if it fails again, report it with this line"


def check_counts(made: Generation, tally: Tally) -> list[Check]:
    """Whether the engine holds what went in, and everyone has what a provider needs."""
    went = (tally.providers, tally.offices, tally.deactivated)
    came = (made.providers, made.offices, made.deactivated)
    complete = went == came
    detail = f"{came[0]:,} providers, {came[1]:,} offices, {came[2]:,} deactivated"
    if not complete:
        detail = f"went in {went}, came out {came} (providers, offices, deactivated): {_REBUILD}"
    required = "; ".join(tally.faults) + ": reload the source that names them"
    return [
        Check("complete", complete, detail),
        Check("not-empty", True, "there are providers or policies")
        if made.providers + made.deactivated + made.policies
        else Check("not-empty", False, "stage a file first"),
        Check(
            "required-fields",
            not tally.faults,
            required if tally.faults else "every provider has a name, every office its own id",
        ),
    ]


def check_drop(made: Generation, live: Generation | None, *, allowed: bool) -> Check:
    """Whether the generation lost much against the live one."""
    name = "no-drop"
    if live is None:
        return Check(name, True, "there is no generation before")
    lost = []
    for what in ("providers", "offices", "plans", "policies"):
        before, after = getattr(live, what), getattr(made, what)
        if before >= TOO_FEW and after < before * (1 - MOST_LOST):
            lost.append(f"{what} {before:,} → {after:,}")
    if not lost:
        return Check(name, True, f"nothing fell by more than {MOST_LOST:.0%} against {live.id}")
    if allowed:
        return Check(name, True, f"allowed to fall: {', '.join(lost)}")
    return Check(
        name,
        False,
        f"fell by more than {MOST_LOST:.0%} against {live.id}: {', '.join(lost)}; "
        "check that the files are whole, or add --allow-drop if this is meant",
    )


def check_lookups(
    engine: Engine, sample: Iterable[Provider], withdrawn: Iterable[Provider], today: date
) -> list[Check]:
    """Whether people who must be found are found: by NPI, name, specialty with place, and plan."""
    people = list(sample)
    return [
        _all("by-npi", people, lambda one: _same(engine.get(one.npi), one)),
        _all("by-name", people, lambda one: _finds(engine, one, _by_name(one, today))),
        _all(
            "by-specialty-and-place",
            people,
            lambda one: _finds(engine, one, _by_place(one, today)),
        ),
        _all("by-plan", people, lambda one: _finds(engine, one, _by_plan(one, today))),
        _all(
            "deactivated",
            list(withdrawn),
            lambda one: isinstance(engine.get(one.npi), Deactivated),
        ),
    ]


def check_policies(engine: Engine, staged: Iterable[Policy]) -> Check:
    """Whether every version of every policy that went in comes out the same."""
    name, book, count = "policies", engine.policies(), 0
    for policy in staged:
        count += 1
        if book.get(policy.number, policy.version) != policy:
            lost = f"{policy.number} version {policy.version}"
            return Check(name, False, f"not found as it was loaded: {lost}: {_REBUILD}")
    return Check(name, True, f"{len(book):,} policies in {count:,} versions")


def _all(name: str, people: list[Provider], passes: Callable[[Provider], bool | None]) -> Check:
    """A check over a sample; None from `passes` means that it does not apply."""
    results = [(one.npi, passes(one)) for one in people]
    failed = [npi for npi, result in results if result is False]
    asked = sum(result is not None for _, result in results)
    if failed:
        return Check(name, False, f"not found: {', '.join(failed[:5])}: {_REBUILD}")
    return Check(name, True, f"{asked} of {asked} found")


def _same(found: Provider | Deactivated | None, expected: Provider) -> bool:
    return (
        isinstance(found, Provider)
        and found.name.full == expected.name.full
        and len(found.offices) == len(expected.offices)
    )


def _finds(engine: Engine, provider: Provider, request: SearchRequest | None) -> bool | None:
    if request is None:
        return None
    page = engine.search(request)
    return any(hit.provider.npi == provider.npi for hit in page.hits)


def _by_name(provider: Provider, today: date) -> SearchRequest | None:
    words = f"{provider.name.first} {provider.name.last}".strip() or provider.name.full
    if not any(c.isalpha() for c in words):
        return None
    return SearchRequest(as_of=today, name=words, npis=(provider.npi,), limit=1)


def _by_place(provider: Provider, today: date) -> SearchRequest | None:
    for office in provider.offices:
        near = _near(office)
        known = next((held.id for held in office.specialties if held.id), None)
        if near is not None and known is not None:
            return SearchRequest(
                as_of=today, specialties=(known,), near=near, radius=1.0, widen=False,
                npis=(provider.npi,), limit=1,
            )  # fmt: skip
    return None


def _by_plan(provider: Provider, today: date) -> SearchRequest | None:
    for office in provider.offices:
        for one in office.participations:
            day = next((d for d in (today, one.start, one.end) if d and one.in_force(d)), None)
            if day is not None:
                return SearchRequest(as_of=day, plans=(one.plan,), npis=(provider.npi,), limit=1)
    return None


def _near(office: Office) -> Near | None:
    if office.lat is None or office.lon is None:
        return None
    return Near(office.lat, office.lon)
