from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.links import make_link

from interview_coder import corpus
from interview_coder.corpus import CorpusReader, count_words, source_id_of, summarise_source
from interview_coder.errors import InputError, Problem
from interview_coder.ingest.participants_csv import Roster, read_participants
from interview_coder.ingest.resolver import SpeakerResolver
from interview_coder.model.source import Source, SourceSummary
from interview_coder.project.settings import Settings
from interview_coder.project.study_folder import StudyFolder

TALK = "I: How was it?\nP01: We met twice.\nI: And?\nP01: No.\n"
EMPTY = "\n"


@pytest.fixture
def make_reader(tmp_path: Path) -> Callable[..., CorpusReader]:
    """Write a corpus: ``make_reader({"a.txt": TALK}, participants=None, **settings)``."""

    def make(files: dict[str, str | bytes], *, participants: str | None = None, **settings: Any) -> CorpusReader:
        for name, content in files.items():
            path = tmp_path / "corpus" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        roster = Roster() if participants is None else read_participants(participants.encode())
        stated = Settings.model_validate(settings)
        return CorpusReader(StudyFolder(tmp_path), stated, SpeakerResolver(roster, stated.roles))

    return make


Make = Callable[..., CorpusReader]


def ids(reader: CorpusReader) -> list[str]:
    return [source.source_id for source in reader.read_sources()]


def told(reader: CorpusReader) -> list[str]:
    """List the files with problems, each once, after reading all."""
    assert all(isinstance(problem, Problem) and problem.message and problem.fix for problem in reader.problems)
    return sorted({problem.place.file for problem in reader.problems})


def who(source: Source) -> list[str]:
    return [turn.speaker for turn in source.turns]


def test_sources_come_in_the_order_of_their_names_with_their_folders(make_reader: Make) -> None:
    reader = make_reader({"b.txt": TALK, "a.txt": TALK, "notes/c.md": TALK})
    sources = list(reader.read_sources())
    assert [(one.source_id, one.file, one.format) for one in sources] == [
        ("a", "a.txt", "txt"),
        ("b", "b.txt", "txt"),
        ("notes/c", "notes/c.md", "md"),
    ]
    assert not reader.problems


def test_a_source_bears_the_hash_of_its_file(make_reader: Make) -> None:
    (source,) = make_reader({"a.txt": TALK}).read_sources()
    assert source.sha256 == hashlib.sha256(TALK.encode()).hexdigest()
    assert source.text == TALK


def test_an_ending_in_capitals_is_the_same_ending(make_reader: Make) -> None:
    (source,) = make_reader({"A.TXT": TALK}).read_sources()
    assert (source.source_id, source.format) == ("A", "txt")


def test_a_name_may_have_dots_and_spaces(make_reader: Make) -> None:
    assert ids(make_reader({"home 7.final.txt": TALK})) == ["home 7.final"]
    assert source_id_of("notes/a.b.txt") == "notes/a.b"


def test_read_mes_hidden_files_and_the_roster_are_no_transcripts(make_reader: Make) -> None:
    hidden = {".hidden.txt": TALK, "~$a.docx": "x", "README.md": "How to", "participants.csv": "x", ".git/a.txt": TALK}
    reader = make_reader({"a.txt": TALK, **hidden})
    assert ids(reader) == ["a"]
    assert not reader.problems


def test_a_corpus_that_is_empty_or_missing_is_told(make_reader: Make) -> None:
    reader = make_reader({})
    assert ids(reader) == []
    assert "no corpus" in reader.problems[0].message
    reader = make_reader({".hidden": ""})
    assert ids(reader) == []
    assert "empty" in reader.problems[0].message


@pytest.mark.parametrize(
    ("first", "second"),
    [("a.txt", "a.md"), ("a.txt", "A.txt"), ("café.txt", "cafe\u0301.txt"), ("n/a.md", "N/a.txt")],
)
def test_files_that_would_be_one_source_are_told_and_the_first_is_read(
    make_reader: Make, first: str, second: str
) -> None:
    reader = make_reader({first: TALK, second: TALK})
    if len(list(reader.folder.corpus.rglob("*.*"))) < 2:
        pytest.skip("the disk takes the two names for one file, as those of Windows and macOS do")
    assert len(ids(reader)) == 1
    assert len(reader.failed) == 1
    assert reader.failed < {first, second}
    assert told(reader) == [f"corpus/{one}" for one in reader.failed]


