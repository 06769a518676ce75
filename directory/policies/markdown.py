"""Markdown to safe HTML: raw HTML stays text, pictures are left out, headings get addresses."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

KEPT = 256


class Heading(msgspec.Struct, frozen=True):
    """A heading of the text, for its list of contents."""

    id: str
    text: str
    level: int


class Written(msgspec.Struct, frozen=True):
    """A text as HTML, with its headings of the second level."""

    html: Markup
    headings: tuple[Heading, ...]


def parser() -> MarkdownIt:
    """CommonMark with tables; without raw HTML and pictures."""
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    return made.enable("table").disable("image")


@lru_cache(maxsize=KEPT)
def write(body: str, prefix: str = "") -> Written:
    """The HTML of a Markdown text. `prefix` keeps ids of several texts on a page apart."""
    tokens = _parser.parse(body)
    headings = list(_address(tokens, prefix))
    html = _parser.renderer.render(tokens, _parser.options, {})
    # Safe: the renderer escapes all text, and raw HTML is not parsed as such.
    return Written(Markup(html), tuple(headings))  # noqa: S704  see above


def plain(inline: Token) -> str:
    """The text of an inline token without its marks."""
    parts = [part.content if part.type != "softbreak" else " " for part in inline.children or ()]
    return "".join(parts).strip()


def _address(tokens: Sequence[Token], prefix: str) -> list[Heading]:
    found: list[Heading] = []
    used: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        # The page has the only first heading.
        level = min(max(int(token.tag[1]), 2), 6)
        token.tag = tokens[place + 2].tag = f"h{level}"
        text = plain(tokens[place + 1])
        slug = re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "part"
        used[slug] = used.get(slug, 0) + 1
        if used[slug] > 1:
            slug = f"{slug}-{used[slug]}"
        token.attrSet("id", f"{prefix}{slug}")
        if level == 2:
            found.append(Heading(f"{prefix}{slug}", text, level))
    return found


class _Renderer(RendererHTML):
    """Tables that scroll by themselves; links elsewhere that tell nothing of where they were."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return '<div class="scroll" tabindex="0" role="group">' + self.renderToken(
            tokens, idx, options, env
        )

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        return self.renderToken(tokens, idx, options, env) + "</div>"

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Any) -> str:
        if re.match(r"[a-z][a-z0-9+.-]*:|//", str(tokens[idx].attrGet("href")), re.IGNORECASE):
            tokens[idx].attrSet("rel", "noopener noreferrer nofollow")
        return self.renderToken(tokens, idx, options, env)


_parser = parser()
