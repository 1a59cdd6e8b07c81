"""A study coded with spaCy's matchers: ``python benchmarks/spacy_coding.py STUDY OUT``.

It does what a run does, as one would write it with spaCy: reads the transcripts and who speaks, splits words with the
blank English tokeniser, finds plain words and phrases with the PhraseMatcher and the rest with the Matcher, keeps what
lies in one sentence, and writes ``codings.jsonl`` (a record for each sentence and code, with its evidence) and
``code_matrix.csv``. It reads ``patterns.csv`` (see `mine_codebooks`) instead of a codebook.

Of the ways to write it that were tried this was the quickest: sentences are looked for only where something was found,
which saves a tenth over ``nlp.pipe`` with a sentencizer, and no text or Doc is kept.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc

MARKS_BETWEEN = 3
"""Commas and the like count for nothing between two words; the Matcher must be told how many there may be."""
_LINE = re.compile(r"^([^:\n]+): (.*)$", re.MULTILINE)


class Pattern(NamedTuple):
    """A row of ``patterns.csv``."""

    code: str
    rule: str
    first: str
    operator: str
    most_between: int
    second: str


class Speaker(NamedTuple):
    """A row of ``participants.csv``."""

    name: str
    stakeholder_type: str
    role: str


class Hit(NamedTuple):
    """Where a pattern was found: the places of its words in the Doc, rising."""

    pattern: Pattern
    words: tuple[int, ...]


class Answer(NamedTuple):
    """What a participant says at a time, and where it begins in its file."""

    source: str
    speaker: Speaker
    start: int
    text: str


class CodeMatchers:
    """Both matchers, with all patterns of a study.

    Parameters
    ----------
    patterns : list of Pattern
        Plain words and phrases, stems (``resid*``), and pairs of a word or stem with another.
    """

    def __init__(self, patterns: list[Pattern]) -> None:
        self._pipeline = spacy.blank("en")
        self._sentencizer = self._pipeline.add_pipe("sentencizer")
        self._plain = PhraseMatcher(self._pipeline.vocab, attr="LOWER")
        self._other = Matcher(self._pipeline.vocab)
        self._by_key: dict[int, Pattern] = {}
        for number, pattern in enumerate(patterns):
            self._add(pattern, number)

    def _add(self, pattern: Pattern, number: int) -> None:
        key = f"pattern {number}"
        self._by_key[self._pipeline.vocab.strings.add(key)] = pattern
        if pattern.operator:
            first, second = _describe_word(pattern.first), _describe_word(pattern.second)
            between = {"OP": f"{{0,{pattern.most_between + MARKS_BETWEEN}}}"}
            orders = [[first, between, second], [second, between, first]]
            self._other.add(key, orders if pattern.operator == "NEAR" else orders[:1])
        elif pattern.first.endswith("*"):
            self._other.add(key, [[_describe_word(pattern.first)]])
        else:
            self._plain.add(key, [self._pipeline.make_doc(pattern.first)])

    def find(self, text: str) -> tuple[Doc, list[Hit]]:
        """Return what spaCy makes of a text, and where patterns are found; sentences are there if any are."""
        doc = self._pipeline.make_doc(text)
        plain = self._plain(doc)
        other = self._other(doc) if len(self._other) else []
        if not plain and not other:
            return doc, []
        self._sentencizer(doc)
        hits = [Hit(self._by_key[key], tuple(range(start, end))) for key, start, end in plain]
        pairs: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for key, start, end in other:
            if self._by_key[key].operator:
                pairs[key].append((start, end - 1))
            else:
                hits.append(Hit(self._by_key[key], (start,)))
        for key, found in pairs.items():
            hits += _pair_nearest(self._by_key[key], found, doc)
        return doc, hits


def _describe_word(part: str) -> dict[str, Any]:
    return {"LOWER": {"REGEX": f"^{part[:-1]}"}} if part.endswith("*") else {"LOWER": part}


def _pair_nearest(pattern: Pattern, found: list[tuple[int, int]], doc: Doc) -> Iterator[Hit]:
    """Give each first word the nearest second one of its sentence, or of two at the same distance the one before."""
    nearest: dict[int, tuple[int, int]] = {}
    for start, end in found:
        n_between = 0
        for token in doc[start + 1 : end + 1]:
            if token.is_sent_start:
                break
            n_between += not token.is_punct
        else:
            first, second = (start, end) if _fits(pattern.first, doc[start].lower_) else (end, start)
            if n_between - 1 <= pattern.most_between:
                nearest[first] = min(nearest.get(first, (n_between, second)), (n_between, second))
    for first, (_, second) in nearest.items():
        yield Hit(pattern, (min(first, second), max(first, second)))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def read_patterns(path: Path) -> list[Pattern]:
    """Read the patterns of a codebook."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Pattern(code, rule, first, operator, int(most_between), second)
            for code, rule, first, operator, most_between, second in list(csv.reader(lines))[1:]
        ]