def test_a_bad_file_is_told_and_the_others_are_read(make_reader: Make) -> None:
    reader = make_reader({"a.txt": TALK, "b.txt": EMPTY, "c.docx": b"no zip", "d.mp3": b"x", "e.txt": TALK})
    assert ids(reader) == ["a", "e"]
    assert reader.failed == {"b.txt", "c.docx", "d.mp3"}
    assert told(reader) == ["corpus/b.txt", "corpus/c.docx", "corpus/d.mp3"]


def test_sources_of_a_table_that_turns_out_bad_do_not_count(make_reader: Make) -> None:
    rows = "source,speaker,text\nhome1,I,Well?\nhome1,P01,No.\nhome2,I,And?\nhome1,P01,Yes.\n"
    reader = make_reader({"a.txt": TALK, "t.csv": rows})
    kept = [source.source_id for source in reader.read_sources() if source.file not in reader.failed]
    assert reader.failed == {"t.csv"}
    assert "a" in kept


def test_the_sources_of_a_table_are_named_below_its_file(make_reader: Make) -> None:
    rows = "source,speaker,text\nhome1,I,Well?\nhome1,P01,No.\nhome2,I,And?\n"
    sources = list(make_reader({"t.csv": rows}).read_sources())
    assert [(one.source_id, one.file) for one in sources] == [("t/home1", "t.csv"), ("t/home2", "t.csv")]
    assert len({one.sha256 for one in sources}) == 1


@pytest.mark.parametrize(
    ("name", "advice"),
    [("a.doc", "docx"), ("a.mp3", "transcript"), ("a.zip", "unpack"), ("a.xyz", ".txt"), ("a", ".txt")],
)
def test_a_file_of_an_unknown_format_is_told_with_what_to_do(make_reader: Make, name: str, advice: str) -> None:
    reader = make_reader({name: "x"})
    assert ids(reader) == []
    (problem,) = reader.problems
    assert advice in problem.fix


def test_a_file_that_goes_away_while_the_corpus_is_read_is_told(make_reader: Make) -> None:
    reader = make_reader({"a.txt": TALK, "b.txt": TALK})
    sources = reader.read_sources()
    next(sources)
    (reader.folder.corpus / "b.txt").unlink()
    assert list(sources) == []
    assert "cannot be read" in reader.problems[0].message


def test_links_out_of_the_corpus_are_passed_over_and_named(make_reader: Make, tmp_path: Path) -> None:
    reader = make_reader({"a.txt": TALK, "in/b.txt": TALK})
    (tmp_path / "secret.txt").write_text(TALK)
    make_link(tmp_path / "corpus" / "out.txt", tmp_path / "secret.txt")
    make_link(tmp_path / "corpus" / "round", tmp_path / "corpus")
    make_link(tmp_path / "corpus" / "gone.txt", tmp_path / "corpus" / "nothing.txt")
    assert ids(reader) == ["a", "in/b"]
    assert [one.split(" ")[0] for one in reader.folder.passed_over()] == ["gone.txt", "out.txt", "round"]


