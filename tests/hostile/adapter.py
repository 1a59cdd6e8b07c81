"""Calls the program on one case of a kit of hostile inputs, as the kit's runner asks: KIND FILE OUT.

A transcript is read by ``sources --show``, a corpus is run; the study around it is made here. A codebook is read by the
library: the kit writes it as a flat list of codes with ``name``, ``description``, ``parent`` and ``patterns``, and what
of that has another name with us is renamed here. What we have not, a parent that is written below its child or nowhere,
is handed on as it is.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from interview_coder import read_codebook
from interview_coder.errors import InputError
from interview_coder.project.located_yaml import read_yaml

CODEBOOK = "themes: [{id: work, codes: [{id: team, match: [team]}]}]\n"


def main(kind: str, file: Path, out: Path) -> int:
    """Run the program and print what it read; return its exit status."""
    if kind == "codebook":
        return print_codes(file)
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


def print_codes(file: Path) -> int:
    """Read a codebook and print the names of its codes, or what is wrong with it."""
    raw = file.read_bytes()
    try:
        written = read_yaml(raw, file=file.name).value
        if isinstance(written, dict) and isinstance(written.get("codes"), list):
            raw = json.dumps(renamed(written), ensure_ascii=False).encode()
        codebook = read_codebook(raw, file=file.name)
    except InputError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print(json.dumps({"codes": [code.label for code in codebook.codes]}))  # noqa: T201
    return 0


def renamed(written: dict[str, Any]) -> dict[str, Any]:
    """Write a codebook of the kit as one of ours: one theme, codes below their parents, rules that are expressions."""
    top: list[Any] = []
    below: dict[str, list[Any]] = {}
    for code in written["codes"]:
        entry = dict(code) if isinstance(code, dict) else code
        if isinstance(entry, dict) and "name" in entry:
            name = str(entry.pop("name"))
            entry |= {"id": "c_" + re.sub(r"\W+", "_", name.strip().lower(), flags=re.ASCII), "label": name}
            entry |= {"definition": entry.pop("description")} if "description" in entry else {}
            entry |= {"match": [f"/{one}/" for one in entry.pop("patterns")]} if "patterns" in entry else {}
            below[name] = entry["codes"] = []
        parent = entry.get("parent") if isinstance(entry, dict) else None
        if parent in below and below[parent] is not entry["codes"]:
            del entry["parent"]
            below[parent].append(entry)
        else:
            top.append(entry)
    rest = {key: value for key, value in written.items() if key != "codes"}
    return {**rest, "themes": [{"id": "all", "codes": top}]}


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
