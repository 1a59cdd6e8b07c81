"""Compare a whole run with spaCy alone on the same text: ``python benchmarks/run_against_spacy.py``.

Each measurement is a process of its own, from its start to its end: CPU time, user and system, of all its threads, and
the most memory that it held. Runs of the one and the other take turns, so that a machine that gets slower or busier
does so for both.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
MOST_TIMES_SPACY = 1.3
MOST_MEMORY_MIB = 1024
FIND_MODEL = "from interview_coder.language import load_language; print(load_language().model)"
VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_CORETYPE")
"""Of the environment: they steer the libraries of linear algebra."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one process cost.

    Parameters
    ----------
    cpu_seconds : float
        User and system time of all threads.
    peak_mib : float
        The most memory resident at any time.
    """

    cpu_seconds: float
    wall_seconds: float
    peak_mib: float


def measure(command: Sequence[str]) -> Measurement:
    """Run a command and say what it cost; the environment is the user's own.

    This module must stay small: a process starts with its parent's peak memory on its account.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall_seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    n_bytes = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Measurement(usage.ru_utime + usage.ru_stime, wall_seconds, n_bytes / 1024**2)


def read_output(command: Sequence[str]) -> str:
    """Return what a command prints; what it says of errors goes where ours goes."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


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


def take_medians(measured: Sequence[Measurement]) -> Measurement:
    """Return the median of each figure."""
    return Measurement(
        median(one.cpu_seconds for one in measured),
        median(one.wall_seconds for one in measured),
        median(one.peak_mib for one in measured),
    )


def print_row(name: str, measured: Measurement) -> None:
    """Print one measurement."""
    print(
        f"{name:14}{measured.cpu_seconds:9.2f}{measured.wall_seconds:10.2f}{measured.peak_mib:10.0f}",
        flush=True,
    )


def print_verdict(runs: Sequence[Measurement], alone: Sequence[Measurement]) -> None:
    """Print the two figures that are promised, beside their limits."""
    ratio = take_medians(runs).cpu_seconds / take_medians(alone).cpu_seconds
    by_pair = ", ".join(f"{a.cpu_seconds / b.cpu_seconds:.2f}" for a, b in zip(runs, alone, strict=True))
    peak = max(one.peak_mib for one in runs)
    print(f"\nCPU time, run over spaCy: {ratio:.2f} (pairs: {by_pair}); limit {MOST_TIMES_SPACY}: ", end="")
    print("kept" if ratio <= MOST_TIMES_SPACY else "missed")
    print(f"peak memory of a run:     {peak:.0f} MiB; limit {MOST_MEMORY_MIB}: ", end="")
    print("kept" if peak < MOST_MEMORY_MIB else "missed")


def print_machine() -> None:
    """Print what the figures depend on besides the program."""
    variables = ", ".join(f"{name}={os.environ[name]}" for name in VARIABLES if name in os.environ)
    print("machine:", f"{_find_processor()}, {os.cpu_count()} CPUs, {platform.system()} {platform.release()}")
    print("load:   ", ", ".join(f"{load:.2f}" for load in os.getloadavg()), "over the last 1, 5, 15 minutes")
    print("set:    ", variables or f"none of {', '.join(VARIABLES)}")
    packages = ", ".join(f"{name} {version(name)}" for name in ("interview-coder", "spacy", "numpy", "scikit-learn"))
    print("with:   ", f"Python {platform.python_version()}, {packages}")


def _find_processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def main() -> None:
    """Read the command line and compare."""
    parser = argparse.ArgumentParser(description="Compare a run of interview-coder with spaCy alone on the same text.")
    parser.add_argument("--pairs", type=int, default=3, help="how often each is run (default: 3)")
    parser.add_argument("--transcripts", type=int, default=50)
    parser.add_argument("--words", type=int, default=8_000, help="words of each transcript (default: 8000)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print_machine()
    study_options = [f"--{name}={getattr(options, name)}" for name in ("transcripts", "words", "seed")]
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), study_options, options.pairs)


if __name__ == "__main__":
    main()
