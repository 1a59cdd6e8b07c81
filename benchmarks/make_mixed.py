"""Write an invented study of 100 files of many formats: ``python benchmarks/make_mixed.py FOLDER``.

What is said is put together as in `make_study`; formats, and the ways in which speakers are marked, are those that
researchers bring. ``turns.json`` beside the corpus says how many turns each file has.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from make_study import INTERVIEWER, StudyMaker
from mixed_talk import WORDS_A_SECOND, Line, Talk, lay_out
from write_captions import write_subrip, write_teams, write_whisper, write_zoom
from write_documents import write_open_document, write_rich_text, write_word
from write_pages import write_html, write_pdf
from write_tables import write_comments, write_csv, write_json_lines, write_workbook

LEAST_WORDS, MOST_WORDS = 3_000, 8_000
LARGE_BYTES = 300_000_000
N_SENTENCES = 20_000
EVERY_NTH_IS_A_GROUP = 6
GROUP_SIZE = 6

Writer = Callable[[Talk, Path], None]


def write_text(talk: Talk, path: Path, dialect: str) -> None:
    """Write plain text."""
    paragraphs = ("".join(piece.text for piece in paragraph) for paragraph in lay_out(talk, dialect))
    path.write_text("\n".join(paragraphs) + "\n", encoding="utf-8")


def write_markdown(talk: Talk, path: Path) -> None:
    """Write markdown with the speakers in bold."""
    paragraphs = (f"**{line.speaker}:** {line.text}\n" for line in talk.lines)
    path.write_text("\n".join(("# Transcript\n", *paragraphs)), encoding="utf-8")


def _in(write: Callable[[Talk, Path, str], None], dialect: str) -> Writer:
    return lambda talk, path: write(talk, path, dialect)


FILES: tuple[tuple[str, int, Writer], ...] = (
    (".docx", 8, _in(write_word, "bold label")),
    (".docx", 8, _in(write_word, "label")),
    (".docx", 5, _in(write_word, "label-line")),
    (".docx", 5, _in(write_word, "time and label")),
    (".docx", 5, _in(write_word, "cells")),
    (".docx", 4, _in(write_word, "tab")),
    (".odt", 4, _in(write_open_document, "bold label")),
    (".odt", 4, _in(write_open_document, "label-line")),
    (".rtf", 3, _in(write_rich_text, "bold label")),
    (".rtf", 2, _in(write_rich_text, "label")),
    (".pdf", 6, _in(write_pdf, "bold label")),
    (".pdf", 5, _in(write_pdf, "label and space")),
    (".pdf", 4, _in(write_pdf, "time and label")),
    (".vtt", 6, write_zoom),
    (".vtt", 6, write_teams),
    (".srt", 5, write_subrip),
    (".txt", 3, _in(write_text, "label and space")),
    (".txt", 3, _in(write_text, "name and time")),
    (".txt", 2, _in(write_text, "name-line")),
    (".md", 2, write_markdown),
    (".html", 3, write_html),
    (".csv", 3, write_csv),
    (".xlsx", 2, write_workbook),
    (".jsonl", 1, write_json_lines),
    (".json", 1, write_whisper),
)
"""Ending, number of files, and what writes them."""


def write_mixed_study(folder: Path, *, seed: int, one_of_each: bool = False) -> None:
    """Write the study; with one short file of each format, if that is asked for."""
    maker = StudyMaker(seed)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    n_turns = {}
    formats = {ending: (ending, 1, write) for ending, _, write in FILES}.values() if one_of_each else FILES
    writers = [(ending, write) for ending, n_files, write in formats for _ in range(n_files)]
    for number, (ending, write) in enumerate(writers, start=1):
        n_words = 300 if one_of_each else maker.rng.randint(LEAST_WORDS, MOST_WORDS)
        n_speakers = GROUP_SIZE if number % EVERY_NTH_IS_A_GROUP == 0 else 1
        path = corpus / f"interview_{number:03}{ending}"
        talk = make_talk(maker, n_speakers, n_words)
        write(talk, path)
        n_turns[path.name] = len(talk.lines) if write is not write_whisper else 1
    (folder / "turns.json").write_text(json.dumps(n_turns, indent=1) + "\n", encoding="utf-8")


def make_talk(maker: StudyMaker, n_speakers: int, n_words: int) -> Talk:
    """Return a talk with so many speakers beside the interviewer, from the beginning of its recording."""
    speakers = [f"P{number:02}" for number in maker.rng.sample(range(1, 100), n_speakers)]
    lines: list[Line] = []
    seconds = 0.0
    for speaker, text in maker.make_turns(speakers, n_words):
        lines.append(Line(speaker, text, seconds))
        seconds += len(text.split()) / WORDS_A_SECOND
    return Talk(lines, random.Random(maker.rng.getrandbits(64)))


def write_survey(folder: Path, *, seed: int, n_bytes: int) -> int:
    """Write a study of one large table of survey comments, with curly quotation marks; return how many there are."""
    maker = StudyMaker(seed)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    sentences = list(islice(_sentences(maker), N_SENTENCES))
    return write_comments(corpus / "survey.csv", sentences, maker.stakeholder_types, maker.rng, n_bytes=n_bytes)


def _sentences(maker: StudyMaker) -> Iterator[str]:
    """Yield what participants say, with curly apostrophes, and now and then in curly quotation marks."""
    while True:
        for speaker, text in maker.make_turns(["P01"], 1_000):
            if speaker != INTERVIEWER:
                said = text.replace("'", "’")
                yield f"“{said}”" if maker.rng.random() < 0.2 else said


def describe_corpus(folder: Path) -> str:
    """Say how many files of each format a study has, and how large they are."""
    paths = list((folder / "corpus").iterdir())
    n_files = Counter(path.suffix.removeprefix(".") for path in paths)
    size = sum(path.stat().st_size for path in paths)
    counts = ", ".join(f"{count} {kind}" for kind, count in n_files.most_common())
    return f"{len(paths)} files, {size / 1_000_000:,.1f} MB: {counts}"


def main() -> None:
    """Read the command line and write the study."""
    parser = argparse.ArgumentParser(description="Write an invented study of many formats into a new folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--one-of-each", action="store_true", help="one short file of each format only")
    parser.add_argument("--survey", action="store_true", help="one large table of survey comments instead")
    parser.add_argument("--bytes", type=int, default=LARGE_BYTES, help="of that table (default: 300,000,000)")
    options = parser.parse_args()
    if options.survey:
        n_rows = write_survey(options.folder, seed=options.seed, n_bytes=options.bytes)
        print(f"{n_rows:,} comments in", describe_corpus(options.folder))
    else:
        write_mixed_study(options.folder, seed=options.seed, one_of_each=options.one_of_each)
        print(describe_corpus(options.folder))


if __name__ == "__main__":
    main()
