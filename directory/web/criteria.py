"""A search as parameters that each say one thing, whatever line it was typed in."""

import msgspec

from directory.hooks import reader
from directory.params.common import Door
from directory.params.raw import Raw
from directory.params.search import Asked
from directory.search.request import SearchRequest

KEPT = ("lat", "lon", "radius", "as_of", "verified_within", "widen", "sort", "limit", "outside")
"""Parameters that a typed line cannot hold: they stay as they were sent."""
NEVER = ("cursor", "facets", "page")
"""What belongs to one page of results only."""
CONTROLS = frozenset(
    ("radius", "accepting", "telehealth", "gender", "language", "verified_within", "sort",
     "outside")
)  # fmt: skip
"""Parameters that a results page shows as controls of their own."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What the search form shows: three texts, what was picked for them, and all other criteria."""

    q: str = ""
    coverage: str = ""
    where: str = ""
    plan: str = ""
    place: str = ""
    specialty: str = ""
    lat: str = ""
    lon: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


def explicit(asked: Asked, raw: Raw) -> Raw:
    """The parameters that ask the same search without a typed line; a phone number stays one."""
    of = asked.request
    found: dict[str, list[str]] = {
        "q": [of.phone] if of.phone else [],
        "name": [of.name] if of.name else [],
        "npi": [",".join(of.npis)] if of.npis else [],
        "specialty": [*of.specialties, *of.codes],
        "plan": list(of.plans),
        "issuer": list(of.issuers),
        "network": list(of.networks),
        "place": [asked.place.id] if asked.place else [],
        "accepting": ["true"] if of.accepting else [],
        "telehealth": ["true"] if of.telehealth else [],
        "gender": list(of.genders),
        "language": list(of.languages),
        "accessibility": list(of.accessibility),
        "kind": list(of.kinds),
        **{name: list(raw[name]) for name in KEPT if name in raw},
    }
    return {name: values for name, values in found.items() if values}


def without(criteria: Raw, *names: str) -> Raw:
    """The criteria without some parameters."""
    return {name: values for name, values in criteria.items() if name not in names}


def results_form(asked: Asked, criteria: Raw, door: Door, here: str) -> Form:
    """The form above results, where filters are controls of their own."""
    typed = _typed(asked, door)
    held = without(criteria, *CONTROLS, *NEVER, "q", "name", "npi")
    picked = _one_specialty(asked)
    if picked or _words(asked):
        held = without(held, "specialty")
    return _form(typed, picked, held, door, here)


def typed_form(raw: Raw, door: Door, here: str) -> Form:
    """The form of a search that was not understood: all as it was sent."""
    typed = raw.get("q", raw.get("name", [""]))[0]
    form = _form(typed, "", without(raw, *NEVER, "q", "name"), door, here)
    return msgspec.structs.replace(
        form,
        where=raw.get("where", [form.where])[0],
        coverage=raw.get("coverage", [form.coverage])[0],
    )


def _form(typed: str, specialty: str, held: Raw, door: Door, here: str) -> Form:
    place = door.gazetteer.get(held["place"][0]) if "place" in held else None
    plans = held.get("plan", ())
    plan = door.engine.plans().plans.get(plans[0]) if len(plans) == 1 else None
    point = "lat" in held and "lon" in held and place is None
    taken = ["where", "coverage", *(["place"] if place else []), *(["plan"] if plan else [])]
    taken += ["lat", "lon"] if point else []
    return Form(
        q=typed,
        coverage=plan.name if plan else "",
        where=place.label if place else here if point else "",
        plan=plan.id if plan else "",
        place=place.id if place else "",
        specialty=specialty,
        lat=held["lat"][0] if point else "",
        lon=held["lon"][0] if point else "",
        hidden=tuple((n, v) for n, values in held.items() if n not in taken for v in values),
    )


def _one_specialty(asked: Asked) -> str:
    """The specialty picked, where the first field shows its name and nothing else."""
    of = asked.request
    if of.name or of.npis or of.phone or of.codes or len(of.specialties) != 1:
        return ""
    return of.specialties[0]


def _typed(asked: Asked, door: Door) -> str:
    """What the first field shows: names, numbers, and the words or names of specialties."""
    of: SearchRequest = asked.request
    picked = _one_specialty(asked)
    what = door.catalog.name(picked, reader.language()) if picked else _words(asked)
    return " ".join(part for part in (of.name, *of.npis, of.phone, what) if part)


def _words(asked: Asked) -> str:
    """The typed words that were read as specialties."""
    words = asked.interpreted.get("words")
    return str(words.get("specialty", "")) if isinstance(words, dict) else ""
