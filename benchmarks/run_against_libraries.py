"""Compare the reading of mixed files with their libraries alone: ``python benchmarks/run_against_libraries.py``.

Each measurement is a process of its own; ours and the libraries take turns. Judged is the CPU time of the reading
itself, from bytes on the disk, after everything was loaded. With ``--large``, a table of 300 MB is read instead, and
judged is the most memory that it takes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measuring import Measurement, measure, print_machine, print_row, read_output, take_medians

HERE = Path(__file__).parent
MOST_TIMES_LIBRARIES = 1.5
MOST_MEMORY_MB = 500
PACKAGES = ("interview-coder", "lxml", "pypdfium2", "python-calamine", "striprtf", "webvtt-py", "jsonlines")
COLUMNS = "                  CPU s    wall s  peak MiB"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one process that read the whole study cost.

    Parameters
    ----------
    cpu_seconds : mapping of str to float
        Of the reading itself, by the ending of the files.
    n_turns : mapping of str to int
        File → turns; of no meaning for libraries.
    process : Measurement
        The whole process, with all that it loads.
    """

    cpu_seconds: Mapping[str, float]
    n_turns: Mapping[str, int]
    process: Measurement

    @property
    def total(self) -> float:
        """CPU seconds of all files."""
        return sum(self.cpu_seconds.values())


def compare_reading(folder: Path, seed: int, n_pairs: int) -> None:
    """Make a study in a folder, read it both ways by turns, and print what came out."""
    study, warm_up = folder / "study", folder / "warm-up"
    make = [sys.executable, str(HERE / "make_mixed.py"), f"--seed={seed}"]
    read_output([*make, str(warm_up), "--one-of-each"])
    print("study:  ", read_output([*make, str(study)]), end="\n\n")
    print(COLUMNS, "  reading, CPU s", flush=True)
    ours, alone = [], []
    for number in range(1, n_pairs + 1):
        ours.append(measure_reading("ours", study, warm_up))
        print_reading(f"ours {number}", ours[-1])
        alone.append(measure_reading("alone", study, warm_up))
        print_reading(f"libraries {number}", alone[-1])
    print_ratios(ours, alone, study)


def measure_reading(which: str, study: Path, warm_up: Path) -> Reading:
    """Read a study in a process of its own."""
    result = study / "result.json"
    process = measure([sys.executable, str(HERE / "read_mixed.py"), which, str(study), str(warm_up), str(result)])
    return Reading(**json.loads(result.read_text(encoding="utf-8")), process=process)


def print_reading(name: str, reading: Reading) -> None:
    """Print one measurement."""
    print_row(name, reading.process, f"{reading.total:17.3f}")


def print_ratios(ours: Sequence[Reading], alone: Sequence[Reading], study: Path) -> None:
    """Print the ratio for each format and for all, beside its limit."""
    print("\n               files   ours ms  libraries ms  ratio   (medians)")
    for ending in sorted(ours[0].cpu_seconds, key=lambda one: -ours[0].cpu_seconds[one]):
        n_files = sum(name.endswith(ending) for name in ours[0].n_turns)
        print_ratio(
            ending, n_files, [one.cpu_seconds[ending] for one in ours], [one.cpu_seconds[ending] for one in alone]
        )
    print_ratio("all", len(ours[0].n_turns), [one.total for one in ours], [one.total for one in alone])
    ratio = median(one.total for one in ours) / median(one.total for one in alone)
    by_pair = ", ".join(f"{a.total / b.total:.2f}" for a, b in zip(ours, alone, strict=True))
    print(f"\nCPU time, ours over libraries: {ratio:.2f} (pairs: {by_pair}); limit {MOST_TIMES_LIBRARIES}: ", end="")
    print("kept" if ratio <= MOST_TIMES_LIBRARIES else "missed")
    written = json.loads((study / "turns.json").read_text(encoding="utf-8"))
    n_right = sum(ours[0].n_turns[name] == count for name, count in written.items())
    print(f"files read with as many turns as were written: {n_right} of {len(written)}")


def print_ratio(name: str, n_files: int, ours: Sequence[float], alone: Sequence[float]) -> None:
    """Print one line of the table."""
    a, b = median(ours), median(alone)
    print(f"{name:14}{n_files:6}{1000 * a:10.1f}{1000 * b:14.1f}{a / b:7.2f}")


def compare_large(folder: Path, seed: int, n_pairs: int) -> None:
    """Make a large table in a folder, read it both ways by turns, and print what came out."""
    study = folder / "study"
    make = [sys.executable, str(HERE / "make_mixed.py"), str(study), "--survey", f"--seed={seed}"]
    print("study:  ", read_output(make), end="\n\n")
    print(COLUMNS, flush=True)
    ours, alone = [], []
    for number in range(1, n_pairs + 1):
        ours.append(measure([sys.executable, "-m", "interview_coder", "sources", str(study)]))
        print_row(f"sources {number}", ours[-1])
        alone.append(measure([sys.executable, str(HERE / "csv_alone.py"), str(study / "corpus" / "survey.csv")]))
        print_row(f"csv {number}", alone[-1])
    print_row("sources, median", take_medians(ours))
    print_row("csv, median", take_medians(alone))
    peak = max(one.peak_mib for one in ours) * 1024**2 / 1_000_000
    print(f"\npeak memory of `interview-coder sources`: {peak:.0f} MB; limit {MOST_MEMORY_MB}: ", end="")
    print("kept" if peak < MOST_MEMORY_MB else "missed")


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description="Compare reading with what the libraries of the formats cost alone.")
    parser.add_argument("--pairs", type=int, help="how often each is run (default: 5; with --large: 1)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--large", action="store_true", help="read a table of 300 MB instead")
    options = parser.parse_args()
    print_machine(PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        if options.large:
            compare_large(Path(folder), options.seed, options.pairs or 1)
        else:
            compare_reading(Path(folder), options.seed, options.pairs or 5)


if __name__ == "__main__":
    main()
