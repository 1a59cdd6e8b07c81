"""``docs/quotes.md``: its study gives what it shows, command by command, and its Python runs."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.calling import output

PAGE = (Path(__file__).parent.parent / "docs" / "quotes.md").read_text(encoding="utf-8")


@pytest.fixture
def tower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    codebook, talk, people = re.findall(r"^```(?:yaml|csv)?\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)[:3]
    root = tmp_path / "tower"
    (root / "corpus").mkdir(parents=True)
    (root / "codebook.yml").write_text(codebook, encoding="utf-8")
    (root / "corpus" / "interviews.txt").write_text(talk, encoding="utf-8")
    (root / "corpus" / "participants.csv").write_text(people, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    output("run", "tower")
    return root


def test_every_command_prints_what_the_page_shows(tower: Path) -> None:
    [settings] = re.findall(r"^```yaml\n(attribution: .*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    before, _, after = PAGE.partition(settings)
    for part in (before, after):
        if part is after:
            (tower / "study.yml").write_text(settings, encoding="utf-8")
            output("run", "tower")
        for block in re.findall(r"^```console\n(.*?)^```", part, re.DOTALL | re.MULTILINE):
            for command, shown in re.findall(r"^\$ interview-coder (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                assert output(*shlex.split(command)) == shown, command


@pytest.mark.usefixtures("tower")
def test_the_python_of_the_page_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    exec(code, {})  # noqa: S102  (the page is ours)
    assert capsys.readouterr().out.count("INTERVIEWER: What has changed in the tower?") == 3
