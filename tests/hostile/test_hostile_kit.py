"""The kit of hostile inputs that stands beside the project: every transcript, corpus and codebook in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KIT = Path(__file__).resolve().parents[3] / "shared" / "kits" / "hostile"
ADAPTER = Path(__file__).with_name("adapter.py")

pytestmark = pytest.mark.skipif(not KIT.exists(), reason="the kit of hostile inputs is not at hand (../shared/kits)")


@pytest.mark.parametrize(("kind", "n_least"), [("transcripts/", 60), ("corpus_", 4), ("codebooks/", 18)])
def test_every_case_of_the_kit_is_read_rightly_or_told(kind: str, n_least: int, tmp_path: Path) -> None:
    subprocess.run([sys.executable, KIT / "make_hostile.py", tmp_path / "kit"], check=True, capture_output=True)
    command: list[str | Path] = [
        sys.executable,
        KIT / "run_hostile.py",
        tmp_path / "kit",
        "--only",
        kind,
        "--json",
        tmp_path / "told.json",
    ]
    adapter = f"'{sys.executable}' '{ADAPTER}' {{kind}} {{file}} {{out}}"
    done = subprocess.run([*command, "--cmd", adapter], capture_output=True, encoding="utf-8", check=False)
    cases = json.loads((tmp_path / "told.json").read_text(encoding="utf-8"))
    assert {case["file"]: case["problems"] for case in cases if case["problems"]} == {}, done.stdout
    assert len(cases) >= n_least
