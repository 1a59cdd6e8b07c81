"""Read a study once: ``python benchmarks/read_mixed.py ours|alone STUDY WARM_UP RESULT``.

``ours`` makes transcripts of the files, ``alone`` only lets the library of each format read them. The files of a small
study are read first, so that everything is loaded. RESULT is written as JSON: the CPU seconds for each format and, for
``ours``, the number of turns in each file.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

_WORD_PARTS = (
    "_rels/.rels",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/styles.xml",
    "word/comments.xml",
    "word/header1.xml",
    "word/footer1.xml",
)
"""Without which it is not known what the text is, how it looks and what was left out."""
_OPEN_DOCUMENT_PARTS = ("content.xml", "styles.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

Read = Callable[[Path], int]
"""Reads a file; returns the number of its turns, or 0 where none are looked for."""


def load_ours() -> Read:
    """Return what reads a file with this project."""
    from interview_coder.ingest import read_transcripts
    from interview_coder.ingest.transcript import ReadOptions

    options = ReadOptions()

    def read(path: Path) -> int:
        with path.open("rb") as stream:
            found = read_transcripts(stream, ending=path.suffix, file=path.name, options=options)
            return sum(len(transcript.turns) for transcript in found)

    return read


def load_alone() -> Read:
    """Return what has a library give the text of a file's paragraphs, pages, cues or rows, and does nothing else."""
    import jsonlines
    import pypdfium2
    import webvtt
    from lxml import etree, html
    from python_calamine import CalamineWorkbook
    from striprtf.striprtf import rtf_to_text

    def read_parts(raw: bytes, names: tuple[str, ...]) -> dict[str, etree._Element]:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            present = set(archive.namelist())
            return {name: etree.fromstring(archive.read(name)) for name in names if name in present}

    def read_word(raw: bytes) -> object:
        body = read_parts(raw, _WORD_PARTS)["word/document.xml"]
        return ["".join([one.text or "" for one in paragraph.iter(f"{_W}t")]) for paragraph in body.iter(f"{_W}p")]

    def read_open_document(raw: bytes) -> object:
        body = read_parts(raw, _OPEN_DOCUMENT_PARTS)["content.xml"]
        return ["".join(paragraph.itertext()) for paragraph in body.iter(f"{_TEXT}p", f"{_TEXT}h")]

    def read_pdf(raw: bytes) -> object:
        pdf = pypdfium2.PdfDocument(raw)
        texts = []
        for page in pdf:
            textpage = page.get_textpage()
            texts.append(textpage.get_text_range())
            textpage.close()
            page.close()
        pdf.close()
        return texts

    libraries: dict[str, Callable[[bytes], object]] = {
        ".txt": lambda raw: raw.decode().split("\n"),
        ".md": lambda raw: raw.decode().split("\n"),
        ".docx": read_word,
        ".odt": read_open_document,
        ".rtf": lambda raw: rtf_to_text(raw.decode("cp1252", "replace")),  # type: ignore[no-untyped-call]
        ".pdf": read_pdf,
        ".html": lambda raw: html.document_fromstring(raw).text_content(),
        ".vtt": lambda raw: [caption.text for caption in webvtt.from_string(raw.decode()).captions],
        ".srt": lambda raw: [caption.text for caption in webvtt.from_buffer(io.BytesIO(raw), format="srt").captions],
        ".csv": lambda raw: list(csv.reader(io.StringIO(raw.decode(), newline=""))),
        ".xlsx": lambda raw: CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python(),
        ".jsonl": lambda raw: list(jsonlines.Reader(io.BytesIO(raw))),
        ".json": json.loads,
    }

    def read(path: Path) -> int:
        libraries[path.suffix](path.read_bytes())
        return 0

    return read


def main() -> None:
    """Read the command line, warm up, and measure."""
    which, study, warm_up, result = sys.argv[1:]
    read = {"ours": load_ours, "alone": load_alone}[which]()
    for path in sorted(Path(warm_up, "corpus").iterdir()):
        read(path)
    cpu_seconds: Counter[str] = Counter()
    n_turns = {}
    for path in sorted(Path(study, "corpus").iterdir()):
        started = time.process_time()
        n_turns[path.name] = read(path)
        cpu_seconds[path.suffix] += time.process_time() - started  # type: ignore[assignment]
    found = {"cpu_seconds": cpu_seconds, "n_turns": n_turns}
    Path(result).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
