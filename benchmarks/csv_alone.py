"""What Python's csv module alone does with a large table: ``python benchmarks/csv_alone.py FILE``."""

from __future__ import annotations

import csv
import sys
from pathlib import Path


def main() -> None:
    """Read the command line and count rows and letters."""
    n_rows = n_letters = 0
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            n_rows += 1
            n_letters += len(row[-1])
    print(f"{n_rows} rows, {n_letters} letters in their last cells")


if __name__ == "__main__":
    main()
