"""Calls the program on one case of a kit of hostile inputs, as the kit's runner asks: KIND FILE OUT.

A transcript is read by ``sources --show``, a corpus is run; the study around it is made here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CODEBOOK = "themes: [{id: work, codes: [{id: team, match: [team]}]}]\n"


def main(kind: str, file: Path, out: Path) -> int:
    """Run the program and print the turns that it read; return its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "study"
        study.mkdir()
        (study / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
        (study / "outputs").symlink_to(out)
        if kind == "corpus":
            (study / "corpus").symlink_to(file)
            status, _ = call("run", str(study))
            return status or print_turns([json.loads(line) for line in read_lines(out / "turns.jsonl")])
        (study / "corpus").mkdir()
        shutil.copy(file, study / "corpus")
        status, said = call("sources", str(study), "--format", "json", f"--show={file.name}")
        return status or print_turns(json.loads(said))


def call(*arguments: str) -> tuple[int, str]:
    """Call the program in a process of its own; what it says on stderr is passed on."""
    done = subprocess.run(
        [sys.executable, "-m", "interview_coder", *arguments], stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout


def read_lines(path: Path) -> list[str]:
    """Return the lines of a file of records."""
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")


def print_turns(turns: list[dict[str, str]]) -> int:
    """Print what the runner compares."""
    print(json.dumps({"turns": [{"speaker": turn["speaker"], "text": turn["text"]} for turn in turns]}))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
