"""Small studies on the desks of coders."""

from __future__ import annotations

from pathlib import Path

from tests.made_studies import make_codebook, make_transcript, seeded, write_study

RULES = [["rent"], ["(owe | bailiff)"], ["(trust | believe)"]]


def write_made_study(root: Path, *, n_sources: int = 4, n_turns: int = 10) -> Path:
    random = seeded("desk")
    files = {f"s{number}.txt": make_transcript(random, n_turns) for number in range(n_sources)}
    write_study(root, files, make_codebook(RULES))
    return root
