"""Compare a whole run with spaCy alone on the same text: ``python benchmarks/run_against_spacy.py``.

Each measurement is a process of its own, from its start to its end: CPU time, user and system, of all its threads, and
the most memory that it held. Runs of the one and the other take turns, so that a machine that gets slower or busier
does so for both.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from measuring import Measurement, measure, print_machine, print_row, read_output, take_medians

HERE = Path(__file__).parent
MOST_TIMES_SPACY = 1.3
MOST_MEMORY_MIB = 1024
FIND_MODEL = "from interview_coder.language import load_language; print(load_language().model)"


def measure_run(study: Path) -> Measurement:
    """Measure a run of a study that was never run before."""
    for derived in ("outputs", ".interview-coder"):
        shutil.rmtree(study / derived, ignore_errors=True)
    return measure([sys.executable, "-m", "interview_coder", "run", str(study)])


def compare(folder: Path, study_options: Sequence[str], n_pairs: int) -> None:
    """Make a study in a folder, measure both on it by turns, and print what came out."""
    study, paragraphs = folder / "study", folder / "paragraphs.jsonl"
    make = [sys.executable, str(HERE / "make_study.py"), str(study), "--paragraphs", str(paragraphs), *study_options]
    print("study:  ", read_output(make))
    model = read_output([sys.executable, "-c", FIND_MODEL])
    print("model:  ", model, version(model.replace("_", "-")), end="\n\n")
    print("                  CPU s    wall s  peak MiB", flush=True)
    runs, alone = [], []
    for number in range(1, n_pairs + 1):
        runs.append(measure_run(study))
        print_row(f"run {number}", runs[-1])
        alone.append(measure([sys.executable, str(HERE / "spacy_alone.py"), str(paragraphs), model]))
        print_row(f"spaCy {number}", alone[-1])
    print_row("run, median", take_medians(runs))
    print_row("spaCy, median", take_medians(alone))
    print_verdict(runs, alone)


def print_verdict(runs: Sequence[Measurement], alone: Sequence[Measurement]) -> None:
    """Print the two figures that are promised, beside their limits."""
    ratio = take_medians(runs).cpu_seconds / take_medians(alone).cpu_seconds
    by_pair = ", ".join(f"{a.cpu_seconds / b.cpu_seconds:.2f}" for a, b in zip(runs, alone, strict=True))
    peak = max(one.peak_mib for one in runs)
    print(f"\nCPU time, run over spaCy: {ratio:.2f} (pairs: {by_pair}); limit {MOST_TIMES_SPACY}: ", end="")
    print("kept" if ratio <= MOST_TIMES_SPACY else "missed")
    print(f"peak memory of a run:     {peak:.0f} MiB; limit {MOST_MEMORY_MIB}: ", end="")
    print("kept" if peak < MOST_MEMORY_MIB else "missed")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description="Compare a run of interview-coder with spaCy alone on the same text.")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is run (default: 3)")
    parser.add_argument("--transcripts", type=int, default=50)
    parser.add_argument("--words", type=int, default=8_000, help="words of each transcript (default: 8000)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print_machine(("interview-coder", "spacy", "numpy", "scikit-learn"))
    study_options = [f"--{name}={getattr(options, name)}" for name in ("transcripts", "words", "seed")]
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), study_options, options.pairs)


if __name__ == "__main__":
    main()
