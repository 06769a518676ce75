"""Clinical policies: one Markdown file per version, with front matter in TOML between +++ lines."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from directory.model.policy import Policy
from indexer.files import InputFile
from indexer.items import FaultList, Item, Refused, Taken
from indexer.sources.policy_fields import Unusable, codes_of, history_of, read_fields

FENCE = "+++"
# A bulletin of a hundred pages has half a megabyte.
MAX_BYTES = 4 * 2**20

_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\+\+\+[ \t]*\r?\n")
_FENCE_LINE = re.compile(r"(?m)^\+\+\+[ \t]*$")
_YAML = re.compile(r"---[ \t]*\n")


def is_policy(head: bytes, name: str) -> bool:
    """Whether a file is meant as a policy: by its first line, or by its name."""
    return bool(_OPENING.match(head)) or name.lower().endswith((".md", ".markdown"))


def read(file: InputFile) -> Iterator[Item]:
    """One item for the file: the policy's version, or why it cannot be kept."""
    faults = FaultList()
    try:
        policy = _policy(file, faults)
    except Unusable as error:
        yield Refused(file=file.label, row=1, faults=(error.fault, *faults.faults))
        return
    yield Taken(file=file.label, row=1, policy=policy, faults=faults.take())


def _policy(file: InputFile, faults: FaultList) -> Policy:
    front, body = _split(_text(file))
    try:
        given: dict[str, Any] = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise Unusable(
            "front matter", "", f"the front matter is no valid TOML: {error}; mend that line"
        ) from error
    if not body.strip():
        raise Unusable("body", "", f"there is no text below the second {FENCE} line; write it")
    return read_fields(given, body.strip() + "\n", codes_of(given), history_of(given), faults)


def _text(file: InputFile) -> str:
    with file.open() as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Unusable("file", "", f"the file is larger than {MAX_BYTES:,} bytes; divide it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(
            "file", "", f"byte {error.start:,} is not UTF-8; save the file as UTF-8"
        ) from error
    if "\0" in text:
        raise Unusable("file", "", "the file holds a zero byte, so it is no text; get it again")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str) -> tuple[str, str]:
    """Front matter and body."""
    fences = list(_FENCE_LINE.finditer(text))
    if not fences or text[: fences[0].start()].strip():
        cure = f"begin it with a {FENCE} line, fields in TOML and another {FENCE} line"
        if _YAML.match(text):
            cure = f"it looks like YAML between --- lines: write it as TOML between {FENCE} lines"
        raise Unusable("front matter", text[:40].strip(), f"there is no front matter; {cure}")
    if len(fences) == 1:
        raise Unusable("front matter", "", f"the front matter has no second {FENCE} line; add it")
    return text[fences[0].end() : fences[1].start()], text[fences[1].end() :]
