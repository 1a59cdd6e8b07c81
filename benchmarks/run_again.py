"""Say what running a study again costs: ``python benchmarks/run_again.py``.

Each measurement is a process of its own, from its start to its end: the first run of a study, a run with nothing
changed, one after a change of one rule, and one after a change of one transcript. After each change the outputs are
compared with those of the same study run from nothing, byte by byte.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from coding_study import change_rule, change_transcript, copy_inputs, hash_outputs
from measuring import Measurement, measure, print_machine, print_row, read_output
from run_against_spacy import measure_run

HERE = Path(__file__).parent
MOST_MEMORY_MB = 400
NOT_TO_LOAD = ("spacy", "pandas", "sklearn")
ALSO_TOLD = ("numpy", "scipy", "simplemma", "pydantic", "ruamel", "jinja2", "lxml")
LIST_LOADED = """
import atexit, runpy, sys
sys.argv[0] = "interview_coder"
atexit.register(lambda: print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules})))
runpy.run_module("interview_coder", run_name="__main__")
"""


class Again(NamedTuple):
    """A kind of run, and how much of the first run's CPU time it may cost."""

    title: str
    most_of_first: float


UNCHANGED = Again("unchanged", 0.05)
RULE = Again("one rule", 0.10)
TRANSCRIPT = Again("one transcript", 0.10)


class Pair(NamedTuple):
    """A first run, and the runs that came after it."""

    first: Measurement
    again: Mapping[Again, Measurement]


def measure_again(study: Path, again: Again) -> Measurement:
    """Measure a run that finds what the one before has left."""
    measured = measure([sys.executable, "-m", "interview_coder", "run", str(study)])
    print_row(again.title, measured)
    return measured


def measure_pair(study: Path, fresh: Path, number: int) -> Pair:
    """Measure all kinds of run once; each pair changes another rule and another transcript."""
    first = measure_run(study)
    print_row(f"first {number}", first)
    before = hash_outputs(study)
    again = {UNCHANGED: measure_again(study, UNCHANGED)}
    tell_differences("as before", hash_outputs(study), before)
    rule = change_rule(study, number)
    again[RULE] = measure_again(study, RULE)
    compare_with_fresh(f"with the rule {rule}", study, fresh)
    name = change_transcript(study, number)
    again[TRANSCRIPT] = measure_again(study, TRANSCRIPT)
    compare_with_fresh(f"with a sentence more in {name}", study, fresh)
    return Pair(first, again)


def compare_with_fresh(what: str, study: Path, fresh: Path) -> None:
    """Run the same study from nothing, and tell which outputs differ."""
    copy_inputs(study, fresh)
    measure_run(fresh)
    tell_differences(f"{what}, as from nothing", hash_outputs(study), hash_outputs(fresh))


def tell_differences(what: str, found: Mapping[str, str], expected: Mapping[str, str]) -> None:
    """Print whether two runs wrote the same, and else which files differ."""
    differing = sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name))
    verdict = f"DIFFERENT: {', '.join(differing)}" if differing else f"the same {len(expected)} files"
    print(f"    {what}: {verdict}", flush=True)


def tell_loaded(study: Path) -> None:
    """Print which of the large libraries a run loads that has nothing to do."""
    loaded = set(read_output([sys.executable, "-c", LIST_LOADED, "run", str(study)]).split("\n")[-1].split())
    print("\nan unchanged run loads", ", ".join(sorted(loaded.intersection(NOT_TO_LOAD))) or "none", end=" ")
    print(f"of {', '.join(NOT_TO_LOAD)}; of {', '.join(ALSO_TOLD)}:", end=" ")
    print(", ".join(sorted(loaded.intersection(ALSO_TOLD))) or "none")


def print_shares(pairs: Sequence[Pair]) -> None:
    """Print what each kind of run costs of the first, beside its limit."""
    print("\nCPU time of the first run, median")
    for again in (UNCHANGED, RULE, TRANSCRIPT):
        shares = [pair.again[again].cpu_seconds / pair.first.cpu_seconds for pair in pairs]
        verdict = "kept" if median(shares) <= again.most_of_first else "missed"
        by_pair = ", ".join(f"{share:.1%}" for share in shares)
        print(f"{again.title:14}{median(shares):8.1%}  (pairs: {by_pair}); limit {again.most_of_first:.0%}: {verdict}")


def print_peak(what: str, measured: Sequence[Measurement]) -> None:
    """Print the most memory that a process held, beside its limit."""
    peak = max(one.peak_mib for one in measured) * 1024**2 / 1_000_000
    print(f"peak memory, {what}: {peak:.0f} MB; limit {MOST_MEMORY_MB}:", "kept" if peak < MOST_MEMORY_MB else "missed")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Measure runs of a study that was run before.")
    parser.add_argument("--pairs", type=int, default=3, help="how often each kind is run (default: 3)")
    parser.add_argument("--transcripts", type=int, default=1_000)
    parser.add_argument("--words", type=int, default=7_500, help="words of each transcript (default: 7500)")
    parser.add_argument("--codebook", default="few", help="of make_coding_study.py (default: few)")
    parser.add_argument("--also", type=int, metavar="N", help="also the peak memory of one run of N transcripts: 3000")
    parser.add_argument("--settings", default="", help="study.yml, such as 'clusters: \"off\"' (default: none)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print_machine(("interview-coder", "spacy", "numpy"))
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder, "study")
        print("study:  ", make_study(study, options.transcripts, options), end="\n\n")
        print("                  CPU s    wall s  peak MiB", flush=True)
        pairs = [measure_pair(study, Path(folder, "fresh"), number) for number in range(1, options.pairs + 1)]
        tell_loaded(study)
        print_shares(pairs)
        measured = [one for pair in pairs for one in (pair.first, *pair.again.values())]
        print_peak(f"{options.transcripts:,} transcripts", measured)
        if options.also is not None:
            make_study(Path(folder, "large"), options.also, options)
            print_peak(f"{options.also:,} transcripts", [measure_run(Path(folder, "large"))])


def make_study(study: Path, n_transcripts: int, options: argparse.Namespace) -> str:
    """Write a study as it was asked for, and return what it is."""
    make = [sys.executable, str(HERE / "make_coding_study.py"), str(study), f"--codebook={options.codebook}"]
    make += [f"--transcripts={n_transcripts}", f"--words={options.words}", f"--seed={options.seed}"]
    said = read_output(make)
    if options.settings:
        (study / "study.yml").write_text(f"{options.settings}\n", encoding="utf-8")
    return said


if __name__ == "__main__":
    main()
