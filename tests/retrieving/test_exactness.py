"""No quote leaves the program that is not the words of its source, whoever wrote into ``outputs/``."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.calling import invoke
from tests.made_studies import a_small_study

from interview_coder import InputError, Study


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    study = a_small_study(tmp_path_factory.mktemp("small") / "study")
    study.run().write()
    return study.folder.root


@pytest.fixture
def root(written: Path, tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(written, tmp_path / "study"))
    time.sleep(0.1)  # until the files look settled, and their hashes are known without reading them
    assert Study.open(copied).read_manifest()
    return copied


def swap(path: Path, old: bytes, new: bytes) -> None:
    """Change a file in its place, and let it look as if nobody had touched it."""
    stat = path.stat()
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def refused(root: Path, **asked: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        Study.open(root).quotes(**asked)  # type: ignore[arg-type]
    assert all("was changed" in one.message and "run again" in one.fix for one in caught.value.problems)
    return [one.place.file for one in caught.value.problems]


Tamper = Callable[[Path], None]
TAMPERED: dict[str, tuple[str, bytes, bytes]] = {
    "a word swapped": ("quotes.jsonl", b"twice", b"never"),
    "a comma dropped": ("quotes.jsonl", b"listens and", b"listens, and"),
    "another place": ("quotes.jsonl", b'"start": ', b'"start": 1'),
    "another turn": ("quotes.jsonl", b'"turn": ', b'"turn": 1'),
    "another speaker": ("quotes.jsonl", b'"participant": "P0', b'"participant": "P9'),
    "no record": ("quotes.jsonl", b'"text"', b'"test"'),
    "no JSON": ("quotes.jsonl", b'{"id"', b'{"id'),
    "a turn's words": ("turns.jsonl", b"twice", b"never"),
    "a turn's role": ("turns.jsonl", b'"role": "participant"', b'"role": "interviewer"'),
    "a turn's place": ("turns.jsonl", b'"start": ', b'"start": 2'),
    "a turn without words": ("turns.jsonl", b'"text"', b'"test"'),
    "a turn that is no JSON": ("turns.jsonl", b'"text": "', b'"text": '),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_is_refused_and_the_file_is_named(name: str, root: Path) -> None:
    file, old, new = TAMPERED[name]
    swap(root / "outputs" / file, old, new)
    assert refused(root) == [f"outputs/{file}"]


def test_both_files_are_named_where_both_were_changed(root: Path) -> None:
    swap(root / "outputs/turns.jsonl", b"twice", b"never")
    swap(root / "outputs/quotes.jsonl", b"twice", b"often")
    assert refused(root) == ["outputs/quotes.jsonl", "outputs/turns.jsonl"]


def test_a_turn_that_is_gone_is_missed(root: Path) -> None:
    path = root / "outputs/turns.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    assert refused(root) == ["outputs/turns.jsonl"]


def test_a_source_that_changed_after_the_run_gives_no_sentences_around(root: Path) -> None:
    [path, *_] = sorted((root / "corpus").glob("s*.txt"))
    path.write_text("P01: Hm.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match="the source is another than when the study was run"):
        Study.open(root).quotes(context="sentence")


@pytest.mark.parametrize("form", ["text", "csv", "json", "jsonl"])
def test_the_command_prints_nothing_of_what_was_changed_unseen(form: str, root: Path) -> None:
    swap(root / "outputs/quotes.jsonl", b"twice", b"never")
    result = invoke("quotes", root, "--format", form)
    assert isinstance(result.exception, InputError)
    assert result.stdout == ""


def test_the_command_writes_no_file_of_what_was_changed_unseen(root: Path, tmp_path: Path) -> None:
    swap(root / "outputs/turns.jsonl", b"twice", b"never")
    output = tmp_path / "quotes.csv"
    assert isinstance(invoke("quotes", root, "--output", output).exception, InputError)
    assert not output.exists()


def test_what_was_changed_and_looks_it_is_made_again(root: Path) -> None:
    before = invoke("quotes", root).stdout
    path = root / "outputs/quotes.jsonl"
    path.write_bytes(path.read_bytes().replace(b"twice", b"more than once"))
    assert invoke("quotes", root).stdout == before
