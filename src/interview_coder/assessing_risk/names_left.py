"""Names of the key that stand in files of the study still, in their names, or in what documents hide."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from interview_coder.anonymise.folding import fold
from interview_coder.keeping.study_key import NamedEntity
from interview_coder.language.english_words import is_common_word
from interview_coder.model.risk import NameLeft

_PASSED_OVER = {".interview-coder", ".git"}
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+(?:['-]\w+)*")
_SHORTEST = 3
_MOST_BYTES = 20_000_000
_DIRECT = {"person", "email", "phone", "handle", "nhs_number", "ni_number"}


def find_names_left(root: Path, named: Iterable[NamedEntity]) -> Iterator[NameLeft]:
    """Yield every place of a study where a name of a person of the key, or a number of theirs, stands.

    Parameters
    ----------
    root : Path
        The study's folder: all of its files but the cache are looked through, documents with their properties,
        comments and hidden parts.
    named : iterable of NamedEntity
    """
    forms = _list_forms(named)
    for path in sorted(root.rglob("*")):
        file = path.relative_to(root)
        if not _PASSED_OVER.isdisjoint(file.parts) or path.is_symlink():
            continue
        yield from _find_in(file.as_posix().replace("_", " "), forms, "the name of a file or folder")
        if path.is_file():
            for part, text in _read_parts(path):
                place = f"{file.as_posix()}{f' ({part})' if part else ''}"
                for number, line in enumerate(text.split("\n"), 1):
                    yield from _find_in(line, forms, place if part else f"{place}:{number}")


def _list_forms(named: Iterable[NamedEntity]) -> dict[str, dict[tuple[str, ...], str]]:
    """Return the words of every form by its first word, with what stands for whom it means."""
    forms: dict[str, dict[tuple[str, ...], str]] = {}
    for one in named:
        if one.kind not in _DIRECT:
            continue
        for form in {one.name, *one.forms}:
            words = tuple(_WORD.findall(fold(form)))
            is_plain = len(words) == 1 and (len(words[0]) < _SHORTEST or is_common_word(words[0]))
            if words and not is_plain:
                forms.setdefault(words[0], {})[words] = one.wording
    return forms


def _find_in(line: str, forms: Mapping[str, Mapping[tuple[str, ...], str]], place: str) -> Iterator[NameLeft]:
    words = _WORD.findall(fold(line))
    found = set()
    for at, word in enumerate(words):
        bare = word.removesuffix("'s")
        for form, wording in forms.get(bare, forms.get(word, {})).items():
            if form == (bare,) or tuple(words[at : at + len(form)]) == form:
                found.add(wording)
    yield from (NameLeft(place, wording) for wording in sorted(found))


def _read_parts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the parts of a file with their text; one without a name where it is text itself."""
    raw = path.read_bytes()[:_MOST_BYTES]
    if not zipfile.is_zipfile(io.BytesIO(raw)):
        yield "", raw.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for part in parts.infolist():
            if part.filename.endswith((".xml", ".rels", ".txt")):
                with parts.open(part) as stream:
                    yield part.filename, _TAG.sub(" ", stream.read(_MOST_BYTES).decode("utf-8", "replace"))
