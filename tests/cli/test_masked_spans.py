"""``anonymise --spans``: what would be masked in texts without a study."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from interview_coder.cli.anonymise import command

TEXTS = [
    {"doc_id": "one", "text": "Anita Rao: I told Dr Kestrelby.\nAnita Rao: Kestrelby left in 1998."},
    {"doc_id": "two", "text": "Dr Kestrelby is another one. [Person 1] is nobody."},
]


def call(tmp_path: Path, *arguments: str, lines: str | None = None) -> Result:
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(map(json.dumps, TEXTS)) if lines is None else lines, encoding="utf-8")
    return CliRunner().invoke(command, [str(path), "--spans", "--no-model", *arguments])


def test_each_text_gives_a_line_with_its_spans(tmp_path: Path) -> None:
    printed = [json.loads(line) for line in call(tmp_path).stdout.splitlines()]
    assert [one["doc_id"] for one in printed] == ["one", "two"]
    text = TEXTS[0]["text"]
    found = [(text[start:end], label) for start, end, label in printed[0]["spans"]]
    assert found == [
        ("Anita Rao", "person"),
        ("Kestrelby", "person"),
        ("Anita Rao", "person"),
        ("Kestrelby", "person"),
        ("1998", "date"),
    ]


def test_the_whole_text_is_what_the_map_makes_of_the_original(tmp_path: Path) -> None:
    printed = [json.loads(line) for line in call(tmp_path, "--whole").stdout.splitlines()]
    for one, given in zip(printed, TEXTS, strict=True):
        made, reached = "", 0
        for entry in one["map"]:
            made += given["text"][reached : entry["start"]] + entry["replacement"]
            reached = entry["end"]
        assert made + given["text"][reached:] == one["anonymised"]
        assert "Kestrelby" not in one["anonymised"]


def test_people_of_one_name_are_two_in_two_texts_and_one_in_a_study(tmp_path: Path) -> None:
    def replacements(*arguments: str) -> set[str]:
        printed = [json.loads(line) for line in call(tmp_path, "--whole", *arguments).stdout.splitlines()]
        return {
            entry["replacement"]
            for one, given in zip(printed, TEXTS, strict=True)
            for entry in one["map"]
            if given["text"][entry["start"] : entry["end"]] == "Kestrelby"
        }

    assert len(replacements()) == 2
    assert len(replacements("--together")) == 1


def test_lines_that_are_no_texts_are_reported_together(tmp_path: Path) -> None:
    done = call(tmp_path, lines='nonsense\n{"doc_id": "a"}\n')
    assert done.exit_code == 1
    assert "texts.jsonl:1: error" in str(done.exception)
    assert "texts.jsonl:2: error" in str(done.exception)
