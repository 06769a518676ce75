"""Tells the format of a file from its content, and lists the files a call has to read."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from indexer.faults import UnusableInput, UsageError
from indexer.files import InputFile, check_file, zip_members
from indexer.items import Item
from indexer.sources import mpf, nppes, plan_net, policies, qhp
from indexer.sources.json_stream import malformed, texts
from indexer.sources.nppes_columns import part_of
from indexer.sources.table import delimiter_fault, header_of

Format = Literal["nppes", "qhp", "mpf", "plan-net", "policies"]
FORMATS: tuple[Format, ...] = ("nppes", "qhp", "mpf", "plan-net", "policies")
Reader = Callable[[InputFile], Iterator[Item]]

_RESOURCE = re.compile(rb'"resourceType"\s*:')
_INDEX = re.compile(rb'"(?:provider_urls|plan_urls)"\s*:')
_MEDICARE = re.compile(rb'"maPlanId"\s*:')
_PLAN = re.compile(rb'"(?:marketing_name|plan_contact|summary_url)"\s*:')
_NPI = re.compile(rb'"npi"\s*:')
_MAX_INDEX = 64 * 2**20
_HEADER_FILE = re.compile(r"_fileheader\.csv$", re.IGNORECASE)


class Job:
    """A file to read, how, and of what part of its source it is (`pl`, `plans` …)."""

    def __init__(self, file: InputFile, format: Format, part: str, read: Reader) -> None:
        self.file = file
        self.format = format
        self.part = part
        self.read = read


def jobs(paths: list[Path], wanted: Format | None) -> list[Job]:
    """The files to read, archives and index files opened up; plans and main files come first.

    Raises UnusableInput for what is no file of a known format, UsageError for a file that is not
    of the `wanted` format.
    """
    found = [job for path in paths for job in _of_path(path, wanted)]
    found = list({(job.file.path.resolve(), job.file.member): job for job in found}.values())
    order = {"plans": 0, "main": 1}
    return sorted(found, key=lambda job: order.get(job.part, 2))


def _of_path(path: Path, wanted: Format | None) -> Iterator[Job]:
    check_file(path)
    members = zip_members(path)
    if members is not None:
        yield from _of_archive(path, members, wanted)
        return
    file = InputFile(path)
    head = file.head()
    if _INDEX.search(head) and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _of_index(file, wanted)
        return
    yield _checked(_job(file, head, wanted), wanted)


def _of_archive(path: Path, members: list[InputFile], wanted: Format | None) -> Iterator[Job]:
    """The data files of the monthly NPPES archive, or any files of known formats."""
    data = [
        member
        for member in members
        if member.name.lower().endswith((".csv", ".json", ".ndjson", ".md"))
        and not _HEADER_FILE.search(member.name)
    ]
    if not data:
        raise UnusableInput(
            f"{path.name}: the archive holds no CSV, JSON or Markdown file at its top"
        )
    for member in data:
        yield _checked(_job(member, member.head(), wanted), wanted)


def _of_index(file: InputFile, wanted: Format | None) -> Iterator[Job]:
    with file.open() as stream:
        data = stream.read(_MAX_INDEX)
    try:
        index = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise malformed(file, len(data)) from error
    for field in ("plan_urls", "provider_urls"):
        for url in texts(index.get(field)):
            path = _beside(file.path, url)
            check_file(path)
            target = InputFile(path)
            yield _checked(_job(target, target.head(), wanted), wanted)


def _beside(index: Path, url: str) -> Path:
    """The local file that an index entry means: relative to the index, or of the URL's last name.

    Nothing is fetched: the files must have been downloaded next to the index.
    """
    remote = re.match(r"(?i)[a-z][a-z0-9+.-]*://", url)
    name = url.split("?")[0].rstrip("/").rpartition("/")[2] if remote else url
    path = (index.parent / name).resolve()
    if not path.is_relative_to(index.parent.resolve()):
        raise UnusableInput(f"{index.name}: {url} lies outside the folder of the index file")
    if not path.exists():
        raise UnusableInput(
            f"{index.name}: {url} is not fetched; download it to {index.parent / name}"
        )
    return path


def _job(file: InputFile, head: bytes, wanted: Format | None) -> Job:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise UnusableInput(f"{file.label}: the file is empty; get it again")
    if wanted == "policies" or policies.is_policy(head, file.name):
        return Job(file, "policies", "policies", policies.read)
    if start[:1] in b"{[":
        return _json_job(file, head, wanted)
    return _table_job(file, head, wanted)


def _json_job(file: InputFile, head: bytes, wanted: Format | None) -> Job:
    if wanted == "plan-net" or (wanted is None and _RESOURCE.search(head)):
        return Job(file, "plan-net", "resources", plan_net.read)
    if wanted == "mpf" or (wanted is None and _MEDICARE.search(head)):
        return Job(file, "mpf", "providers", mpf.read)
    if _PLAN.search(head) and not _NPI.search(head):
        return Job(file, "qhp", "plans", qhp.read_plans)
    if wanted == "qhp" or _NPI.search(head):
        return Job(file, "qhp", "providers", qhp.read_providers)
    raise UnusableInput(
        f"{file.label}: this JSON is of no known format ({', '.join(FORMATS)}); name it with --as"
    )


def _table_job(file: InputFile, head: bytes, wanted: Format | None) -> Job:
    header = header_of(head)
    part = part_of(header)
    if part is not None or wanted == "nppes":
        return Job(file, "nppes", part or "main", nppes.read)
    if qhp.PLAN_COLUMNS[0] in header:
        return Job(file, "qhp", "plans", qhp.read_plan_table)
    sign = delimiter_fault(header)
    if sign is not None and "NPI" in header[0]:
        shown = "tabs" if sign == "\t" else repr(sign)
        raise UnusableInput(
            f"{file.label}: its columns are separated by {shown}; save it separated by commas"
        )
    raise UnusableInput(
        f"{file.label}: is neither an NPPES table nor JSON nor Markdown of a known format "
        f"({', '.join(FORMATS)}); name it with --as"
    )


def _checked(job: Job, wanted: Format | None) -> Job:
    if wanted is not None and job.format != wanted:
        raise UsageError(f"{job.file.label}: is {job.format}, not {wanted}; leave --as out")
    return job


def as_format(text: str) -> Format:
    """A format's name as its own type; ValueError for another name."""
    if text not in FORMATS:
        raise ValueError(f"use one of {', '.join(FORMATS)}")
    return text
