"""Write an invented study of the size that the benchmark needs: ``python benchmarks/make_study.py FOLDER``.

Its sentences are put together from clauses of the repository's own sample study, so the rules of the codebook find
about as much in them as there. Half of the rare words give way to invented ones, so new words keep coming to the end,
as they do in speech (Heaps' law): remembering the words that were met does not make the second half free.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from interview_coder import Study
from interview_coder.segment import split_paragraphs

SAMPLE_STUDY = Path(__file__).parent.parent
INTERVIEWER = "INTERVIEWER"
FORMATS = (".txt", ".docx", ".txt", ".vtt", ".txt")
EVERY_NTH_IS_A_GROUP = 10
GROUP_SIZE = 8
CUE_WORDS = 14
WORDS_A_SECOND = 2.5

_WORD = re.compile(r"\b[A-Za-z]{5,}\b")
_SENTENCE_BORDER = re.compile(r"(?<=[.?!…])\s+(?=[A-Z“\"‘\[])")
_CLAUSE_BORDER = re.compile(
    r"(?<=[,;:–—])\s+|\s+(?=(?:and|but|because|so|which|who|where|when|if|until|although|than|from|with|for)\b)"
)
_ENDINGS = ("ations", "ation", "ments", "ment", "ness", "ings", "ing", "ers", "er", "ed", "ly", "s", "")
_ONSETS, _VOWELS, _CODAS = "bcdfghjklmnprstvw", "aeiou", "bdgklmnprst"


@dataclass(slots=True)
class InventedWords:
    """Words that are in no dictionary: mostly again one that was drawn before, ever more rarely a new one.

    Parameters
    ----------
    rng : random.Random
        Where chance comes from.
    """

    rng: random.Random
    n_distinct: int = 0
    drawn: list[str] = field(default_factory=list)

    def draw(self) -> str:
        """Return a stem. After n draws about n to the power of 0.75 are distinct."""
        if self.rng.random() < (500 + 0.75 * self.n_distinct) / (500 + len(self.drawn)):
            self.n_distinct += 1
            self.drawn.append("".join(self._syllable() for _ in range(self.rng.choice((1, 2, 2, 3)))))
        else:
            self.drawn.append(self.rng.choice(self.drawn))
        return self.drawn[-1]

    def _syllable(self) -> str:
        return self.rng.choice(_ONSETS) + self.rng.choice(_VOWELS) + self.rng.choice(_CODAS)


@dataclass(slots=True)
class Clauses:
    """What speakers of one role say, in pieces, and how long their turns and sentences are.

    Parameters
    ----------
    wholes : list of str
        Sentences of one piece.
    openings, middles, closings : list of str
        Pieces that stand first, between and last in a longer sentence.
    n_pieces : list of int
        Pieces in each sentence.
    n_sentences : list of int
        Sentences in each turn.
    """

    wholes: list[str] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)
    middles: list[str] = field(default_factory=list)
    closings: list[str] = field(default_factory=list)
    n_pieces: list[int] = field(default_factory=list)
    n_sentences: list[int] = field(default_factory=list)

    def add_turn(self, text: str) -> None:
        """Take a turn apart."""
        sentences = _SENTENCE_BORDER.split(text)
        self.n_sentences.append(len(sentences))
        for sentence in sentences:
            pieces = _CLAUSE_BORDER.split(sentence)
            self.n_pieces.append(len(pieces))
            if len(pieces) == 1:
                self.wholes.append(sentence)
            else:
                self.openings.append(pieces[0])
                self.middles += pieces[1:-1]
                self.closings.append(pieces[-1])

    def make_turn(self, rng: random.Random) -> str:
        """Put a new turn together."""
        return " ".join(self._make_sentence(rng) for _ in range(rng.choice(self.n_sentences)))

    def _make_sentence(self, rng: random.Random) -> str:
        n_pieces = rng.choice(self.n_pieces)
        if n_pieces == 1:
            return rng.choice(self.wholes)
        between = [rng.choice(self.middles) for _ in range(n_pieces - 2)]
        return " ".join((rng.choice(self.openings), *between, rng.choice(self.closings)))


@dataclass(slots=True)
class StudyMaker:
    """Makes transcripts from the pieces of the sample study.

    Parameters
    ----------
    seed : int
        The same seed and sample give the same text.
    """

    seed: int
    rng: random.Random = field(init=False)
    words: InventedWords = field(init=False)
    rare: frozenset[str] = field(init=False)
    answers: Clauses = field(default_factory=Clauses)
    questions: Clauses = field(default_factory=Clauses)
    stakeholder_types: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.words = InventedWords(self.rng)
        sample = Study.open(SAMPLE_STUDY).read()
        self.stakeholder_types = [person.stakeholder_type for person in sample.participants.values()]
        counts: Counter[str] = Counter()
        for source in sample.sources:
            counts.update(word.lower() for word in _WORD.findall(source.text))
            for turn in source.turns:
                clauses = self.answers if turn.role == "participant" else self.questions
                clauses.add_turn(" ".join(source.text[turn.start : turn.end].split()))
        self.rare = frozenset(word for word, count in counts.items() if count == 1)

    def make_turns(self, speakers: Sequence[str], n_words: int) -> Iterator[tuple[str, str]]:
        """Yield speakers with what they say, until so many words are said: a question, then one answer or several."""
        while n_words > 0:
            n_answers = self.rng.randint(1, len(speakers))
            for speaker in (INTERVIEWER, *self.rng.sample(speakers, n_answers)):
                clauses = self.questions if speaker == INTERVIEWER else self.answers
                text = _WORD.sub(self._replace_rare, clauses.make_turn(self.rng))
                n_words -= len(text.split())
                yield speaker, text

    def _replace_rare(self, found: re.Match[str]) -> str:
        word = found.group()
        if word.lower() not in self.rare or self.rng.random() < 0.5:
            return word
        ending = next(ending for ending in _ENDINGS if word.endswith(ending))
        invented = self.words.draw() + ending
        return invented.capitalize() if word[0].isupper() else invented


def format_lines(turns: Iterable[tuple[str, str]]) -> str:
    """Write turns as text, a turn a line, with blank lines between."""
    return "\n\n".join(f"{speaker}: {text}" for speaker, text in turns) + "\n"


def format_captions(turns: Iterable[tuple[str, str]]) -> str:
    """Write turns as WebVTT, in cues of some words each."""
    cues = ["WEBVTT"]
    seconds = 0.0
    for speaker, text in turns:
        words = text.split()
        for place in range(0, len(words), CUE_WORDS):
            said = words[place : place + CUE_WORDS]
            end = seconds + len(said) / WORDS_A_SECOND
            cues.append(f"{_format_time(seconds)} --> {_format_time(end)}\n<v {speaker}>{' '.join(said)}")
            seconds = end
    return "\n\n".join(cues) + "\n"


def _format_time(seconds: float) -> str:
    minutes, milliseconds = divmod(round(1000 * seconds), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def write_word_document(turns: Iterable[tuple[str, str]], path: Path) -> None:
    """Write turns as a Word document, a turn a paragraph."""
    from docx import Document

    document = Document()
    for speaker, text in turns:
        document.add_paragraph(f"{speaker}: {text}")
    document.save(str(path))


def write_study(folder: Path, *, n_transcripts: int, n_words: int, seed: int) -> None:
    """Write a study into a folder: transcripts of so many words each, their participants, and the sample's codebook."""
    maker = StudyMaker(seed)
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    shutil.copy(SAMPLE_STUDY / "codebook.yml", folder)
    roster = [("participant", "stakeholder_type", "role"), (INTERVIEWER, "", "interviewer")]
    for number in range(1, n_transcripts + 1):
        n_speakers = GROUP_SIZE if number % EVERY_NTH_IS_A_GROUP == 0 else 1
        speakers = [f"P{len(roster) + place:03}" for place in range(n_speakers)]
        roster += [(speaker, maker.rng.choice(maker.stakeholder_types), "participant") for speaker in speakers]
        turns = list(maker.make_turns(speakers, n_words))
        path = corpus / f"interview_{number:03}{FORMATS[number % len(FORMATS)]}"
        if path.suffix == ".docx":
            write_word_document(turns, path)
        else:
            text = format_captions(turns) if path.suffix == ".vtt" else format_lines(turns)
            path.write_text(text, encoding="utf-8")
    with (corpus / "participants.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(roster)


def write_paragraphs(folder: Path, path: Path) -> None:
    """Write what the participants of a study say as JSON Lines, a paragraph a line, as a run hands it to spaCy."""
    with path.open("w", encoding="utf-8") as lines:
        for source in Study.open(folder).read().sources:
            for paragraph in split_paragraphs(source):
                if source.turns[paragraph.turn - 1].role == "participant":
                    lines.write(json.dumps(source.text[paragraph.start : paragraph.end], ensure_ascii=False) + "\n")


def describe_study(folder: Path) -> str:
    """Say how large a study is, and how varied."""
    sources = Study.open(folder).read().sources
    said = [source.text[turn.start : turn.end] for source in sources for turn in source.turns]
    answers = [
        source.text[turn.start : turn.end] for source in sources for turn in source.turns if turn.role == "participant"
    ]
    n_words = sum(len(text.split()) for text in said)
    n_answered = sum(len(text.split()) for text in answers)
    distinct = {word.lower() for text in answers for word in re.findall(r"[^\W\d_]+", text)}
    sentences = Counter(sentence for text in answers for sentence in _SENTENCE_BORDER.split(text))
    n_words_once = sum(len(sentence.split()) for sentence, count in sentences.items() if count == 1)
    return (
        f"{len(sources)} transcripts, {len(said):,} turns, {n_words:,} words; participants say {n_answered:,} of them, "
        f"{len(distinct):,} distinct, in {sentences.total():,} sentences; "
        f"{n_words_once / n_answered:.0%} of these words stand in a sentence said once"
    )


def main() -> None:
    """Read the command line and write the study."""
    parser = argparse.ArgumentParser(description="Write an invented study for the benchmark into a new folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--transcripts", type=int, default=50)
    parser.add_argument("--words", type=int, default=8_000, help="words of each transcript, the interviewer's too")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--paragraphs", type=Path, help="also write the participants' paragraphs to this JSONL file")
    options = parser.parse_args()
    write_study(options.folder, n_transcripts=options.transcripts, n_words=options.words, seed=options.seed)
    if options.paragraphs is not None:
        write_paragraphs(options.folder, options.paragraphs)
    print(describe_study(options.folder))


if __name__ == "__main__":
    main()
