"""License texts: files that never change, read at the start and held to their hashes."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import msgspec

from directory.model.specialty import LANGUAGES

SHIPPED = Path(__file__).parent / "licenses"
OWN = "licenses"
"""Folder under DIRECTORY_HOME where an operator puts license texts."""
SUMS = "SHA256SUMS"
_NAME = re.compile(r"([a-z0-9][a-z0-9-]{0,62})\.([1-9][0-9]{0,5})\.([a-z]{2})\.md")


class LicenseError(ValueError):
    """A license file that cannot be used; the message names the file, the fault and the cure."""


class LicenseText(msgspec.Struct, frozen=True, kw_only=True):
    """One license, in one version and one language; `sha256` covers the whole file."""

    id: str
    version: int
    language: str
    title: str
    publisher: str
    year: int
    copyright: str
    effective_on: date
    authoritative: str
    placeholder: bool
    body: str
    source: bytes
    sha256: str


class License(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a license in all its languages. `authoritative` is the one that counts."""

    id: str
    version: int
    publisher: str
    year: int
    copyright: str
    effective_on: date
    authoritative: str
    placeholder: bool
    texts: dict[str, LicenseText]

    def text(self, language: str) -> LicenseText:
        """The text in a language; the authoritative one where there is none in it."""
        return self.texts.get(language) or self.texts[self.authoritative]

    @property
    def hashes(self) -> frozenset[str]:
        """The hashes of all its texts."""
        return frozenset(text.sha256 for text in self.texts.values())


class Line(msgspec.Struct, frozen=True):
    """A paragraph of a comparison."""

    kind: Literal["same", "added", "removed"]
    text: str


class LicenseBook:
    """All licenses in all versions."""

    def __init__(self, texts: Iterable[LicenseText]) -> None:
        groups: dict[tuple[str, int], dict[str, LicenseText]] = {}
        for text in texts:
            held = groups.setdefault((text.id, text.version), {})
            if text.language in held:
                raise LicenseError(
                    f"{_file(text)} is there twice: a text never changes, give the new one a "
                    "higher version"
                )
            held[text.language] = text
        self._versions: dict[str, list[License]] = {}
        for key in sorted(groups):
            self._versions.setdefault(key[0], []).append(_license(groups[key]))
        for versions in self._versions.values():
            _in_order(versions)

    @property
    def ids(self) -> tuple[str, ...]:
        """All license ids."""
        return tuple(self._versions)

    def current(self, license: str, today: date) -> License | None:
        """The version in force on a day; None where there is none."""
        held = self._versions.get(license, ())
        return next((one for one in reversed(held) if one.effective_on <= today), None)

    def version(self, license: str, version: int) -> License | None:
        """One version, whenever it was in force."""
        held = self._versions.get(license, ())
        return next((one for one in held if one.version == version), None)

    def published(self, license: str, today: date) -> list[License]:
        """The versions that came into force until a day, newest first."""
        held = self._versions.get(license, ())
        return [one for one in reversed(held) if one.effective_on <= today]


def load(home: Path | None = None) -> LicenseBook:
    """The shipped licenses and those of the operator under `home`. Raises LicenseError."""
    folders = [SHIPPED] + ([home / OWN] if home and (home / OWN).is_dir() else [])
    return LicenseBook([text for folder in folders for text in read_folder(folder)])


def read_folder(folder: Path) -> list[LicenseText]:
    """The texts of a folder, held to its list of hashes where it has one. Raises LicenseError."""
    sums = _sums(folder / SUMS)
    texts = [read(path) for path in sorted(folder.glob("*.md"))]
    found = {_file(text): text.sha256 for text in texts}
    if sums is not None:
        for name in sorted(found.keys() | sums.keys()):
            if found.get(name) != sums.get(name):
                raise LicenseError(
                    f"{folder / name} is not the text that {SUMS} names: restore it, or publish "
                    "the change as a new version"
                )
    return texts


def read(path: Path) -> LicenseText:
    """One file: TOML between lines of `+++`, then Markdown. Raises LicenseError."""
    source = path.read_bytes()
    match = _NAME.fullmatch(path.name)
    if not match:
        raise LicenseError(f"{path}: name it ID.VERSION.LANGUAGE.md, such as cpt-2026.2.en.md")
    try:
        _, front, body = source.decode("utf-8").split("+++\n", 2)
        said = msgspec.convert(tomllib.loads(front), type=_Front)
    except (UnicodeDecodeError, ValueError, msgspec.ValidationError) as error:
        raise LicenseError(f"{path}: the lines between +++ cannot be used: {error}") from None
    if (said.id, str(said.version), said.language) != match.groups():
        raise LicenseError(f"{path}: id, version and language are not those of its name")
    if said.language not in LANGUAGES or not body.strip():
        raise LicenseError(f"{path}: a text in one of {', '.join(LANGUAGES)} is needed")
    fields: dict[str, Any] = msgspec.structs.asdict(said)
    return LicenseText(
        **fields, body=body.strip(), source=source, sha256=hashlib.sha256(source).hexdigest()
    )


def changes(older: LicenseText, newer: LicenseText) -> list[Line]:
    """What a newer text says otherwise, by paragraphs; removed ones stand before added ones."""
    before, after = _paragraphs(older.body), _paragraphs(newer.body)
    lines: list[Line] = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, first, last, start, stop in steps:
        if step == "equal":
            lines += [Line("same", text) for text in before[first:last]]
            continue
        lines += [Line("removed", text) for text in before[first:last]]
        lines += [Line("added", text) for text in after[start:stop]]
    return lines


class _Front(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    version: int
    language: str
    title: str
    publisher: str
    year: int
    copyright: str
    effective_on: date
    authoritative: str
    placeholder: bool = False


_SHARED = ("publisher", "year", "copyright", "effective_on", "authoritative", "placeholder")


def _license(texts: dict[str, LicenseText]) -> License:
    one = next(iter(texts.values()))
    for text in texts.values():
        for field in _SHARED:
            if getattr(text, field) != getattr(one, field):
                raise LicenseError(
                    f"{_file(text)}: {field} differs from {_file(one)}; all languages of a "
                    "version say the same"
                )
    if one.authoritative not in texts:
        raise LicenseError(f"{_file(one)}: its authoritative text ({one.authoritative}) is missing")
    shared = {field: getattr(one, field) for field in _SHARED}
    return License(id=one.id, version=one.version, texts=texts, **shared)


def _in_order(versions: list[License]) -> None:
    for older, newer in pairwise(versions):
        if newer.effective_on < older.effective_on:
            raise LicenseError(
                f"{newer.id} version {newer.version} takes effect before version {older.version}"
            )


def _sums(path: Path) -> dict[str, str] | None:
    if not path.is_file():
        return None
    pairs = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line)
    return {name: value for value, name in pairs}


def _file(text: LicenseText) -> str:
    return f"{text.id}.{text.version}.{text.language}.md"


def _paragraphs(body: str) -> list[str]:
    return list(_pieces(body))


def _pieces(body: str) -> Iterator[str]:
    """Paragraphs, each item of a list as one; how lines are broken makes no difference."""
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|[0-9]+\.)\s)", body):
        text = " ".join(block.split()).lstrip("# ")
        if text:
            yield text
