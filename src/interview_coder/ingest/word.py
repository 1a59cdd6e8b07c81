"""Word documents (.docx) → Transcript.

The text is read from the document's XML, because the usual library loses tracked insertions: insertions count as
accepted, deletions as gone, a tab is a tab, a line break a line end, and each paragraph a line.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.speakers import Transcript, split_turns
from interview_coder.model.source import LeftOut

MAX_UNPACKED_BYTES = 100_000_000
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
"""Of Word's own elements, as it usually saves them and in the strict variant of the format."""
_PART = "word/document.xml"
_DELETED = {"del", "moveFrom"}
_SKIPPED = {*_DELETED, "p", "pPr", "rPr", "txbxContent", "instrText", "delText", "Fallback"}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def read(raw: bytes, *, file: str, known_labels: Collection[str] = ()) -> Transcript:
    """Read the body of a Word document; headers, footers, notes and comments are not part of it.

    Raises
    ------
    InputError
        When it is no Word document, or no speaker is found.
    """
    root = _parse_body(raw, file)
    text = "\n".join("".join(_text_of(paragraph)) for paragraph in _paragraphs_of(root))
    found = split_turns(text, file=file, known_labels=known_labels)
    n_deleted = sum(_name(element) in _DELETED for element in root.iter())
    left_out = (*found.left_out, LeftOut("tracked deletions", n_deleted)) if n_deleted else found.left_out
    return Transcript(found.text, found.turns, found.dialect, found.attributes, left_out)


def _parse_body(raw: bytes, file: str) -> Any:
    broken = Problem(
        "this is no Word document (.docx)", Place(file), "open it in Word and save it again as .docx, or as plain text"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(_PART) as part:
            xml = part.read(MAX_UNPACKED_BYTES + 1)
    except _UNREADABLE as error:
        raise InputError(broken) from error
    if len(xml) > MAX_UNPACKED_BYTES:
        raise InputError(
            Problem(
                f"its text unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000} MB", Place(file), "split the document"
            )
        )
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise InputError(broken) from error


def _name(element: Any) -> str:
    """Return the name of one of Word's own elements; ``other`` for drawings and the like, nothing for comments."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in _NAMESPACES or name.localname == "Fallback" else "other"


def _paragraphs_of(element: Any) -> Iterator[Any]:
    """Yield paragraphs in the order of the document; what stands twice for older programs is taken once."""
    for child in element:
        if _name(child) == "p":
            yield child
        if _name(child) not in {"Fallback", *_DELETED}:
            yield from _paragraphs_of(child)


def _text_of(element: Any) -> Iterator[str]:
    for child in element:
        match _name(child):
            case "t":
                yield child.text or ""
            case "tab":
                yield "\t"
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "‑"
            case name if name and name not in _SKIPPED:
                yield from _text_of(child)
