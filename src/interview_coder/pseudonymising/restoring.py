"""A file of the corpus and the key → the original, to the character."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from interview_coder.anonymise.replacing import undo_log
from interview_coder.errors import InputError, Place, Problem
from interview_coder.keeping.study_key import KeptDocument, StudyKey
from interview_coder.pseudonymising.base_texts import undo_layout
from interview_coder.pseudonymising.written_form import TABLES, read_table, write_text


@dataclass(frozen=True, slots=True)
class Restored:
    """What a file of the corpus was made of.

    Parameters
    ----------
    name : str
        Of the original, below its folder; of the text of one that is no text file, with another ending.
    raw : bytes
    is_exact : bool
        Whether these are the original's bytes; else they are its text.
    """

    name: str
    raw: bytes
    is_exact: bool


def restore_file(raw: bytes, key: StudyKey, *, file: str) -> Restored:
    """Give the original of a file of the corpus back.

    Parameters
    ----------
    raw : bytes
        The file.
    key : StudyKey
    file : str
        Its path: of originals that became alike, the one that became this file is meant.

    Raises
    ------
    InputError
        When the key knows no such file.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    alike = [one for one in key.documents.values() if one.sha256_file == sha256]
    kept = next((one for one in alike if PurePath(file).as_posix().endswith(one.file)), alike[0] if alike else None)
    if kept is None:
        message = "the key knows no such file: it is of another study, or was changed since it was made"
        raise InputError(Problem(message, Place(file), "name a file of the corpus as anonymise wrote it"))
    written = write_text(read_table(raw)) if kept.form in TABLES else raw.decode()
    text = undo_layout(undo_log(written, kept.log), kept.layout)
    if not kept.encoding:
        return Restored(f"{kept.original}.txt", text.encode(), is_exact=False)
    candidates = list(_encode(text, kept))
    exact = [one for one in candidates if hashlib.sha256(one).hexdigest() == kept.sha256_original]
    return Restored(kept.original, [*exact, *candidates][0], is_exact=bool(exact))


def _encode(text: str, kept: KeptDocument) -> Iterator[bytes]:
    """Yield the bytes that a text may have been, with and without a signature."""
    lines = text.replace("\n", kept.line_end)
    if kept.encoding in {"utf-16", "utf-32"}:
        for order, mark in (("le", "LE"), ("be", "BE")):
            signature: bytes = getattr(codecs, f"BOM_UTF{kept.encoding[-2:]}_{mark}")
            yield signature + lines.encode(f"{kept.encoding}-{order}", "surrogatepass")
        return
    yield lines.encode(kept.encoding)
    yield codecs.BOM_UTF8 + lines.encode()
