"""Say what checking quotations costs: ``python benchmarks/verify_quotations.py``.

The first process makes the index of a study of 10 million invented words; the second finds it made. A third checks
quotations one after the other, and takes the time of each.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

from measuring import Measurement, measure, print_machine, print_row, read_output

HERE = Path(__file__).parent
MOST_SECONDS = 0.5
"""That any quotation may take: well under a second."""
MOST_MEMORY_MIB = 1_536
MOST_STATUSES_SHOWN = 5


class Checked(NamedTuple):
    """A quotation of some kind that was checked: how long it took, and what came of it."""

    kind: str
    seconds: float
    status: str
    is_right: bool
    text: str


def measure_command(name: str, study: Path, draft: Path) -> Measurement:
    """Measure the whole command on a report without quotations."""
    measured = measure([sys.executable, "-m", "interview_coder", "verify", str(draft), str(study)])
    print_row(name, measured)
    return measured


def check_each(study: Path, options: argparse.Namespace) -> list[Checked]:
    """Check quotations one by one, in a process of their own."""
    given = [str(one) for one in (study, options.each, options.quoted_from, options.seed)]
    lines = read_output([sys.executable, str(HERE / "check_quotations.py"), *given])
    return [Checked(*json.loads(line)) for line in lines.splitlines()]


def print_times(checked: list[Checked]) -> None:
    """Print the time of each kind of quotation, whether all are within the limit, and which were called otherwise."""
    by_kind: dict[str, list[Checked]] = defaultdict(list)
    for one in checked:
        by_kind[one.kind].append(one)
    print("\nmilliseconds for one quotation          median   slowest")
    for kind, own in sorted(by_kind.items()):
        times = [1000 * one.seconds for one in own]
        print(f"  {kind:34}{median(times):10.1f}{max(times):10.1f}")
    slowest = max(one.seconds for one in checked)
    verdict = "kept" if slowest <= MOST_SECONDS else "missed"
    print(f"all {len(checked)}: median {1000 * median(one.seconds for one in checked):.1f} ms,", end=" ")
    print(f"slowest {1000 * slowest:.1f} ms; limit {1000 * MOST_SECONDS:.0f} ms: {verdict}")
    others = [one for one in checked if not one.is_right]
    print(f"called otherwise than they were made: {len(others)}")
    for one in others[:MOST_STATUSES_SHOWN]:
        print(f"  {one.kind}: {one.status}: {one.text}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Measure how long quotations take that are looked up in a study.")
    parser.add_argument("--transcripts", type=int, default=1_334)
    parser.add_argument("--words", type=int, default=7_500, help="words of each transcript (default: 7500)")
    parser.add_argument("--each", type=int, default=50, help="quotations of each kind (default: 50)")
    parser.add_argument("--quoted-from", type=int, default=100, help="from so many transcripts (default: 100)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print_machine(("interview-coder", "numpy"))
    with tempfile.TemporaryDirectory() as folder:
        study, draft = Path(folder, "study"), Path(folder, "draft.md")
        draft.write_text("Nothing is quoted here.\n", encoding="utf-8")
        make = [sys.executable, str(HERE / "make_coding_study.py"), str(study), f"--seed={options.seed}"]
        print("study:  ", read_output([*make, f"--transcripts={options.transcripts}", f"--words={options.words}"]))
        print("\n                  CPU s    wall s  peak MiB", flush=True)
        measured = [measure_command(name, study, draft) for name in ("index made", "index kept")]
        print_times(check_each(study, options))
    peak = max(one.peak_mib for one in measured)
    print(f"peak memory: {peak:.0f} MiB; limit {MOST_MEMORY_MIB}:", "kept" if peak <= MOST_MEMORY_MIB else "missed")


if __name__ == "__main__":
    main()
