"""Brings the catalogs of every room up to date with its sources, and compiles them.

`python -m scripts.translations.build [ROOM…]` rewrites the .po files (new sentences come in empty,
those that are gone fall out) and the .mo files, and fails while a sentence lacks its translation.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

DIRECTORY = Path(__file__).parents[2] / "directory"
LANGUAGES = ("es", "zh", "ru")
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_L": None, "lazy_gettext": None}
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in every compiled catalog, so that only words make changes."""
HEADER = "# Sentences of the pages. Made from the sources by scripts/translations/build.py."


def rooms() -> Iterator[Path]:
    """Folders of the rooms that have catalogs."""
    yield from sorted(folder.parent for folder in DIRECTORY.glob("*/translations"))


def template(room: Path) -> Catalog:
    """Every sentence of a room's sources; places are left out, so that only words make changes."""
    found = Catalog(charset="utf-8")
    for _, _, message, comments, _ in extract_from_dir(
        room, method_map=METHODS, keywords=KEYWORDS, comment_tags=("NOTE:",)
    ):
        found.add(message, auto_comments=comments)
    return found


def po_file(room: Path, language: str) -> Path:
    """Where the sentences of a language are kept."""
    return room / "translations" / language / "LC_MESSAGES" / "messages.po"


def updated(room: Path, language: str) -> Catalog:
    """The kept catalog with the sentences of the sources, none more and none fewer."""
    path = po_file(room, language)
    held = Catalog(locale=language)
    if path.exists():
        held = read_po(io.BytesIO(path.read_bytes()), locale=language)
    fresh = Catalog(locale=language, charset="utf-8", header_comment=HEADER, fuzzy=False)
    for message in template(room):
        if message.id:
            old = held.get(message.id)
            fresh.add(message.id, old.string if old else None)
    return fresh


def po_bytes(catalog: Catalog) -> bytes:
    """A catalog as text, without dates and versions that would differ from run to run."""
    out = io.BytesIO()
    write_po(out, catalog, sort_output=True, width=100, omit_header=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    changing = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator',
                '"Language-Team', '"Project-Id-Version', '"Report-Msgid-Bugs-To')  # fmt: skip
    return "".join(line for line in lines if not line.startswith(changing)).encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """A catalog as gettext reads it."""
    out = io.BytesIO()
    plain = read_po(io.BytesIO(po_bytes(catalog)), locale=catalog.locale)
    plain.creation_date = plain.revision_date = UNDATED
    write_mo(out, plain)
    return out.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Sentences without a translation, or without one of the plural forms."""
    return [
        str(message.id)
        for message in catalog
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def main(wanted: list[str]) -> int:
    """Write the catalogs of some rooms, or all; how many sentences still lack a translation."""
    lacking = 0
    for room in rooms():
        if wanted and room.name not in wanted:
            continue
        for language in LANGUAGES:
            catalog = updated(room, language)
            path = po_file(room, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_bytes(catalog))
            path.with_suffix(".mo").write_bytes(mo_bytes(catalog))
            for one in missing(catalog):
                lacking += 1
                sys.stderr.write(f"{path.relative_to(DIRECTORY)}: no translation of {one!r}\n")
    return lacking


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
