"""Lists for spreadsheets: nothing in them is ever computed, and none of them fills the memory."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Iterator

import pytest

from directory.staff.sheets import as_csv, as_xlsx, defused

ATTACKS = (
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.org","x")', "+1+1", "-2+3",
    "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", "|x", "%0A=1",
    "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20A1", "\u00a0=1+1", "\ufeff=1+1", "\u200b \t=1+1",
    "\tx",
)  # fmt: skip
"""Cells that spreadsheets would compute, or take apart into others."""


def read_back(heading: tuple[str, ...], *rows: tuple[object, ...]) -> list[list[str]]:
    """A list as a program reads it."""
    text = b"".join(as_csv(heading, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def sheet(*rows: tuple[object, ...]) -> str:
    """The XML of the one sheet of a workbook, followed by its shared strings."""
    with as_xlsx("List", ("Name",), rows) as file, zipfile.ZipFile(file) as book:
        names = [name for name in book.namelist() if "sheet1" in name or "sharedStrings" in name]
        return "".join(book.read(name).decode() for name in sorted(names))


@pytest.mark.parametrize("cell", ATTACKS)
def test_a_cell_that_looks_like_a_formula_is_text(cell: str) -> None:
    assert read_back(("Name",), (cell,))[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ATTACKS)
def test_a_workbook_holds_no_formula_and_no_link(cell: str) -> None:
    written = sheet((cell,))
    assert "<f>" not in written
    assert "<hyperlink" not in written
    assert 't="inlineStr"' in written


@pytest.mark.parametrize("cell", ["Serena Chen, MD", "12207", "(212) 555-0110", "1.5", ""])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defused(cell) == cell


def test_nothing_is_an_empty_cell() -> None:
    assert read_back(("A", "B"), (None, 0))[1] == ["", "0"]


def test_the_heading_is_defused_too() -> None:
    assert read_back(("=1",)) == [["'=1"]]


def test_commas_quotes_and_line_breaks_stay_inside_their_cell() -> None:
    assert read_back(("A", "B"), ('a "b", c', "d\ne"))[1] == ['a "b", c', "d\ne"]


def test_csv_says_that_it_is_utf_8() -> None:
    whole = b"".join(as_csv(("姓名",), [("王 伟",)]))
    assert whole.startswith(b"\xef\xbb\xbf")
    assert "王 伟" in whole.decode("utf-8-sig")


def test_a_zip_code_keeps_its_zeros_in_a_workbook() -> None:
    assert "<t>00501</t>" in sheet(("00501",))


def test_rows_leave_before_all_are_made() -> None:
    made = 0

    def rows() -> Iterator[tuple[int]]:
        nonlocal made
        for made in range(1, 1001):
            yield (made,)

    next(iter(as_csv(("N",), rows())))
    assert made < 1000


def test_a_workbook_does_not_grow_in_memory_with_its_rows() -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        as_xlsx("List", ("Name",), (("x" * 50, n) for n in range(rows))).close()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(8000) < peak(500) * 2
