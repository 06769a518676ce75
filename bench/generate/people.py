"""Batches as rows: plain tuples of texts that both formats are written from."""

from collections.abc import Iterator

import msgspec

from bench.generate.draw import LANGUAGES, Batch
from bench.generate.lists import GROUP_WORDS, STREETS, kinds, names, zips


class Site(msgspec.Struct, frozen=True, gc=False):
    """One office."""

    line1: str
    line2: str
    city: str
    state: str
    zip: str
    phone: str


class Provider(msgspec.Struct, frozen=True, gc=False):
    """One provider; `organization` is empty for a person. `row` is the place in the batch."""

    row: int
    npi: str
    organization: str
    last: str
    first: str
    middle: str
    former: str
    female: bool
    codes: tuple[str, ...]
    texts: tuple[str, ...]
    credential: str
    sites: tuple[Site, ...]
    updated: int
    accepting: int
    language: str
    in_nppes: bool
    in_market: bool


def providers(batch: Batch) -> Iterator[Provider]:
    """The providers of a batch, in order."""
    lists, people, groups = names(), kinds("i"), kinds("o")
    # Lists of plain numbers: taking them one by one from arrays costs ten times as much.
    columns = zip(
        batch.npi.tolist(),
        batch.organization.tolist(),
        batch.last.tolist(),
        batch.given.tolist(),
        batch.middle.tolist(),
        batch.former.tolist(),
        batch.female.tolist(),
        batch.specialty.tolist(),
        batch.also.tolist(),
        batch.updated.tolist(),
        batch.accepting.tolist(),
        batch.language.tolist(),
        batch.in_nppes.tolist(),
        batch.in_market.tolist(),
        batch.group.tolist(),
        _sites(batch),
        strict=True,
    )
    for row, (
        number, is_group, last, given, middle, former, female, code, also, updated, accepting,
        language, in_nppes, in_market, group, sites,
    ) in enumerate(columns):  # fmt: skip
        held = groups if is_group else people
        second = held.kin[code]
        also = also and second != code
        yield Provider(
            row,
            str(number),
            f"{GROUP_WORDS[group]} {held.texts[code].upper()}" if is_group else "",
            "" if is_group else lists.last[last],
            "" if is_group else lists.first[given],
            chr(65 + middle) if middle < 26 and not is_group else "",
            lists.last[former] if former >= 0 and not is_group else "",
            female,
            (held.codes[code], held.codes[second]) if also else (held.codes[code],),
            (held.texts[code], held.texts[second]) if also else (held.texts[code],),
            held.credentials[code],
            sites,
            updated,
            accepting,
            LANGUAGES[language] if language >= 0 else "",
            # A provider that no source names would not be one.
            in_nppes or not in_market,
            in_market,
        )


def _sites(batch: Batch) -> Iterator[tuple[Site, ...]]:
    places = zips()
    for count, where, numbers, streets, suites, phones in zip(
        batch.offices.tolist(),
        batch.zip.tolist(),
        batch.number.tolist(),
        batch.street.tolist(),
        batch.suite.tolist(),
        batch.phone.tolist(),
        strict=True,
    ):
        yield tuple(
            Site(
                f"{numbers[index]} {STREETS[streets[index]]}",
                f"STE {suites[index]}" if 0 < suites[index] < 350 else "",
                places.cities[where[index]],
                places.states[where[index]],
                places.codes[where[index]],
                f"{places.areas[where[index]]}555{phones[index]:04d}",
            )
            for index in range(count)
        )
