"""Everything that outputs/ would publish → words in it that may tell who somebody is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import ZipFile

from interview_coder.disclosing.identifiers import find_identifiers
from interview_coder.disclosing.names import find_in_file_name, find_names, find_parts, split_names
from interview_coder.model.disclosure import Find

Records = Callable[[str], Iterable[Mapping[str, Any]]]
_TEXTS, _QUOTES = "sources.jsonl", "quotes.jsonl"
_SMALL_LETTERS = re.compile(r"(?<![\w'’-])[a-zß-ÿ]+(?![\w'’-])")
_TAGS = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]{0,10000}>", re.DOTALL)
_ZIPPED = (".docx", ".xlsx")


def scan_texts(records: Records, files: Mapping[str, bytes], *, lists: Iterable[str] = ()) -> list[Find]:
    """Scan the texts of the sources, who speaks in them, and the files that are made for readers.

    Parameters
    ----------
    records : callable
        Name of a JSONL file of ``outputs/`` without its ending → its records.
    files : mapping of str to bytes
        Path below ``outputs/`` → the report, tables, workbooks and documents.
    lists : iterable of str
        Word lists of the codebook: their names with an @ in rules are no handles.

    Returns
    -------
    list of Find
        In sources by place, then those in the files that stand in no source.
    """
    said = {word for source in records("sources") for word in _SMALL_LETTERS.findall(source["text"])}
    turns: dict[str, list[tuple[int, int]]] = defaultdict(list)
    labels = set()
    for turn in records("turns"):
        turns[turn["source"]].append((turn["start"], turn["turn"]))
        labels |= {turn["speaker"]} if turn["speaker"] else set()
    names = find_names(labels, said)
    parts = split_names(names, said)
    quoted: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in records("quotes"):
        quoted[quote["source"]].append((quote["start"], quote["end"]))
    shown = {name: _read_text(name, raw) for name, raw in files.items()}
    finds = [Find("speaker's label", name, "turns.jsonl", "", 0, 0, len(name), ()) for name in names]
    for source in records("sources"):
        finds += _scan_source(source, parts, turns[source["source"]], quoted[source["source"]])
    finds = [one._replace(published_in=(*one.published_in, *_published_in(one.text, shown))) for one in finds]
    known = [*dict.fromkeys(one.text for one in finds), *(f"@{name}" for name in lists)]
    more = chain.from_iterable(_scan_file(name, text, parts) for name, text in shown.items())
    return [*finds, *(one for one in more if not any(one.text in text for text in known))]


def _scan_source(
    source: Mapping[str, Any], parts: Mapping[str, str], turns: list[tuple[int, int]], quoted: list[tuple[int, int]]
) -> Iterator[Find]:
    for start, end in find_in_file_name(source["file"], parts):
        yield Find("file name", source["file"][start:end], _TEXTS, source["source"], 0, start, end, ())
    turns.sort()
    starts = [start for start, _ in turns]
    for kind, start, end in _find_all(source["text"], parts):
        place = bisect_right(starts, start)
        in_quotes = any(first < end and start < last for first, last in quoted)
        turn = turns[place - 1][1] if place else 0
        words = source["text"][start:end]
        yield Find(kind, words, _TEXTS, source["source"], turn, start, end, (_QUOTES,) if in_quotes else ())


def _find_all(text: str, parts: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """Return identifiers, and names of speakers that are part of none, by place."""
    found = list(find_identifiers(text))
    covered = sorted((start, end) for _, start, end in found)
    starts = [start for start, _ in covered]
    for start, end in find_parts(text, parts):
        place = bisect_right(starts, start) - 1
        if place < 0 or covered[place][1] < end:
            found.append(("speaker's name", start, end))
    return sorted(found, key=lambda one: one[1:])


def _read_text(name: str, raw: bytes) -> str:
    """Return what a reader of a file sees, its parts one after the other."""
    if name.endswith(_ZIPPED):
        with ZipFile(BytesIO(raw)) as parts:
            inside = [parts.read(one).decode("utf-8", "replace") for one in parts.namelist() if one.endswith(".xml")]
        return "\n".join(_strip_tags(one) for one in inside)
    text = raw.decode("utf-8", "replace")
    return _strip_tags(text) if name.endswith((".html", ".svg")) else text


def _strip_tags(text: str) -> str:
    return unescape(_TAGS.sub(" ", text))


def _published_in(words: str, shown: Mapping[str, str]) -> Iterator[str]:
    return (name for name, text in shown.items() if words in text)


def _scan_file(name: str, text: str, parts: Mapping[str, str]) -> Iterator[Find]:
    for kind, start, end in _find_all(text, parts):
        yield Find(kind, text[start:end], name, "", 0, start, end, (name,))
