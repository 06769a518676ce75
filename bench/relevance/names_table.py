"""Tables of the measurement, for a terminal or a page."""

from bench.relevance.faults_classes import EXACT, NONSENSE
from bench.relevance.names_measure import LEAST_OF_CLASS, OVERALL, TARGETS, Score

Rows = dict[str, Score]
APART = 0.01
"""How far the two engines may be apart in a share: less than one point."""
COLUMNS = ("queries", "top-1", "top-10", "MRR", "nothing", "p50 ms", "p95 ms", "unambiguous")


def lines(title: str, rows: Rows, *, markdown: bool) -> list[str]:
    """One way of searching: a row for each class, the targets beside what they bind."""
    head = (title, *COLUMNS, "target")
    body = [(name, *_figures(name, one), _target(name, rows)) for name, one in rows.items()]
    return _laid_out(head, body, markdown=markdown)


def compared(all_rows: dict[str, Rows], *, markdown: bool) -> list[str]:
    """Every way of searching, side by side: top-1 / top-10 of each class in per cent."""
    classes = list(dict.fromkeys(name for rows in all_rows.values() for name in rows))
    head = ("top-1 / top-10, %", *all_rows)
    body = [
        (name, *(_pair(name, rows.get(name)) for rows in all_rows.values())) for name in classes
    ]
    return _laid_out(head, body, markdown=markdown)


def summed(all_rows: dict[str, Rows], *, markdown: bool) -> list[str]:
    """Every way of searching in one line: all faults together, and nonsense."""
    head = (OVERALL, *COLUMNS[1:-1], "nonsense: nothing")
    body = []
    for way, rows in all_rows.items():
        if OVERALL in rows:
            shares = _figures(OVERALL, rows[OVERALL])[1:-1]
            rest = f"{rows[NONSENSE].nothing:.1%}" if NONSENSE in rows else ""
            body.append((way, *shares, rest))
    return _laid_out(head, body, markdown=markdown)


def apart(one: Rows, other: Rows) -> list[str]:
    """A sentence for each share in which two engines differ by APART or more."""
    return [
        f"{name}: {figure} differs by {abs(getattr(one[name], figure) - there):.1%} between engines"
        for name in one
        for figure in ("top1", "top10", "nothing")
        for there in (getattr(other[name], figure),)
        if abs(getattr(one[name], figure) - there) >= APART
    ]


def missed(rows: Rows) -> list[str]:
    """A sentence for each target that is not reached."""
    found = [
        f"{target.row}: {target.figure} {getattr(rows[target.row], target.figure):.1%}, "
        f"wanted {target.least:.1%}"
        for target in TARGETS
        if target.met(rows) is False
    ]
    found += [
        f"{name}: top10 {one.top10:.1%}, wanted {LEAST_OF_CLASS:.0%}"
        for name, one in rows.items()
        if name not in (EXACT, NONSENSE, OVERALL) and one.top10 < LEAST_OF_CLASS
    ]
    return found


def _figures(name: str, one: Score) -> tuple[str, ...]:
    times = (f"{one.p50:.2f}", f"{one.p95:.2f}")
    if name == NONSENSE:
        return (str(one.number), "", "", "", f"{one.nothing:.1%}", *times, "")
    shares = (f"{one.top1:.1%}", f"{one.top10:.1%}", f"{one.mrr:.3f}", f"{one.nothing:.1%}")
    return (str(one.number), *shares, *times, f"{one.unambiguous:.1%}")


def _target(name: str, rows: Rows) -> str:
    said = [
        f"{target.figure} ≥ {target.least * 100:g} %{'' if target.met(rows) else ' ✗'}"
        for target in TARGETS
        if target.row == name
    ]
    if not said and name not in (EXACT, NONSENSE):
        mark = "" if rows[name].top10 >= LEAST_OF_CLASS else " ✗"
        said = [f"top10 ≥ {LEAST_OF_CLASS * 100:g} %{mark}"]
    return ", ".join(said).replace("top10", "top-10").replace("top1 ", "top-1 ")


def _pair(name: str, one: Score | None) -> str:
    if one is None:
        return ""
    if name == NONSENSE:
        return f"nothing {one.nothing * 100:.1f}"
    return f"{one.top1 * 100:.1f} / {one.top10 * 100:.1f}"


def _laid_out(head: tuple[str, ...], body: list[tuple[str, ...]], *, markdown: bool) -> list[str]:
    if markdown:
        rule = "| --- |" + " ---: |" * (len(head) - 1)
        return [_piped(head), rule, *map(_piped, body)]
    widths = [max(len(row[at]) for row in (head, *body)) for at in range(len(head))]
    return [
        "  ".join(
            cell.ljust(width) if at in (0, len(head)) else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (head, *body)
    ]


def _piped(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"
