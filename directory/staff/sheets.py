"""Lists for spreadsheets, CSV and XLSX, whose cells are never taken for formulas."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

import xlsxwriter

MARKS = ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula, some of them in full width too."""
UNSEEN = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"
"""What may stand before it and be passed over; a cell that begins with a control is defused too."""
FLUSH_EVERY = 200
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_000
Row = Sequence[object]


def defused(value: object) -> str:
    """A cell as text that no spreadsheet computes: an apostrophe before what could be a formula."""
    text = "" if value is None else str(value).replace("\0", "")
    begins = text.lstrip(UNSEEN).startswith(MARKS) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if begins else text


def as_csv(heading: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """A list as CSV (RFC 4180), some rows at a time; its byte order mark says that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow([defused(cell) for cell in heading])
    for number, row in enumerate(rows, 1):
        writer.writerow([defused(cell) for cell in row])
        if number % FLUSH_EVERY == 0:
            yield _taken(out)
    yield _taken(out)


def as_xlsx(title: str, heading: Row, rows: Iterable[Row]) -> IO[bytes]:
    """A list as a workbook in a temporary file, open at its beginning; each row leaves memory.

    Every cell is written as text: ZIP codes keep their zeros and nothing is a formula or a link.
    """
    # Closed, and so removed, by whoever sends it.
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for column, cell in enumerate(heading):
            sheet.write_string(0, column, str(cell), bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, defused(cell)[:_LONGEST_CELL])
    file.seek(0)
    return file


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")
