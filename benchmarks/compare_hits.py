"""Tell whether two programs found the same: ``python benchmarks/compare_hits.py STUDY OUT``.

Compared are the hits in ``outputs/codings.jsonl`` of a study that was run with those in ``codings.jsonl`` of
`spacy_coding`: source, code, rule, and start and end of every word.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MOST_EXAMPLES = 5
LETTERS_AROUND = 40


class Hit(NamedTuple):
    """One place where a rule holds."""

    source: str
    code: str
    rule: str
    words: tuple[tuple[int, int], ...]


def read_hits(path: Path) -> set[Hit]:
    """Read the evidence of all codings."""
    with path.open(encoding="utf-8") as lines:
        codings = map(json.loads, lines)
        return {
            Hit(
                coding["source"],
                coding["code"],
                one["rule"],
                tuple((word["start"], word["end"]) for word in one["tokens"]),
            )
            for coding in codings
            for one in coding["evidence"]
        }


def describe_hits(hits: set[Hit], corpus: Path) -> Iterator[str]:
    """Yield some hits with what stands around them."""
    for hit in sorted(hits)[:MOST_EXAMPLES]:
        text = (corpus / f"{hit.source}.txt").read_text(encoding="utf-8")
        start, end = hit.words[0][0], hit.words[-1][1]
        around = text[max(0, start - LETTERS_AROUND) : end + LETTERS_AROUND].replace("\n", " ")
        yield f"  {hit.source}:{start}-{end} {hit.code} {hit.rule} in …{around}…"


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description="Compare the hits of a run with those of spacy_coding.py.")
    parser.add_argument("study", type=Path)
    parser.add_argument("out", type=Path, help="what spacy_coding.py wrote")
    options = parser.parse_args()
    ours = read_hits(options.study / "outputs" / "codings.jsonl")
    theirs = read_hits(options.out / "codings.jsonl")
    print(f"{len(ours):,} by ours, {len(theirs):,} by spaCy: ", end="")
    print("the same" if ours == theirs else f"{len(ours & theirs):,} are the same")
    for whose, hits in (("ours", ours - theirs), ("spaCy", theirs - ours)):
        if hits:
            print(f"{len(hits):,} by {whose} only:", *describe_hits(hits, options.study / "corpus"), sep="\n")


if __name__ == "__main__":
    main()