def read_speakers(path: Path) -> dict[str, Speaker]:
    """Read who speaks, by name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[0]: Speaker(*row) for row in list(csv.reader(lines))[1:]}


def read_answers(corpus: Path) -> Iterator[Answer]:
    """Yield what participants say, transcript by transcript."""
    speakers = read_speakers(corpus / "participants.csv")
    for path in sorted(corpus.glob("*.txt")):
        for line in _LINE.finditer(path.read_text(encoding="utf-8")):
            speaker = speakers[line[1]]
            if speaker.role == "participant":
                yield Answer(path.stem, speaker, line.start(2), line[2])


def make_codings(answer: Answer, doc: Doc, hits: list[Hit]) -> Iterator[dict[str, Any]]:
    """Yield a record for each sentence and code, in the order of the text."""
    sentences = list(doc.sents)
    starts = [sentence.start for sentence in sentences]
    evidence: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        evidence[bisect_right(starts, hit.words[0]) - 1, hit.pattern.code].append(hit)
    for (number, code), found in sorted(evidence.items()):
        sentence = sentences[number]
        yield {
            "source": answer.source,
            "participant": answer.speaker.name,
            "stakeholder_type": answer.speaker.stakeholder_type,
            "code": code,
            "start": answer.start + sentence.start_char,
            "end": answer.start + sentence.end_char,
            "text": sentence.text,
            "evidence": [
                {"rule": hit.pattern.rule, "tokens": [_place_word(answer, doc, place) for place in hit.words]}
                for hit in sorted(found, key=lambda hit: hit.words)
            ],
        }


def _place_word(answer: Answer, doc: Doc, place: int) -> dict[str, Any]:
    token = doc[place]
    start = answer.start + token.idx
    return {"start": start, "end": start + len(token), "text": token.text}


class CodeCounts:
    """How often, by whom and where each code was raised, by stakeholder type."""

    def __init__(self) -> None:
        self._mentions: dict[tuple[str, str], int] = defaultdict(int)
        self._participants: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._sources: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, coding: dict[str, Any]) -> None:
        """Count one coding."""
        cell = coding["stakeholder_type"], coding["code"]
        self._mentions[cell] += 1
        self._participants[cell].add(coding["participant"])
        self._sources[cell].add(coding["source"])

    def write(self, path: Path) -> None:
        """Write a row for each stakeholder type and code."""
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines, lineterminator="\n")
            writer.writerow(("stakeholder_type", "code", "mentions", "participants", "sources"))
            for cell, n_mentions in sorted(self._mentions.items()):
                writer.writerow((*cell, n_mentions, len(self._participants[cell]), len(self._sources[cell])))


def main() -> None:
    """Read the command line and code the study."""
    parser = argparse.ArgumentParser(description="Code a study with spaCy's PhraseMatcher and Matcher.")
    parser.add_argument("study", type=Path)
    parser.add_argument("out", type=Path, help="folder for codings.jsonl and code_matrix.csv")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    matchers = CodeMatchers(read_patterns(options.study / "patterns.csv"))
    counts = CodeCounts()
    n_words = n_hits = 0
    with (options.out / "codings.jsonl").open("w", encoding="utf-8") as lines:
        for answer in read_answers(options.study / "corpus"):
            doc, hits = matchers.find(answer.text)
            n_words += len(doc)
            n_hits += len(hits)
            for coding in make_codings(answer, doc, hits) if hits else ():
                counts.add(coding)
                lines.write(json.dumps(coding, ensure_ascii=False) + "\n")
    counts.write(options.out / "code_matrix.csv")
    print(f"{n_words:,} tokens, {n_hits:,} hits")


if __name__ == "__main__":
    main()