def test_a_link_within_the_corpus_is_read(make_reader: Make, tmp_path: Path) -> None:
    reader = make_reader({"a.txt": TALK})
    make_link(tmp_path / "corpus" / "b.txt", tmp_path / "corpus" / "a.txt")
    assert ids(reader) == ["a", "b"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this computer has no pipes in folders")
def test_a_pipe_is_passed_over_and_never_waited_for(make_reader: Make, tmp_path: Path) -> None:
    reader = make_reader({"a.txt": TALK})
    os.mkfifo(tmp_path / "corpus" / "pipe.txt")
    assert ids(reader) == ["a"]
    assert reader.folder.passed_over() == ["pipe.txt (no regular file)"]


def test_only_wanted_files_are_read_and_told_of(make_reader: Make) -> None:
    reader = make_reader({"a.txt": TALK, "b.txt": EMPTY})
    assert [one.source_id for one in reader.read_sources(wanted=lambda file: file == "a.txt")] == ["a"]
    assert not reader.problems


def test_progress_is_shown_over_the_files(make_reader: Make) -> None:
    shown: list[tuple[str, list[str]]] = []

    def follow(items: Sequence[Any], label: str) -> Iterable[Any]:
        shown.append((label, [item.name for item in items]))
        return items

    list(make_reader({"a.txt": TALK, "b.txt": TALK}).read_sources(follow=follow))
    assert shown == [("reading", ["a.txt", "b.txt"])]


def test_settings_hold_for_the_files_that_their_names_fit_the_later_before_the_earlier(make_reader: Make) -> None:
    statement = "We met, and nobody came."
    sources = {"notes/*": {"speaker": "P09", "dialect": "none"}, "notes/b": {"speaker": "P10"}}
    reader = make_reader({"a.txt": TALK, "notes/a.txt": statement, "notes/b.txt": statement}, sources=sources)
    assert [who(source)[-1] for source in reader.read_sources()] == ["P01", "P09", "P10"]
    assert reader.unused_settings() == []


def test_settings_that_fit_no_file_are_named(make_reader: Make) -> None:
    reader = make_reader({"a.txt": TALK}, sources={"a.txt": {}, "b": {}, "notes/*": {}})
    assert reader.unused_settings() == ["b", "notes/*"]


def test_an_encoding_can_be_named_for_all_files_and_for_one(make_reader: Make) -> None:
    western, cyrillic = ("I: Café?\nP01: Nein, süß.\n".encode("cp1252"), "I: Где?\nP01: Там.\n".encode("cp1251"))
    files: dict[str, str | bytes] = {"a.txt": western, "b.txt": cyrillic, "c.txt": "I: Где?\nP01: süß.\n"}
    reader = make_reader(files)
    assert ids(reader) == ["c"]
    assert all("not UTF-8" in problem.message for problem in reader.problems)
    reader = make_reader(files, encoding="cp1252", sources={"b": {"encoding": "cp1251"}})
    assert [source.text.split()[1] for source in reader.read_sources()] == ["Café?", "Где?", "Где?"]


def test_a_label_that_the_roster_names_is_a_speaker(make_reader: Make) -> None:
    text = "I: Well?\nthe cook: No.\nI: And?\n"
    (source,) = make_reader({"a.txt": text}).read_sources()
    assert "the cook" not in who(source)
    roster = "participant,stakeholder_type,source\nthe cook,staff,a\n"
    (source,) = make_reader({"a.txt": text}, participants=roster).read_sources()
    assert who(source) == ["I", "the cook", "I"]
    assert source.stakeholder_types == {"a/the cook": "staff"}


def test_a_label_to_which_the_settings_give_a_role_is_a_speaker_and_has_it(make_reader: Make) -> None:
    text = "P01: Well.\nthe warden: No.\nP01: And so on.\n"
    (source,) = make_reader({"a.txt": text}, roles={"moderator": ["the warden"]}).read_sources()
    assert [(turn.speaker, turn.role) for turn in source.turns][1] == ("the warden", "moderator")
    assert source.role_signs == {"the warden": "study.yml"}


def test_speakers_whom_the_roster_does_not_name_are_told_and_the_file_fails(make_reader: Make) -> None:
    reader = make_reader({"a.txt": TALK}, participants="participant,stakeholder_type\nP02,tenant\n")
    assert len(ids(reader)) == 1
    assert reader.failed == {"a.txt"}
    assert 'the speaker "P01"' in reader.problems[0].message


def test_a_text_that_turns_its_direction_is_remarked(make_reader: Make) -> None:
    (source,) = make_reader({"a.txt": TALK.replace("twice", "\u202etwice")}).read_sources()
    assert "U+202E" in source.remarks[-1]


def test_of_characters_near_to_one_another_only_those_that_turn_the_direction_are_remarked(make_reader: Make) -> None:
    near = "".join(map(chr, range(0x2020, 0x2070))) + "\U0001202e\U0001f600"
    (source,) = make_reader({"a.txt": TALK.replace("twice", near)}).read_sources()
    names = "U+202A, U+202B, U+202C, U+202D, U+202E, U+2066, U+2067, U+2068, U+2069"
    assert f"({names})" in source.remarks[-1]


def summary_of(reader: CorpusReader) -> SourceSummary:
    (source,) = reader.read_sources()
    return summarise_source(source)


def test_a_summary_counts_turns_words_and_people(make_reader: Make) -> None:
    roster = "participant,stakeholder_type\nP01,tenant\nP02,staff\nP03,tenant\n"
    text = "INTERVIEWER: How was it?\nP01: We don't know.\nP02: No.\nP03: Well-known, 3.1 per cent.\n"
    summary = summary_of(make_reader({"a.txt": text}, participants=roster))
    assert (summary.n_turns, summary.n_words, summary.n_words_asking) == (4, 11, 3)
    assert summary.n_by_type == {"tenant": 2, "staff": 1}
    assert summary.asking == {"INTERVIEWER": "by its label"}
    assert summary.minutes is None


def test_words_in_asides_are_not_counted(make_reader: Make) -> None:
    plain = summary_of(make_reader({"a.txt": "I: And now?\nP01: We met.\nI: Well?\nP01: No.\n"}))
    asides = "I: [laughs] And now?\nP01: We [inaudible 00:12] met (pause).\nI: Well [crosstalk]?\nP01: No. [00:12:04]\n"
    dressed = summary_of(make_reader({"a.txt": asides}))
    assert (dressed.n_words, dressed.n_words_asking) == (plain.n_words, plain.n_words_asking) == (6, 3)


def test_words_beyond_the_turns_are_not_counted(make_reader: Make) -> None:
    text = f"Interview seven [laughs]\nDate: 3 May\n\n{TALK}\n[End of transcript]\n"
    summary = summary_of(make_reader({"a.txt": text}))
    assert (summary.n_words, summary.n_words_asking) == (8, 4)
    assert summary.attributes["Date"] == "3 May"
    assert sum(one.count for one in summary.left_out) == 3


WHITE_SPACE = "".join(letter for letter in map(chr, range(0x110000)) if letter.isspace())


@given(text=st.text(st.sampled_from(f"ab\x01\u200b\u2013\ud83d\U0001f600{WHITE_SPACE}")), data=st.data())
def test_the_words_of_a_stretch_are_what_white_space_parts(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    borders = [tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(place, place)))]
    starts, ends = np.array(borders, np.int32).reshape(-1, 2).T
    assert count_words(text, starts, ends).tolist() == [len(text[start:end].split()) for start, end in borders]


def test_words_are_counted_over_the_borders_of_what_is_looked_at_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "_AT_ONCE", 3)
    text = "We met  and the y left "
    assert count_words(text, np.array([0, 1]), np.array([len(text), 8])).tolist() == [6, 2]


def test_minutes_are_from_the_first_time_to_the_last(make_reader: Make) -> None:
    text = "[00:01:00] I: Well?\n[00:02:30] P01: No.\n[00:13:00] I: And?\n"
    assert summary_of(make_reader({"a.txt": text})).minutes == 12.0


def test_what_a_reader_left_out_and_how_sure_it_is_come_into_the_summary(make_reader: Make) -> None:
    (source,) = make_reader({"a.txt": "We met.\nThey left."}).read_sources()
    summary = summarise_source(source)
    assert (summary.certainty, summary.signs, summary.remarks) == (source.certainty, source.signs, source.remarks)
    assert summary.certainty == "guess"


def test_a_corpus_that_is_not_there_has_no_unused_settings_to_name(make_reader: Make) -> None:
    with pytest.raises(InputError):
        make_reader({}, sources={"a": {}}).unused_settings()
