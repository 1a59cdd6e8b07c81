"""Documents as word processors write them: mostly markup, with the words of a paragraph in many pieces."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from mixed_talk import Line, Paragraph, Piece, Talk, clock, lay_out

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_FONTS = '<w:rFonts w:ascii="Arial" w:eastAsia="Times New Roman" w:hAnsi="Arial" w:cs="Arial"/>'
_SIZE = '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/>'
_PLAIN = f"<w:rPr>{_FONTS}{_SIZE}</w:rPr>"
_BOLD = f"<w:rPr>{_FONTS}<w:b/><w:bCs/>{_SIZE}</w:rPr>"
_LAYOUT = '<w:spacing w:after="120" w:line="360" w:lineRule="auto"/><w:jc w:val="both"/>'
_DATE = "2018-05-03T10:00:00Z"
_N_LATENT_STYLES = 376
_PARTS = {
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "comments": "comments",
    "header1": "header",
    "footer1": "footer",
}
"""Of a Word document beside its text: name → kind."""
EVERY_NTH_COMMENTED, EVERY_NTH_CHANGED = 25, 15
"""Paragraphs that have a comment, and a tracked change."""


def split_as_typed(text: str, rng: random.Random) -> Iterator[str]:
    """Yield a text in pieces of a few words: word processors keep apart what was typed at different times."""
    words = text.split(" ")
    place = 0
    while place < len(words):
        n_words = rng.randint(3, 22)
        yield " ".join(words[place : place + n_words]) + (" " if place + n_words < len(words) else "")
        place += n_words


def write_word(talk: Talk, path: Path, dialect: str) -> None:
    """Write a Word document; the dialect ``cells`` is a table with a row for each turn.

    Some paragraphs have comments, and every other document has tracked changes.
    """
    writer = _WordWriter(talk.rng, has_changes=talk.rng.random() < 0.5)
    if dialect == "cells":
        body = writer.write_table(talk.lines)
    else:
        body = "".join(writer.write_paragraph(one) for one in lay_out(talk, dialect))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    document = f"{_DECLARATION}<w:document {_W}><w:body>{body}{section}</w:body></w:document>"
    zip_parts(path, {**_word_parts(writer.comments), "word/document.xml": document})


class _WordWriter:
    """Writes the paragraphs of one document."""

    def __init__(self, rng: random.Random, *, has_changes: bool) -> None:
        self._rng = rng
        self._has_changes = has_changes
        self._sessions = [f"00{rng.randrange(16**6):06X}" for _ in range(12)]
        self._n_changes = 0
        self.comments: list[str] = []

    def write_table(self, lines: Sequence[Line]) -> str:
        rows = (
            f'<w:tr w:rsidR="{self._session()}" w14:paraId="{self._rng.randrange(16**8):08X}">'
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self.write_paragraph(cell)}</w:tc>'
                for width, cell in (
                    (1500, [Piece(line.speaker, is_bold=True)]),
                    (1200, [Piece(clock(line.seconds))]),
                    (6300, [Piece(line.text)]),
                )
            )
            + "</w:tr>"
            for line in lines
        )
        head = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        grid = '<w:tblGrid><w:gridCol w:w="1500"/><w:gridCol w:w="1200"/><w:gridCol w:w="6300"/></w:tblGrid>'
        return f"<w:tbl>{head}{grid}{''.join(rows)}</w:tbl>"

    def write_paragraph(self, paragraph: Paragraph) -> str:
        runs = [self._write_run(text, piece) for piece in paragraph for text in split_as_typed(piece.text, self._rng)]
        if len(runs) > 2 and self._has_changes and self._rng.randrange(EVERY_NTH_CHANGED) == 0:
            runs.insert(2, self._write_change())
        if runs and self._rng.randrange(EVERY_NTH_COMMENTED) == 0:
            runs = self._comment(runs)
        ids = f'w14:paraId="{self._rng.randrange(16**8):08X}" w14:textId="77777777"'
        sessions = f'w:rsidR="{self._session()}" w:rsidRPr="{self._session()}" w:rsidRDefault="{self._session()}"'
        return f"<w:p {ids} {sessions}><w:pPr>{_LAYOUT}{_PLAIN}</w:pPr>{''.join(runs)}</w:p>"

    def _session(self) -> str:
        return self._rng.choice(self._sessions)

    def _write_run(self, text: str, piece: Piece, kind: str = "t") -> str:
        properties = _BOLD if piece.is_bold else _PLAIN
        before, tab, after = text.partition("\t")
        inside = f'<w:{kind} xml:space="preserve">{escape(before)}</w:{kind}>'
        if tab:
            inside += f'<w:tab/><w:{kind} xml:space="preserve">{escape(after)}</w:{kind}>'
        run = f'<w:r w:rsidRPr="{self._session()}">{properties}{inside}</w:r>'
        if self._rng.random() < 0.1:
            return f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'
        return run

    def _write_change(self) -> str:
        self._n_changes += 2
        by = f'w:author="A. Typist" w:date="{_DATE}"'
        deleted = self._write_run("sort of ", Piece(""), "delText")
        inserted = self._write_run("kind of ", Piece(""))
        return (
            f'<w:del w:id="{9000 + self._n_changes}" {by}>{deleted}</w:del>'
            f'<w:ins w:id="{9001 + self._n_changes}" {by}>{inserted}</w:ins>'
        )

    def _comment(self, runs: Sequence[str]) -> list[str]:
        number = len(self.comments)
        self.comments.append(
            f'<w:comment w:id="{number}" w:author="A. Typist" w:date="{_DATE}" w:initials="AT"><w:p><w:r>'
            "<w:t>Check this on the recording.</w:t></w:r></w:p></w:comment>"
        )
        reference = (
            f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )
        end = f'<w:commentRangeEnd w:id="{number}"/>'
        return [f'<w:commentRangeStart w:id="{number}"/>', *runs, end, reference]


def _word_parts(comments: Sequence[str]) -> Mapping[str, str]:
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in {"document": "document.main", **_PARTS}.items()
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" Target="{name}.xml"/>'
        for number, (name, kind) in enumerate(_PARTS.items(), start=1)
    )
    main = f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    page = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>1</w:t></w:r></w:p>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        "word/styles.xml": _word_styles(),
        "word/settings.xml": f'<w:settings {_W}><w:zoom w:percent="100"/></w:settings>',
        "word/fontTable.xml": f'<w:fonts {_W}><w:font w:name="Arial"/></w:fonts>',
        "word/comments.xml": f"<w:comments {_W}>{''.join(comments)}</w:comments>",
        "word/header1.xml": f"<w:hdr {_W}><w:p><w:r><w:t>Project 12</w:t></w:r></w:p></w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>{page}</w:ftr>",
    }
    return {name: _DECLARATION + xml for name, xml in parts.items()}


def _word_styles() -> str:
    """Write the styles that are in every document, and the list of those that could be."""
    latent = "".join(
        f'<w:lsdException w:name="style {number}" w:semiHidden="1" w:uiPriority="99" w:unhideWhenUsed="1"/>'
        for number in range(_N_LATENT_STYLES)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/></w:pPr>{_BOLD}</w:style>'
        for level in range(1, 10)
    )
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault>{_PLAIN}</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f'<w:latentStyles w:count="{_N_LATENT_STYLES}">{latent}</w:latentStyles>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/></w:style>'
        f"{styles}</w:styles>"
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "draw": "drawing",
    }.items()
)
_ODF_SPACES = {"  ": " <text:s/>", "\t": "<text:tab/>"}
_N_SPAN_STYLES, _N_NAMED_STYLES = 120, 40


def write_open_document(talk: Talk, path: Path, dialect: str) -> None:
    """Write a text as LibreOffice does: a span with a style of its own for each piece that was typed."""
    paragraphs = "".join(_write_odt_paragraph(one, talk.rng) for one in lay_out(talk, dialect))
    spans = "".join(_write_span_style(number) for number in range(1, _N_SPAN_STYLES + 1))
    paragraph_style = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:paragraph-properties fo:margin-top="0cm" fo:line-height="150%" fo:text-align="justify"/></style:style>'
    )
    content = (
        f'<office:document-content {_ODF_NAMES} office:version="1.3"><office:automatic-styles>{paragraph_style}{spans}'
        f"</office:automatic-styles><office:body><office:text>{paragraphs}</office:text></office:body>"
        "</office:document-content>"
    )
    named = "".join(
        f'<style:style style:name="Heading_20_{level}" style:family="paragraph" style:parent-style-name="Standard">'
        '<style:paragraph-properties fo:margin-top="0.423cm" fo:margin-bottom="0.212cm" fo:keep-with-next="always"/>'
        '<style:text-properties style:font-name="Liberation Sans" fo:font-size="14pt" fo:font-weight="bold" '
        'style:font-size-asian="14pt" style:font-size-complex="14pt"/></style:style>'
        for level in range(1, _N_NAMED_STYLES + 1)
    )
    styles = (
        f'<office:document-styles {_ODF_NAMES} office:version="1.3"><office:styles>'
        f'<style:style style:name="Standard" style:family="paragraph"/>{named}</office:styles></office:document-styles>'
    )
    parts = {"content.xml": _DECLARATION + content, "styles.xml": _DECLARATION + styles}
    zip_parts(path, {"mimetype": "application/vnd.oasis.opendocument.text", **parts})


def _write_odt_paragraph(paragraph: Paragraph, rng: random.Random) -> str:
    """Write a paragraph; styles with even numbers are bold."""
    spans = "".join(
        f'<text:span text:style-name="T{2 * rng.randint(1, _N_SPAN_STYLES // 2) - (not piece.is_bold)}">'
        f"{escape(text, _ODF_SPACES)}</text:span>"
        for piece in paragraph
        for text in split_as_typed(piece.text, rng)
    )
    return f'<text:p text:style-name="P1">{spans}</text:p>' if spans else '<text:p text:style-name="P1"/>'


def _write_span_style(number: int) -> str:
    weight = 'fo:font-weight="bold" ' if number % 2 == 0 else ""
    return (
        f'<style:style style:name="T{number}" style:family="text"><style:text-properties {weight}'
        f'fo:language="en" fo:country="GB" fo:font-size="11pt" style:font-size-asian="11pt" '
        f'style:font-size-complex="11pt" style:rsid="{number:08x}"/></style:style>'
    )


_RTF_HEAD = (
    r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\deflang2057\deflangfe2057"
    r"{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}"
    r"{\f1\fbidi \fswiss\fcharset0\fprq2{\*\panose 020b0604020202020204}Arial;}}"
    r"{\colortbl;\red0\green0\blue0;\red0\green0\blue255;}"
    r"{\stylesheet{\ql \li0\ri0\widctlpar\f0\fs24\lang2057 \snext0 Normal;}"
    r"{\s1\ql \b\f1\fs28 \sbasedon0 \snext0 heading 1;}}"
    r"{\info{\title Transcript}{\author A. Typist}{\creatim\yr2018\mo5\dy3\hr10\min0}}"
    r"{\footer \pard\plain \qc {\rtlch\fcs1 \af0 \ltrch\fcs0 \f1 1}\par}\paperw11906\paperh16838" + "\n"
)


def write_rich_text(talk: Talk, path: Path, dialect: str) -> None:
    """Write rich text as Word does: a group with its switches for each piece that was typed, in lines of a size."""
    body = "".join(_write_rtf_paragraph(one, talk.rng) for one in lay_out(talk, dialect))
    path.write_bytes(f"{_RTF_HEAD}{body}}}".encode("ascii"))


def _write_rtf_paragraph(paragraph: Paragraph, rng: random.Random) -> str:
    groups = "".join(
        rf"{{\rtlch\fcs1 \af1\afs22 \ltrch\fcs0 {_RTF_BOLD[piece.is_bold]}\f1\fs22\lang2057\langfe1033"
        rf"\insrsid{rng.randrange(10**8)} {_escape_rtf(text)}}}" + "\n"
        for piece in paragraph
        for text in split_as_typed(piece.text, rng)
    )
    end = rf"{{\rtlch\fcs1 \af1\afs22 \ltrch\fcs0 \f1\fs22\lang2057\insrsid{rng.randrange(10**8)} \par }}"
    layout = r"\pard\plain \ltrpar\qj \li0\ri0\sa120\sl360\slmult1\widctlpar\itap0 \rtlch\fcs1 \ltrch\fcs0 \f0\fs24"
    return f"{layout} {groups}{end}\n"


_RTF_BOLD = ("", r"\b")
_RTF_LETTERS = {
    "\\": r"\\",
    "{": r"\{",
    "}": r"\}",
    "\t": r"\tab ",
    "‘": r"\lquote ",
    "’": r"\rquote ",
    "“": r"\ldblquote ",
    "”": r"\rdblquote ",
    "–": r"\endash ",
}


def _escape_rtf(text: str) -> str:
    return "".join(
        _RTF_LETTERS.get(letter) or (letter if letter.isascii() else f"\\u{ord(letter)}?") for letter in text
    )


def zip_parts(path: Path, parts: Mapping[str, str]) -> None:
    """Zip the parts of a document; the first stands first, and times are always the same."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
