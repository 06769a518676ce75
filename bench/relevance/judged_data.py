"""Reads the judged queries, each with what a person who types it may mean."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from directory.model.plan import Issuer, Network, Plan
from directory.search.planbook import PlanBook

FOLDER = Path(__file__).with_name("judged")
FIXTURES = Path(__file__).parents[2] / "fixtures" / "qhp" / "plans.json"
HALVES = ("tune", "test")
# The sample plans name no issuer; what stands before the metal level is its name.
_METAL = re.compile(r"\b(?:Bronze|Silver|Gold|Platinum|Catastrophic)\b")


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """One query: its half, its set and class, the text, and whether an answer is a right one.

    `groups` are the lines of the report that it counts in; `state` is asked along with a plan.
    """

    half: str
    groups: tuple[str, ...]
    query: str
    state: str
    right: Callable[[str], bool]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A whole line of the one box, and the parts it must be read as; parts not named are none."""

    half: str
    group: str
    query: str
    parts: dict[str, str]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of the set, by column."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def specialties() -> list[Judged]:
    """Phrases by language, each with the specialties that a patient may mean."""
    return [
        Judged(
            half=row["half"],
            groups=(f"specialties {row['language']}", f"specialties: {row['class']}"),
            query=row["query"],
            state="",
            right=one_of(row["specialties"]),
        )
        for row in rows("specialties.tsv")
    ]


def places() -> list[Judged]:
    """Ways to write a place; a `*` at the end of an answer stands for any rest."""
    return [
        Judged(
            half=row["half"],
            groups=(f"places: {row['class']}",),
            query=row["query"],
            state="",
            right=one_of(row["places"]),
        )
        for row in rows("places.tsv")
    ]


def plans(book: PlanBook) -> list[Judged]:
    """Ways to name a plan of the book, each with the conditions that a right plan fulfils."""
    return [
        Judged(
            half=row["half"],
            groups=(f"plans: {row['class']}",),
            query=row["query"],
            state=row["state"],
            right=plan_test(row["plans"], book),
        )
        for row in rows("plans.tsv")
    ]


def one_box() -> list[Line]:
    """Whole lines, each with all its parts."""
    return [
        Line(
            half=row["half"],
            group=f"one box: {row['class']}",
            query=row["query"],
            parts=dict(_part(part) for part in row["parts"].split("; ")),
        )
        for row in rows("one_box.tsv")
    ]


def one_of(patterns: str) -> Callable[[str], bool]:
    """Whether an id is one of those separated by blanks or commas."""
    allowed = patterns.replace(",", " ").split()
    return lambda found: any(fnmatchcase(found, pattern) for pattern in allowed)


def plan_test(conditions: str, book: PlanBook) -> Callable[[str], bool]:
    """Whether a plan id fulfils `issuer:91001 metal:Silver / issuer:…`; a slash means or."""
    ways = [_condition(way.split()) for way in conditions.split(" / ")]

    def is_right(found: str) -> bool:
        plan = book.plans.get(found)
        return plan is not None and any(way(plan) for way in ways)

    return is_right


def issuers_allowed(conditions: str) -> set[str]:
    """Issuers that alone are a right answer: those of a way with no further condition."""
    ways = [way.split() for way in conditions.split(" / ")]
    return {
        way[0].removeprefix("issuer:") for way in ways if way[0][:6] == "issuer" and not way[1:]
    }


def planbook() -> PlanBook:
    """The fixed book: the sample marketplace plans and the invented ones of `planbook.tsv`."""
    issuers: dict[str, Issuer] = {}
    networks, held = [], list(_sample())
    for plan in held:
        owner = plan.issuer or ""
        name = _METAL.split(plan.name)[0].strip()
        issuers.setdefault(owner, Issuer(id=owner, name=name))
    for what, *cells in _book_lines():
        if what == "issuer":
            issuers[cells[0]] = Issuer(id=cells[0], name=cells[1], states=tuple(cells[2].split()))
        elif what == "network":
            networks.append(Network(id=cells[0], name=cells[1], issuer=cells[2]))
        else:
            held.append(_plan(cells))
    return PlanBook(issuers.values(), networks, held)


def _book_lines() -> Iterator[list[str]]:
    for line in (FOLDER / "planbook.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _plan(cells: list[str]) -> Plan:
    plan_id, id_type, name, issuer, product, _, years, states, network = cells
    return Plan(
        id=plan_id,
        name=name,
        issuer=issuer,
        id_type=id_type,
        type=product,
        years=tuple(int(year) for year in years.split()),
        states=tuple(states.split()),
        networks=(network,),
    )


def _sample() -> Iterator[Plan]:
    for one in json.loads(FIXTURES.read_text("utf-8")):
        yield Plan(
            id=one["plan_id"],
            name=one["marketing_name"],
            issuer=one["plan_id"][:5],
            id_type=one["plan_id_type"],
            years=tuple(one["years"]),
            states=(one["plan_id"][5:7],),
        )


def _condition(terms: list[str]) -> Callable[[Plan], bool]:
    wanted = [term.split(":", 1) for term in terms]
    return lambda plan: all(_fulfils(plan, key, value) for key, value in wanted)


def _fulfils(plan: Plan, key: str, value: str) -> bool:
    match key:
        case "id":
            # As a patient types it: whole or begun.
            return plan.id.startswith(value)
        case "issuer":
            return plan.issuer == value
        case "metal" | "word":
            return value.replace("_", " ").lower() in plan.name.lower()
        case "type":
            return plan.type == value
        case "state":
            return value in plan.states
        case "year":
            return int(value) in plan.years
    raise ValueError(f"unknown condition {key!r}: id, issuer, metal, word, type, state or year")


def _part(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key, value
