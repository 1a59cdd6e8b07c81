"""Word documents (.docx) → Transcript.

The text is read from the document's XML, because the usual library loses tracked insertions: insertions count as
accepted, deletions as gone, a tab is a tab, a line break a line end, and each paragraph a line.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterator
from typing import Any

from lxml import etree

from interview_coder.errors import InputError, Place, Problem
from interview_coder.ingest.speakers import Transcript, split_turns
from interview_coder.model.source import LeftOut

MAX_UNPACKED_BYTES = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "word/document.xml"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}delText"}


def read(raw: bytes, *, file: str, known_labels: Collection[str] = ()) -> Transcript:
    """Read the body of a Word document; headers, footers, notes and comments are not part of it.

    Raises
    ------
    InputError
        When it is no Word document, or no speaker is found.
    """
    root = _parse_body(raw, file)
    text = "\n".join("".join(_text_of(paragraph)) for paragraph in root.iter(f"{_W}p"))
    found = split_turns(text, file=file, known_labels=known_labels)
    n_deleted = sum(1 for _ in root.iter(f"{_W}del", f"{_W}moveFrom"))
    left_out = (*found.left_out, LeftOut("tracked deletions", n_deleted)) if n_deleted else found.left_out
    return Transcript(found.text, found.turns, found.dialect, found.attributes, left_out)


def _parse_body(raw: bytes, file: str) -> Any:
    broken = Problem(
        "this is no Word document (.docx)", Place(file), "open it in Word and save it again as .docx, or as plain text"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(_PART) as part:
            xml = part.read(MAX_UNPACKED_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
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


def _text_of(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "‑"
        elif child.tag not in _SKIPPED and isinstance(child.tag, str) and child.tag != f"{_W}p":
            yield from _text_of(child)
