"""Word documents (.docx) → Document.

The text is read from the document's XML, because the usual library loses tracked insertions: insertions count as
accepted, deletions as gone, a tab is a tab, a line break a line end, each paragraph a line and each row of a table too.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from interview_coder.ingest.document import Document, counted
from interview_coder.ingest.styled_lines import Tally, tell_tracked_changes
from interview_coder.ingest.word_body import read_body
from interview_coder.ingest.word_styles import namespace_of, read_styles
from interview_coder.ingest.zipped_xml import DocumentKind, ZippedXml
from interview_coder.model.source import LeftOut

KIND = DocumentKind("Word document (.docx)", "a", "open it in Word and save it again as .docx, or as plain text")
_PART = "word/document.xml"
_IDLE = re.compile(rb"<w:(?:rFonts|sz|szCs|lang|bCs|iCs|color|spacing|jc|lsdException)\b[^>]{0,300}/>")
"""Fonts, sizes, languages and distances, which Word sets anew for every run: most of a document's elements. Of limited
length, lest tags without an end be searched for one again and again."""
_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""Of Word's own elements, as it usually saves them and in the strict variant of the format."""


def read_document(raw: bytes, *, file: str, encoding: str = "") -> Document:  # noqa: ARG001 - the file says its own
    """Read the lines of a Word document with their styles.

    Parameters
    ----------
    raw : bytes
        The whole file.
    file : str
        Name for messages.

    Returns
    -------
    Document
        Numbered by paragraphs, empty ones too. Attributes are those of a table of two columns at its head.

    Raises
    ------
    InputError
        When it is no Word document, or a protected, damaged or dangerous one.
    """
    archive = ZippedXml(raw, file=file, kind=KIND)
    package = _Package(archive)
    root = archive.parse(package.main, idle=_IDLE)
    if root.tag not in {f"{{{namespace}}}document" for namespace in _NAMESPACES}:
        raise archive.wrong_kind(f'its part "{package.main}" is not the text of one')
    styles = read_styles([archive.parse(part, idle=_IDLE) for part in package.parts("styles")[:1]])
    body = read_body(root, archive=archive, styles=styles)
    return Document(
        lines=tuple(body.lines),
        unit="paragraph",
        attributes=body.attributes,
        left_out=(*_count_apart(archive, package, body.tally), *body.tally.left_out()),
        remarks=tell_tracked_changes(body.n_inserted, body.n_deleted),
    )


class _Package:
    """Which part of the zip file is what, as its relationships say."""

    def __init__(self, archive: ZippedXml) -> None:
        self._archive = archive
        found = self._targets("", "_rels/.rels").get("officeDocument", ())
        self.main = found[0] if found else _PART
        folder, name = posixpath.split(self.main)
        self._folder = folder
        self._related = self._targets(folder, posixpath.join(folder, "_rels", f"{name}.rels"))

    def parts(self, kind: str) -> Sequence[str]:
        """Return the names of the parts of a kind such as ``comments``, in order."""
        if kind in self._related:
            return self._related[kind]
        usual = re.compile(re.escape(posixpath.join(self._folder, kind)) + r"\d*\.xml")
        return sorted(name for name in self._archive.names if usual.fullmatch(name))

    def _targets(self, folder: str, name: str) -> Mapping[str, Sequence[str]]:
        """Return the parts that a part of relationships names, by kind; none lies outside the file."""
        targets = defaultdict(list)
        if name in self._archive.names:
            for relationship in self._archive.parse(name):
                kind = relationship.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))[1:]
                if relationship.get("TargetMode") != "External" and target in self._archive.names:
                    targets[kind].append(target)
        return targets


def _count_apart(archive: ZippedXml, package: _Package, tally: Tally) -> tuple[LeftOut, ...]:
    """Return what stands in parts of its own: notes and comments, with where the text refers to them, and headers."""
    kinds = {"comments": "comment", "footnotes": "footnote", "endnotes": "endnote"}
    apart = [
        tally.take(kind, at_least=sum(_count_notes(archive.parse(part), name) for part in package.parts(kind)))
        for kind, name in kinds.items()
    ]
    edges = (*package.parts("header"), *package.parts("footer"))
    n_edges = sum(_holds_text(archive.parse(part)) for part in edges)
    n_macros = sum(name.endswith("vbaProject.bin") for name in archive.names)
    return counted((*apart, LeftOut("page headers and footers", n_edges), LeftOut("macros", n_macros)))


def _count_notes(root: Any, name: str) -> int:
    """Count notes or comments; the line that parts notes from the page is kept among them."""
    w = namespace_of(root)
    return sum(note.get(f"{w}type", "normal") == "normal" for note in root.iterchildren(w + name))


def _holds_text(root: Any) -> bool:
    w = namespace_of(root)
    return any((text.text or "").strip() for text in root.iter(f"{w}t"))
