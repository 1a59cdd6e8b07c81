"""Paragraphs and tables in the markup of Word: text, made in one go, where a call for each would be slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from interview_coder.report.shown_codebook import clean


def write_run(text: str, *, style: str = "", bold: bool = False) -> str:
    """Write a stretch of text.

    Parameters
    ----------
    style : str, optional
        Id of a character style.

    Examples
    --------
    >>> write_run("a < b", bold=True)
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a &lt; b</w:t></w:r>'
    """
    looks = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    lines = clean(text).replace("\r", "").split("\n")
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(map(_write_line, lines))}</w:r>"


def _write_line(line: str) -> str:
    pieces = (f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in line.split("\t"))
    return "<w:tab/>".join(pieces)


def write_paragraph(
    *runs: str,
    style: str = "",
    keep_with_next: bool = False,
    new_page: bool = False,
    bookmark: tuple[int, str] | None = None,
) -> str:
    """Write a paragraph.

    Parameters
    ----------
    runs : str
    style : str, optional
        Id of a paragraph style.
    bookmark : (int, str), optional
        Number and name of a bookmark around it; each once in a document.
    """
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += ("<w:keepNext/>" if keep_with_next else "") + ("<w:pageBreakBefore/>" if new_page else "")
    content = "".join(runs)
    if bookmark:
        number, name = bookmark
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        content = f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{content}</w:p>"


def write_table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """Write a table whose head is repeated on every page.

    Parameters
    ----------
    head : sequence of str
        Plain text.
    rows : sequence of sequence of str
        Of each cell the markup of its paragraphs, at least one.
    widths : sequence of int
        Of the columns, in twentieths of a point.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    headings = [write_paragraph(write_run(text, bold=True), style="Cell") for text in head]
    body = "".join(_write_row(cells, widths) for cells in rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_write_row(headings, widths, is_head=True)}{body}</w:tbl>"
    )


def _write_row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> str:
    looks = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>' if is_head else ""
    written = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{looks}{''.join(written)}</w:tr>"


def write_field(instruction: str, shown: str) -> str:
    """Write a field that the word processor fills in, such as a page number, with what it shows until then."""
    return f'<w:fldSimple w:instr="{escape(instruction)}">{write_run(shown)}</w:fldSimple>'


def write_contents(entries: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Write a table of contents: a field that already shows its entries, each a link to its chapter.

    It has no page numbers before the word processor is asked to update it: only that knows the pages, and a document
    that asks for it when it is opened makes Word put a question to the reader.

    Parameters
    ----------
    entries : sequence of (str, str)
        Heading, and name of the bookmark around it; at least one.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for place, (heading, name) in enumerate(entries):
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{write_run(heading)}</w:hyperlink>'
        yield write_paragraph("" if place else begin, link, style="Contents")
    yield write_paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>', style="Contents")
