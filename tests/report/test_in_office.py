"""LibreOffice opens what is written for Excel and Word, finds the same in it, and computes nothing."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document
from tests.made_results import make_results

from interview_coder.report import quote_book, workbook

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: its soffice is not found")

Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Open a file and save it in another format: ``convert(path, "pdf")``."""
    folder = tmp_path_factory.mktemp("office")

    def run(path: Path, form: str) -> Path:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            str(SOFFICE),
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder / "made"),
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
        made = folder / "made" / f"{path.stem}.{form.partition(':')[0]}"
        assert made.exists(), done.stderr
        return made

    return run


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook and the quote book of made results, by their endings."""
    folder = tmp_path_factory.mktemp("written")
    for write in (workbook.write, quote_book.write):
        for name, content in write(make_results()):
            (folder / name).write_bytes(content)
    return {path.suffix: path for path in folder.iterdir()}


def cells_of(path: Path) -> dict[tuple[str, str], tuple[str, Any]]:
    return {
        (sheet.title, cell.coordinate): (cell.data_type, cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def links_of(path: Path) -> set[tuple[str, str]]:
    sheet: Any = openpyxl.load_workbook(path)["Matrix"]
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    return {(cell.coordinate, (cell.hyperlink.location or "").replace("'", "").replace("$", "")) for cell in cells}


def test_every_cell_is_the_same_after_libre_office_saved_the_workbook(
    convert: Convert, written: dict[str, Path]
) -> None:
    saved = convert(written[".xlsx"], "xlsx")
    assert cells_of(saved) == cells_of(written[".xlsx"])
    assert links_of(saved) == links_of(written[".xlsx"])


def test_the_workbook_becomes_pages(convert: Convert, written: dict[str, Path]) -> None:
    text = text_of(convert(written[".xlsx"], "pdf"))
    for shown in ("Read me first", "2 of 3", "(tenant representative)", "=1+1 is what the rent", "67%"):
        assert shown in text


def test_the_quote_book_becomes_pages_with_its_contents(convert: Convert, written: dict[str, Path]) -> None:
    text = text_of(convert(written[".docx"], "pdf"))
    assert text.count("=Cost & price") == 2
    assert "Page 1 of 2" in text
    assert "“-5” (tenant representative)" in text


def test_the_paragraphs_are_the_same_after_libre_office_saved_the_quote_book(
    convert: Convert, written: dict[str, Path]
) -> None:
    def paragraphs(path: Path) -> list[tuple[str, str]]:
        document: Any = Document(str(path))
        shown = [(one.style.name, one.text) for one in document.paragraphs]
        return [one for one in shown if one[0] in {"Heading 1", "Heading 2", "Quote", "Reference"}]

    assert paragraphs(convert(written[".docx"], "docx")) == paragraphs(written[".docx"])


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n".join(pages).replace("\r\n", "\n")
