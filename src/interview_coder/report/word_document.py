"""Word documents: their styles, pages and bytes. The one module of the writers with python-docx."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from interview_coder.report.shown_codebook import clean
from interview_coder.report.word_markup import write_field, write_run

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A4 = 210, 297
_MARGIN = 20
TEXT_WIDTH = 9_638
"""Of an upright page, in twentieths of a point."""
LANDSCAPE_TEXT_WIDTH = 14_570


def new_document(title: str, *, is_landscape: bool = False) -> Document:
    """Make an empty document on A4 with its title, its styles and page numbers."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = Document()
    document.core_properties.title = clean(title)[:255]
    document.core_properties.author = document.core_properties.comments = ""
    section = document.sections[0]
    width, height = reversed(_A4) if is_landscape else _A4
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    _set_styles(document)
    _number_pages(section)
    document.add_heading(clean(title), 0)
    return document


def append_markup(document: Document, markup: Iterable[str]) -> None:
    """Put paragraphs and tables at the end of a document."""
    from docx.oxml import parse_xml

    body: Any = document.element.body
    last = body.sectPr
    for element in list(parse_xml(f'<w:body xmlns:w="{_NAMESPACE}">{"".join(markup)}</w:body>')):
        last.addprevious(element)


def save_document(document: Document) -> bytes:
    """Return a document as DOCX; the same document gives the same bytes."""
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(fixed, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            # python-docx dates the parts by the clock
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts.read(name), ZIP_DEFLATED)
    return fixed.getvalue()


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    styles: Any = document.styles
    grey, dark = RGBColor(0x59, 0x59, 0x59), RGBColor(0x1F, 0x3A, 0x5F)
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 24), ("Heading 1", 18), ("Heading 2", 13)):
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), dark
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0, 0, 0)
    quote.paragraph_format.left_indent = Mm(8)
    quote.paragraph_format.space_after = Pt(0)
    for name, size, indent, after, colour in (
        ("Reference", 8, 8, 8, grey),
        ("Note", 9, 0, 6, grey),
        ("Contents", 11, 0, 2, dark),
        ("Cell", 10, 0, 2, None),
        ("Cell note", 8, 0, 4, grey),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.font.color.rgb = styles["Normal"], Pt(size), colour
        style.paragraph_format.left_indent, style.paragraph_format.space_after = Mm(indent), Pt(after)


def _number_pages(section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    runs = write_run("Page ") + write_field("PAGE", "1") + write_run(" of ") + write_field("NUMPAGES", "1")
    for element in list(parse_xml(f'<w:p xmlns:w="{_NAMESPACE}">{runs}</w:p>')):
        paragraph._p.append(element)
