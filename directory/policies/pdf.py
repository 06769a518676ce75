"""A policy as PDF: the text laid out over pages, the license line on each of them; pure."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab  # type: ignore[import-untyped]  # it ships no types
from markdown_it.token import Token
from reportlab.lib.pagesizes import LETTER  # type: ignore[import-untyped]  # likewise
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]  # likewise
from reportlab.lib.units import inch  # type: ignore[import-untyped]  # likewise
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]  # likewise
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]  # likewise
from reportlab.platypus import (  # type: ignore[import-untyped]  # likewise
    Flowable,
    ListFlowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from directory.model.policy import Policy
from directory.policies.markdown import parser
from directory.policies.render import Named, code_tables

POSITIONS = {
    "covered": "Covered",
    "criteria": "Covered when the criteria are met",
    "not-covered": "Not covered",
}
MARGIN = 0.9 * inch
_FONTS = {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf", "Vera-Italic": "VeraIt.ttf"}
_TAGS = {"strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>"}


def as_pdf(policy: Policy, specialties: Sequence[Named], stamp: str) -> bytes:
    """The policy in US letter format; `stamp` stands at the foot of every page."""
    _register()
    out = BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=LETTER,
        title=f"{policy.number} {policy.title}",
        author="Provider directory",
        subject=f"Clinical policy, version {policy.version}",
        lang="en",
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN + 0.35 * inch,
        # The same policy and the same acceptance give the same bytes.
        invariant=1,
    )
    line = f"{policy.number}, version {policy.version}"

    def foot(canvas: Any, laid: Any) -> None:
        canvas.saveState()
        canvas.setFont("Vera", 7)
        text = Paragraph(escape(stamp), _styles()["foot"])
        _, height = text.wrap(document.width, inch)
        text.drawOn(canvas, MARGIN, MARGIN + 0.15 * inch - height)
        canvas.drawString(MARGIN, LETTER[1] - MARGIN / 2, line)
        canvas.drawRightString(LETTER[0] - MARGIN, LETTER[1] - MARGIN / 2, f"page {laid.page}")
        canvas.restoreState()

    document.build(list(_story(policy, specialties)), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _story(policy: Policy, specialties: Sequence[Named]) -> Iterator[Flowable]:
    styles = _styles()
    yield Paragraph(escape(policy.title), styles["h1"])
    yield _table([(Paragraph(escape(a), styles["b"]), Paragraph(escape(b), styles["p"]))
                  for a, b in _facts(policy, specialties)], (1.6 * inch, None))  # fmt: skip
    yield Spacer(0, 8)
    yield from _body(parser().parse(policy.body))
    for table in code_tables(policy):
        yield Paragraph(f"{table.name}: {POSITIONS[table.position].lower()}", styles["h3"])
        yield _table([(Paragraph(escape(code.code), styles["b"]),
                       Paragraph(escape(code.text), styles["p"]))
                      for code in table.codes], (1.1 * inch, None))  # fmt: skip
    if policy.history:
        yield Paragraph("History", styles["h2"])
        yield _table([(Paragraph(str(event.on), styles["p"]),
                       Paragraph(escape(f"{event.what}. {event.note}"), styles["p"]))
                      for event in reversed(policy.history)], (1.1 * inch, None))  # fmt: skip


def _facts(policy: Policy, specialties: Sequence[Named]) -> Iterable[tuple[str, str]]:
    yield "Number", f"{policy.number}, version {policy.version}, {policy.status}"
    yield "Effective", str(policy.effective_on)
    if policy.last_review_on:
        yield "Last review", str(policy.last_review_on)
    if policy.next_review_on:
        yield "Next review", str(policy.next_review_on)
    if specialties:
        yield "Specialties", ", ".join(one.name for one in specialties)


def _body(tokens: Sequence[Token]) -> Iterator[Flowable]:
    """Headings, paragraphs, lists and tables of a parsed text, in order."""
    styles = _styles()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        if token.type == "heading_open":
            level = "h2" if token.tag in ("h1", "h2") else "h3"
            yield Paragraph(_inline(tokens[at + 1]), styles[level])
        elif token.type == "paragraph_open":
            yield Paragraph(_inline(tokens[at + 1]), styles["p"])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            numbered = token.type == "ordered_list_open"
            items = [list(_body(part)) for part in _items(tokens[at + 1 : end])]
            yield ListFlowable(
                items, bulletType="1" if numbered else "bullet", leftIndent=18,
                bulletFontName="Vera", bulletFontSize=8, start=None if numbered else "•",
            )  # fmt: skip
        elif token.type == "table_open":
            yield _table(list(_rows(tokens[at + 1 : end])))
        elif token.type == "blockquote_open":
            yield from _body(tokens[at + 1 : end])
        elif token.type in ("fence", "code_block"):
            yield Paragraph(escape(token.content).replace("\n", "<br/>"), styles["p"])
        at = end + 1


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where what begins at `at` closes: there itself for a token that stands alone."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _items(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        yield tokens[at + 1 : end]
        at = end + 1


def _rows(tokens: Sequence[Token]) -> Iterator[list[Flowable]]:
    row: list[Flowable] = []
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type in ("th_open", "td_open"):
            style = "b" if token.type == "th_open" else "p"
            row.append(Paragraph(_inline(tokens[place + 1]), _styles()[style]))
        elif token.type == "tr_close":
            yield row


def _inline(token: Token) -> str:
    """Inline marks as reportlab writes them; everything else is text and is escaped."""
    parts = []
    for child in token.children or ():
        if child.type in _TAGS:
            parts.append(_TAGS[child.type])
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("<br/>")
        else:
            parts.append(escape(child.content))
    return "".join(parts)


def _table(rows: Sequence[Sequence[Flowable]], widths: Sequence[float | None] = ()) -> Flowable:
    line = ("LINEBELOW", (0, 0), (-1, -1), 0.3, "#8c959f")
    pad = [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
    table = Table(
        list(map(list, rows)),
        colWidths=list(widths) or None,
        hAlign="LEFT",
        style=[line, *pad, ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    return table


@cache
def _register() -> None:
    """The fonts that come with reportlab: Latin letters and the signs of mathematics."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name, file in _FONTS.items():
        pdfmetrics.registerFont(TTFont(name, folder / file))
    pdfmetrics.registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera-Italic", "Vera-Bold")


@cache
def _styles() -> dict[str, ParagraphStyle]:
    plain = ParagraphStyle("p", fontName="Vera", fontSize=9, leading=13, spaceAfter=5)

    def like(name: str, **more: Any) -> ParagraphStyle:
        return ParagraphStyle(name, parent=plain, **more)

    bold = {"fontName": "Vera-Bold", "keepWithNext": 1}
    return {
        "p": plain,
        "b": like("b", fontName="Vera-Bold"),
        "h1": like("h1", fontSize=16, leading=20, spaceAfter=8, **bold),
        "h2": like("h2", fontSize=12, leading=16, spaceBefore=10, **bold),
        "h3": like("h3", fontSize=10, leading=14, spaceBefore=6, **bold),
        "foot": like("foot", fontSize=7, leading=9, spaceAfter=0),
    }
