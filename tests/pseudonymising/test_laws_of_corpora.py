"""The laws of pseudonymising over folders of invented interviews, in several formats."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.anonymise.auditing import can_be_read
from tests.anonymise.made_interviews import Interview, growing_studies, list_cast, list_people, studies
from tests.cli.calling import output
from tests.desks import PASSPHRASE

Turns = list[tuple[str, str]]


def write_text(turns: Turns) -> bytes:
    return "".join(f"{who}: {said}\n\n" for who, said in turns).encode()


def write_captions(turns: Turns) -> bytes:
    cues = [f"00:{n:02}:00.000 --> 00:{n:02}:30.000\n<v {who}>{said}\n" for n, (who, said) in enumerate(turns)]
    return "\n".join(["WEBVTT\n", *cues]).encode()


def write_table(turns: Turns) -> bytes:
    lines = io.StringIO()
    csv.writer(lines).writerows([("speaker", "text"), *turns])
    return lines.getvalue().encode()


def write_document(turns: Turns) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = turns[1][0]
    for who, said in turns:
        document.add_paragraph(f"{who}: {said}")
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


FORMATS: Mapping[str, Callable[[Turns], bytes]] = {
    ".txt": write_text,
    ".vtt": write_captions,
    ".csv": write_table,
    ".docx": write_document,
}


class Work:
    """A folder of originals, a study and a key, with a search for names that asks no language model."""

    def __init__(self, root: Path, study: Sequence[Interview]) -> None:
        self.root, self.raw, self.corpus = root, root / "raw", root / "study" / "corpus"
        self.own = ["--key", root / "own.key", "--passphrase-file", root / "passphrase"]
        self.raw.mkdir(parents=True)
        self.corpus.parent.mkdir()
        (root / "passphrase").write_text(PASSPHRASE)
        names = "".join(f"{one.name},person\n" for one in list_people(study))
        (self.raw / "roster.csv").write_text(f"name,kind\n{names}")

    def put(self, interview: Interview, name: str, ending: str = ".txt") -> None:
        (self.raw / f"{name}{ending}").write_bytes(FORMATS[ending](interview.turns))

    def anonymise(self) -> str:
        return output("anonymise", self.raw, "--into", self.corpus, "--no-model", *self.own)

    def read(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.corpus.iterdir())}

    def read_talk(self) -> dict[str, bytes]:
        return {name: raw for name, raw in self.read().items() if name[:1] != "." and name != "participants.csv"}


@contextmanager
def working_on(study: Sequence[Interview], endings: Sequence[str] = ()) -> Iterator[Work]:
    with tempfile.TemporaryDirectory() as root:
        work = Work(Path(root), study)
        for number, interview in enumerate(study):
            work.put(interview, f"{number} {interview.speaker.surname}", endings[number] if endings else ".txt")
        yield work


some_endings = st.lists(st.sampled_from(list(FORMATS)), min_size=3, max_size=3)


@given(studies, some_endings)
@settings(max_examples=12)
def test_no_name_can_be_read_in_what_is_made_of_files_of_any_format(study: list[Interview], endings: list[str]) -> None:
    with working_on(study, endings) as work:
        told = work.anonymise()
        made = work.read()
        assert len(work.read_talk()) == len(study)
    texts = [told, *made, *(raw.decode() for raw in made.values())]
    assert [one.surname for one in list_cast(study) for text in texts if can_be_read(one.surname, text)] == []


@given(studies, some_endings)
@settings(max_examples=8)
def test_a_second_run_changes_nothing(study: list[Interview], endings: list[str]) -> None:
    with working_on(study, endings) as work:
        work.anonymise()
        before = work.read()
        assert "0 files written" in work.anonymise()
        assert work.read() == before


@given(studies)
@settings(max_examples=8)
def test_a_corpus_that_is_masked_once_more_stays_as_it_is(study: list[Interview]) -> None:
    with working_on(study) as work, tempfile.TemporaryDirectory() as other:
        work.anonymise()
        again = Work(Path(other), study)
        made = {name: raw for name, raw in work.read_talk().items() if name.endswith(".txt")}
        for name, raw in made.items():
            (again.raw / name).write_bytes(raw)
        if made:
            again.anonymise()
        assert list(again.read_talk().values() if made else ()) == list(made.values())


@given(studies, some_endings)
@settings(max_examples=10)
def test_what_was_made_leads_back_to_the_originals(study: list[Interview], endings: list[str]) -> None:
    with working_on(study, endings) as work:
        work.anonymise()
        made = [work.corpus / name for name in work.read_talk()]
        output("restore", *made, "--to", work.root / "back", "--study", work.corpus.parent, *work.own)
        back = sorted(path.read_bytes() for path in (work.root / "back").iterdir())
    assert back == sorted(write_text(one.turns) for one in study)


@given(growing_studies, st.booleans())
@settings(max_examples=15)
def test_a_further_interview_changes_nothing_that_is_there(study: list[Interview], is_listed: bool) -> None:
    new, *first = study
    with working_on(first) as work:
        if not is_listed:
            (work.raw / "roster.csv").unlink()
        work.anonymise()
        before = work.read_talk()
        work.put(new, "0 new")
        work.anonymise()
        assert before.items() <= work.read_talk().items()


def test_who_was_taken_for_a_place_keeps_the_replacement_when_a_further_interview_tells(tmp_path: Path) -> None:
    first = "Interviewer: And then?\n\nAsha Verin: I spoke to Mordquist.\n\nInterviewer: So?\n\nAsha Verin: Yes.\n\n"
    work = Work(tmp_path, [])
    (work.raw / "one.txt").write_text(first)
    work.anonymise()
    [before] = work.read_talk().values()
    (work.raw / "two.txt").write_text(first.replace("spoke to", "met my boss") + "Asha Verin: Mr Mordquist left.\n\n")
    work.anonymise()
    assert work.read_talk()["one.txt"] == before


def test_a_name_that_turns_out_to_be_two_peoples_is_inherited_by_neither(tmp_path: Path) -> None:
    talk = "Interviewer: And then?\n\nAsha Verin: I told Declan.\n\nInterviewer: So?\n\nAsha Verin: {} left.\n\n"
    work = Work(tmp_path, [])
    for surname in ("Hale", "Sorrell"):
        (work.raw / f"{surname}.txt").write_text(talk.format("He"))
    work.anonymise()
    for surname in ("Hale", "Sorrell"):
        (work.raw / f"{surname}.txt").write_text(talk.format(f"Declan {surname}"))
    work.anonymise()
    one, two = (raw.decode().split()[-2] for raw in work.read_talk().values())
    assert one != two


@given(studies, st.permutations(range(3)))
@settings(max_examples=10)
def test_in_which_order_originals_are_read_changes_nothing(study: list[Interview], order: list[int]) -> None:
    made = []
    for numbers in (range(3), order):
        with tempfile.TemporaryDirectory() as root, patch("secrets.token_hex", return_value="5a" * 32):
            work = Work(Path(root), study)
            for number, interview in zip(numbers, study, strict=False):
                work.put(interview, f"{number}")
            work.anonymise()
            made.append(sorted(work.read_talk().values()))
    assert made[0] == made[1]
