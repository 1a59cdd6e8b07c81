"""Excel workbooks (.xlsx) → Transcripts, through python-calamine."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.ingest.cells import cell_text
from interview_coder.ingest.columns import Columns, Row, find_columns
from interview_coder.ingest.header_row import find_header, find_likely_header
from interview_coder.ingest.row_log import RowLog
from interview_coder.ingest.rows import Table, read_rows
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.ingest.zipped_xml import DocumentKind, ZippedXml

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_BYTES = 100_000_000
MAX_CELLS = 4_000_000
"""Of the rectangle around all cells of a sheet, all of which take memory, empty or not."""
_KIND = DocumentKind("Excel workbook", "an", "save it again as .xlsx, or the sheet as .csv")
_FIRST_ROWS = 60
# of a reference that no sheet can have, such as B99999999999, the beginning is enough to refuse it
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"']0*(\d{1,12})")
_FAR_ROW = re.compile(rb"\br\s*=\s*[\"'][A-Za-z]+0*(\d{4,12})")
_FAR_COLUMN = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{2,12})[A-Za-z\d]")


def read(stream: BinaryIO, *, file: str, options: ReadOptions) -> Iterator[Transcript]:
    """Read a table of turns or of responses: the first sheet that has the columns, or the one that the options name.

    Parameters
    ----------
    stream : binary file
        An .xlsx workbook.
    file : str
        Name for messages.
    options : ReadOptions
        What the study says of the file.

    Raises
    ------
    InputError
        When it is no workbook, is protected or too large, or with every problem of its table.
    """
    raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        message = f"the workbook is larger than {MAX_BYTES // 1_000_000} MB"
        raise InputError(Problem(message, Place(file), "save the sheet with the words as .csv"))
    _check_parts(raw, file)
    workbook = _open(raw, file)
    log = RowLog(file)
    table = _find_table(workbook, log, options)
    yield from read_rows(table, options=options)


def _check_parts(raw: bytes, file: str) -> None:
    """Refuse what the library would choke on: bombs, entities, and cells so far away that the memory ends."""
    archive = ZippedXml(raw, file=file, kind=_KIND)
    if "xl/workbook.xml" not in archive.names:
        archive.read("xl/workbook.xml")  # tells what it is instead
    for name in sorted(archive.names):
        part = archive.read(name)
        if any("<!DOCTYPE".encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            message = f'its part "{name}" has a DOCTYPE, whose entities can pull in other files: such XML is not read'
            raise archive.problem(message)
        n_cells = _count_cells(part) if b"sheetData" in part else 0
        if n_cells > MAX_CELLS:
            message = (
                f"a sheet reaches over {n_cells:,} cells, full or empty; the limit is {MAX_CELLS:,}: it is too large"
            )
            fix = "delete the empty rows and columns up to its last cell (Ctrl+End shows it), or save it as .csv"
            raise archive.problem(message, fix)


def _count_cells(sheet: bytes) -> int:
    """Return how many cells are in the rectangle from the first to the last cell of a sheet."""
    rows = [int(number) for pattern in (_ROW, _FAR_ROW) for number in set(pattern.findall(sheet))]
    columns = {_column_number(letters) for letters in set(_FAR_COLUMN.findall(sheet))}
    return max(rows, default=sheet.count(b"<row")) * max(columns, default=26)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _open(raw: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except PasswordError as error:
        message = "it is protected with a password (encrypted), and cannot be read"
        fix = "open it, take the password away, and save it again"
        raise InputError(Problem(message, Place(file), fix)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(file) from error
    except BaseException as error:
        raise _translated(error, file) from error


def _damaged(file: str) -> InputError:
    fix = "open it in Excel or LibreOffice and save it again as .xlsx, or the sheet as .csv"
    return InputError(Problem("this Excel workbook is damaged and cannot be read", Place(file), fix))


def _translated(error: BaseException, file: str) -> BaseException:
    """Return what to raise for what is no ordinary error: a panic of the library comes as a BaseException."""
    return _damaged(file) if type(error).__name__ == "PanicException" else error


def _find_table(workbook: CalamineWorkbook, log: RowLog, options: ReadOptions) -> Table:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    hidden = [one.name for one in sheets if one.visible != SheetVisibleEnum.Visible]
    names = [one.name for one in sheets]
    if options.sheet:
        if options.sheet not in names:
            fix = offer_near_name(options.sheet, names) or f"its sheets are {_list(names)}"
            message = f'there is no sheet "{options.sheet}", which study.yml names'
            raise InputError(Problem(message, Place(log.file), fix))
        visible = [options.sheet]
    else:
        visible = [name for name in names if name not in hidden]
    sheet, rows, header_at, is_header = _choose_sheet(workbook, visible, log, options)
    first = rows[header_at + 1 :] if is_header else ()
    columns = find_columns(rows[header_at], file=log.file, options=options, line=header_at + 1, rows=first)
    for place, cells in enumerate(rows[:header_at], start=1):
        if any(map(str.strip, cells)):
            log.leave_out("rows above the header", place)
    below = _rows_below(sheet, header_at, columns, log)
    return Table(columns, below, log, remarks=_tell_sheets(sheet.name, names, hidden))


def _tell_sheets(name: str, names: Sequence[str], hidden: Sequence[str]) -> tuple[str, ...]:
    told = [f"only the sheet “{name}” was read"] if len(names) > 1 else []
    passed = [one for one in hidden if one != name]
    if passed:
        told.append(f"hidden sheets that were passed over: {_list(passed)}")
    others = [one for one in names if one not in {name, *hidden}]
    if others:
        told.append(f"other sheets that were passed over: {_list(others)}")
    return tuple(told)


def _choose_sheet(
    workbook: CalamineWorkbook, names: Sequence[str], log: RowLog, options: ReadOptions
) -> tuple[CalamineSheet, list[list[str]], int, bool]:
    """Return the first sheet that has a header, with its first rows, where the header is, and whether it is one.

    A header that names the text comes before one that does not, and that before the first row that is filled.
    """
    likely: list[tuple[CalamineSheet, list[list[str]], int, bool]] = []
    filled: list[tuple[CalamineSheet, list[list[str]], int, bool]] = []
    for name in names:
        sheet = _sheet(workbook, name, log.file)
        rows = [[cell_text(cell) for cell in cells] for cells in _first_rows(sheet)]
        header_at = find_header(rows, options)
        if header_at is not None:
            return sheet, rows, header_at, True
        header_at = find_likely_header(rows, options)
        if header_at is not None:
            likely.append((sheet, rows, header_at, True))
        first = next((at for at, cells in enumerate(rows) if any(map(str.strip, cells))), None)
        if first is not None:
            filled.append((sheet, rows, first, False))
        del likely[1:], filled[1:]
    if not filled:
        hidden = "; hidden sheets are passed over unless study.yml names one (sheet: …)"
        message = f"the workbook is empty: no visible sheet holds anything{hidden}"
        raise InputError(Problem(message, Place(log.file), "put the transcript in, or take the file out of the corpus"))
    return (likely or filled)[0]


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(file) from error
    except BaseException as error:
        raise _translated(error, file) from error


def _first_rows(sheet: CalamineSheet) -> Iterator[list[object]]:
    for _, cells in zip(range(_FIRST_ROWS), sheet.iter_rows(), strict=False):
        yield list(cells)


def _rows_below(sheet: CalamineSheet, header_at: int, columns: Columns, log: RowLog) -> Iterator[Row]:
    width = len(columns.header)
    for number, values in enumerate(sheet.iter_rows(), start=1):
        if number <= header_at + 1:
            continue
        cells = [value if type(value) is str and "\r" not in value else _shown(value) for value in values]
        cells += [""] * (width - len(cells))
        if "\x00" in "".join(cells):
            message = f"row {number} holds a zero byte (NUL), a control character that no program can show"
            log.tell(message, fix="write the cell anew", line=number)
        yield number, cells


def _shown(value: object) -> str:
    if isinstance(value, timedelta):
        seconds = value.total_seconds()
        minutes, rest = divmod(seconds, 60)
        return f"{int(minutes) // 60}:{int(minutes) % 60:02}:{rest:06.3f}".removesuffix(".000")
    return cell_text(value)


def _list(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
