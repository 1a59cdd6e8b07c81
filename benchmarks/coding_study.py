"""What the benchmarks do with a study that `make_coding_study` wrote. Like `measuring`, this module must stay small."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

INPUTS = ("codebook.yml", "study.yml", "corpus")
_STEM_RULE = re.compile(r"( +- '[a-z]+)[a-z]\*'")


def use_codebook(study: Path, name: str) -> None:
    """Make one of the codebooks that were written the study's own, with its table of patterns if there is one."""
    shutil.copy(study / "codebooks" / f"{name}.yml", study / "codebook.yml")
    (study / "patterns.csv").unlink(missing_ok=True)
    patterns = study / "codebooks" / f"{name}.csv"
    if patterns.exists():
        shutil.copy(patterns, study / "patterns.csv")


def take_first_transcripts(study: Path, part: Path, n_transcripts: int) -> None:
    """Make a study of the first transcripts of another."""
    (part / "corpus").mkdir(parents=True)
    shutil.copytree(study / "codebooks", part / "codebooks")
    paths = sorted((study / "corpus").glob("*.txt"))[:n_transcripts]
    for path in (*paths, study / "corpus" / "participants.csv"):
        shutil.copy(path, part / "corpus")


def copy_inputs(study: Path, copy: Path) -> None:
    """Make a study of the same inputs that was never run."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in INPUTS:
        if (study / name).is_dir():
            shutil.copytree(study / name, copy / name)
        elif (study / name).exists():
            shutil.copy(study / name, copy)


def change_rule(study: Path, number: int) -> str:
    """Take the last letter off the stem of one rule, so that it finds more; return what it is now."""
    path = study / "codebook.yml"
    lines = path.read_text(encoding="utf-8").split("\n")
    stems = [place for place, line in enumerate(lines) if _STEM_RULE.fullmatch(line)]
    place = stems[number % len(stems)]
    lines[place] = _STEM_RULE.sub(r"\1*'", lines[place])
    path.write_text("\n".join(lines), encoding="utf-8")
    return lines[place].strip(" -'")


def change_transcript(study: Path, number: int) -> str:
    """Add a sentence to an answer in the middle of one transcript; return its name."""
    paths = sorted((study / "corpus").glob("*.txt"))
    path = paths[number % len(paths)]
    turns = path.read_text(encoding="utf-8").split("\n\n")
    places = range(len(turns) // 2, len(turns))
    place = next(place for place in places if not turns[place].startswith("INTERVIEWER"))
    turns[place] += f" That is what we were told {number} times."
    path.write_text("\n\n".join(turns), encoding="utf-8")
    return path.name


def hash_outputs(study: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in ``outputs/``."""
    outputs = study / "outputs"
    return {str(path.relative_to(outputs)): _hash_file(path) for path in outputs.rglob("*") if path.is_file()}


def _hash_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
