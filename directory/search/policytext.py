"""The text of a policy's Markdown: sections with their headings, paragraphs without marks."""

import re

import msgspec

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_FENCE = re.compile(r"\s*(```|~~~)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"<[^>]*>")
_ITEM = re.compile(r"(?m)^\s*(?:[-*+]|\d+[.)])\s+")
_SIGNS = re.compile(r"[*_`|>]+")


class Section(msgspec.Struct, frozen=True):
    """A heading (nothing before the first one) and the plain paragraphs beneath it."""

    heading: str
    paragraphs: tuple[str, ...]


def sections(body: str) -> list[Section]:
    """The sections of a Markdown text, in order; a heading inside a code block is none."""
    made = [Section(heading, _paragraphs(lines)) for heading, lines in _divided(body)]
    return [one for one in made if one.heading or one.paragraphs]


def headings(body: str) -> list[str]:
    """The headings alone, without the work of reading what is beneath them."""
    return [heading for heading, _ in _divided(body) if heading]


def _divided(body: str) -> list[tuple[str, list[str]]]:
    """Each heading with the lines beneath it; what stands before the first has none."""
    found: list[tuple[str, list[str]]] = [("", [])]
    fenced = False
    for line in body.splitlines():
        if _FENCE.match(line):
            fenced = not fenced
            continue
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading is not None:
            found.append((plain(heading[2]), []))
        else:
            found[-1][1].append(line)
    return found


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    blocks = re.split(r"\n\s*\n", "\n".join(lines))
    return tuple(text for block in blocks if (text := plain(block)))


def plain(markdown: str) -> str:
    """Text without links' targets, tags, list signs and emphasis, on one line."""
    text = _ITEM.sub("", _TAG.sub(" ", _LINK.sub(r"\1", markdown)))
    return " ".join(_SIGNS.sub(" ", text).split())
