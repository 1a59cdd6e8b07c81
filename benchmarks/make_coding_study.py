"""Write an invented study to be coded, and codebooks for it: ``python benchmarks/make_coding_study.py FOLDER``.

The corpus is 1,000 transcripts of about 7,500 words (``Name: text``, a turn a line), or with ``--comments`` one table
of survey comments. What is said is put together as in `make_study`, without what stands in brackets. ``codebooks/``
holds five codebooks (``NAME.yml``), and those that spaCy knows as tables of patterns too (``NAME.csv``);
`mine_codebooks` says what they are made of:

======================  =====  ========  ============================================================
``few``                     4        40  words, stems, phrases, words near each other, not denied
``few_shared``              4        40  the same patterns, as spaCy's matchers can say them too
``few_plain``               4        40  words and phrases, as spaCy's PhraseMatcher can say them alone
``many``                  200     5,000  as ``few``
``many_shared``           200     5,000  as ``few_shared``
======================  =====  ========  ============================================================
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from coding_study import use_codebook
from make_study import EVERY_NTH_IS_A_GROUP, GROUP_SIZE, INTERVIEWER, StudyMaker, format_lines
from mine_codebooks import FEW, FEW_PLAIN, MANY, SAMPLE_WORDS, CodebookMiner, write_codebook, write_patterns

CODEBOOKS = {"few": FEW, "few_shared": FEW, "few_plain": FEW_PLAIN, "many": MANY, "many_shared": MANY}
"""Name → what it is made of."""
LONGEST_COMMENT = 66
WORDS_AT_ONCE = 100_000
_ASIDE = re.compile(r"\s*\[[^\]]*\]")


def make_talk(maker: StudyMaker, speakers: list[str], n_words: int) -> Iterator[tuple[str, str]]:
    """Yield speakers with what they say, without what is in brackets: to spaCy that would be words like others."""
    for speaker, text in maker.make_turns(speakers, n_words):
        said = _ASIDE.sub("", text).strip()
        if said:
            yield speaker, said


def write_transcripts(corpus: Path, maker: StudyMaker, *, n_transcripts: int, n_words: int) -> list[str]:
    """Write transcripts and who speaks in them; return what participants say, as much as codebooks are mined from."""
    roster = [("participant", "stakeholder_type", "role"), (INTERVIEWER, "", "interviewer")]
    sample: list[str] = []
    n_sampled = 0
    for number in range(1, n_transcripts + 1):
        n_speakers = GROUP_SIZE if number % EVERY_NTH_IS_A_GROUP == 0 else 1
        speakers = [f"P{len(roster) + place:04}" for place in range(n_speakers)]
        roster += [(speaker, maker.rng.choice(maker.stakeholder_types), "participant") for speaker in speakers]
        turns = list(make_talk(maker, speakers, n_words))
        (corpus / f"interview_{number:04}.txt").write_text(format_lines(turns), encoding="utf-8")
        if n_sampled < SAMPLE_WORDS:
            answers = [text for speaker, text in turns if speaker != INTERVIEWER]
            n_sampled += sum(len(text.split()) for text in answers)
            sample += answers
    with (corpus / "participants.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(roster)
    return sample


def make_comments(maker: StudyMaker) -> Iterator[str]:
    """Yield survey comments without end: what participants say, or its beginning. They have about 26 words each."""
    while True:
        for speaker, text in make_talk(maker, ["P"], WORDS_AT_ONCE):
            if speaker != INTERVIEWER:
                yield " ".join(text.split()[: maker.rng.randint(1, LONGEST_COMMENT)])


def write_comments(corpus: Path, maker: StudyMaker, *, n_comments: int) -> list[str]:
    """Write a table of comments, a row each; return the first of them."""
    comments = make_comments(maker)
    sample = list(islice(comments, min(n_comments, SAMPLE_WORDS // 20)))
    with (corpus / "comments.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(("id", "stakeholder_type", "comment"))
        writer.writerows(_number_comments(sample, maker, 1))
        writer.writerows(_number_comments(islice(comments, n_comments - len(sample)), maker, len(sample) + 1))
    return sample


def _number_comments(comments: Iterable[str], maker: StudyMaker, first: int) -> Iterator[tuple[int, str, str]]:
    for number, comment in enumerate(comments, start=first):
        yield number, maker.rng.choice(maker.stakeholder_types), comment


def write_codebooks(folder: Path, sample: Iterable[str], seed: int) -> None:
    """Write all codebooks; those that spaCy can say too, as tables of patterns as well."""
    folder.mkdir()
    miner = CodebookMiner(sample, seed)
    for name, recipe in CODEBOOKS.items():
        patterns = miner.make(recipe)
        is_shared = name not in {"few", "many"}
        write_codebook(patterns, folder / f"{name}.yml", is_shared=is_shared)
        if is_shared:
            write_patterns(patterns, folder / f"{name}.csv")


def main() -> None:
    """Read the command line and write the study."""
    parser = argparse.ArgumentParser(description="Write an invented study and codebooks for it into a new folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--transcripts", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=7_500, help="words of each, the interviewer's too (default: 7500)")
    parser.add_argument(
        "--comments", type=int, nargs="?", const=1_000_000, help="write so many survey comments instead (1,000,000)"
    )
    parser.add_argument("--codebook", choices=CODEBOOKS, default="few", help="the study's own (default: few)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    corpus = options.folder / "corpus"
    corpus.mkdir(parents=True)
    maker = StudyMaker(options.seed)
    if options.comments is None:
        sample = write_transcripts(corpus, maker, n_transcripts=options.transcripts, n_words=options.words)
    else:
        sample = write_comments(corpus, maker, n_comments=options.comments)
    write_codebooks(options.folder / "codebooks", sample, options.seed)
    use_codebook(options.folder, options.codebook)
    n_bytes = sum(path.stat().st_size for path in corpus.iterdir())
    what = f"{options.transcripts:,} transcripts" if options.comments is None else f"{options.comments:,} comments"
    print(f"{what}, {n_bytes / 1_000_000:,.1f} MB")


if __name__ == "__main__":
    main()
