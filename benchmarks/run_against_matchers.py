"""Compare a whole run with spaCy's matchers doing the same: ``python benchmarks/run_against_matchers.py``.

Each measurement is a process of its own, from its start to its end, ours and spaCy by turns: files in, codings with
evidence and a table out. Ours is a run of a study that was never run before, with all that a run does but clusters;
spaCy's is `spacy_coding`. Two comparisons: 40 words and phrases on all transcripts, for the tokeniser and the
PhraseMatcher alone, and 5,000 patterns on the first of them, which are mostly the Matcher's work. Then the hits of both
are compared one by one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from coding_study import take_first_transcripts, use_codebook
from measuring import Measurement, measure, print_machine, print_row, read_output, take_medians
from run_against_spacy import measure_run

HERE = Path(__file__).parent


class Comparison(NamedTuple):
    """A codebook, and what a run may cost with it.

    Parameters
    ----------
    most_times_spacy : float
        CPU time of ours over that of spaCy.
    """

    title: str
    codebook: str
    most_times_spacy: float


PLAIN = Comparison("tokeniser + PhraseMatcher, 40 patterns", "few_plain", 0.5)
LARGE = Comparison("Matcher + PhraseMatcher, 5,000 patterns", "many_shared", 0.02)


def compare(comparison: Comparison, study: Path, out: Path, n_pairs: int) -> None:
    """Measure both on a study by turns, and print what came out."""
    use_codebook(study, comparison.codebook)
    n_transcripts = len(list((study / "corpus").glob("*.txt")))
    print(
        f"\n{comparison.title}, {n_transcripts:,} transcripts\n                  CPU s    wall s  peak MiB", flush=True
    )
    ours, theirs = [], []
    for number in range(1, n_pairs + 1):
        ours.append(measure_run(study))
        print_row(f"run {number}", ours[-1])
        theirs.append(measure([sys.executable, str(HERE / "spacy_coding.py"), str(study), str(out)]))
        print_row(f"spaCy {number}", theirs[-1])
    print_row("run, median", take_medians(ours))
    print_row("spaCy, median", take_medians(theirs))
    print_ratio(comparison, ours, theirs)
    print("hits:", read_output([sys.executable, str(HERE / "compare_hits.py"), str(study), str(out)]), flush=True)


def print_ratio(comparison: Comparison, ours: Sequence[Measurement], theirs: Sequence[Measurement]) -> None:
    """Print the ratio of the medians beside its limit."""
    ratio = take_medians(ours).cpu_seconds / take_medians(theirs).cpu_seconds
    by_pair = ", ".join(f"{a.cpu_seconds / b.cpu_seconds:.3f}" for a, b in zip(ours, theirs, strict=True))
    limit = comparison.most_times_spacy
    verdict = "kept" if ratio <= limit else "missed"
    print(f"CPU time, run over spaCy: {ratio:.3f} (pairs: {by_pair}); limit {limit}: {verdict}")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description="Compare a run with spaCy's PhraseMatcher and Matcher.")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is run (default: 3)")
    parser.add_argument("--transcripts", type=int, default=1_000, help="for 40 patterns (default: 1000)")
    parser.add_argument("--large-transcripts", type=int, default=45, help="for 5,000 (default: 45, or 3 minutes each)")
    parser.add_argument("--words", type=int, default=7_500, help="words of each transcript (default: 7500)")
    parser.add_argument("--only", choices=("plain", "large"), help="one of the two comparisons")
    parser.add_argument("--settings", default='clusters: "off"', help="our study.yml (default: no clusters)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print_machine(("interview-coder", "spacy", "numpy"))
    with tempfile.TemporaryDirectory() as folder:
        study, part, out = Path(folder, "study"), Path(folder, "part"), Path(folder, "spacy")
        make = [sys.executable, str(HERE / "make_coding_study.py"), str(study), f"--words={options.words}"]
        make += [f"--transcripts={options.transcripts}", f"--seed={options.seed}"]
        print("study:  ", read_output(make), flush=True)
        take_first_transcripts(study, part, options.large_transcripts)
        for one in (study, part):
            (one / "study.yml").write_text(f"{options.settings}\n", encoding="utf-8")
        if options.only != "large":
            compare(PLAIN, study, out, options.pairs)
        if options.only != "plain":
            compare(LARGE, part, out, options.pairs)


if __name__ == "__main__":
    main()
