"""The library: every file is read once, and again only when something changed that its reading hangs on."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.made_studies import ROSTERS, SENTENCES, a_small_study, make_transcript, seeded, write_study

from interview_coder import InputError, Study
from interview_coder.corpus import CorpusReader
from interview_coder.library import Library, ReadSource
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.project.cache import Cache
from interview_coder.project.word_numbers import WordNumbers
from interview_coder.study_inputs import StudyInputs


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return a_small_study(tmp_path / "study")


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the list of the files that are read meanwhile."""
    read: list[str] = []
    read_file = CorpusReader.read_file

    def read_and_note(self: CorpusReader, path: Path) -> Any:
        read.append(self.folder.name_in_corpus(path))
        return read_file(self, path)

    with monkeypatch.context() as patched:
        patched.setattr(CorpusReader, "read_file", read_and_note)
        yield read


Watch = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return lambda: watching(monkeypatch)


def words_of(read: ReadSource, library: Library) -> list[str]:
    """Return the words of a source as its numbers tell them."""
    return [library.language.vocabulary.types[number].form for number in read.words.types.tolist()]


def assert_words_stand_where_they_say(inputs: StudyInputs) -> None:
    for stored in inputs.stored:
        read = inputs.library.open(stored)
        places = zip(read.words.starts.tolist(), read.words.ends.tolist(), strict=True)
        assert words_of(read, inputs.library) == [read.source.text[start:end] for start, end in places]


def test_a_study_that_did_not_change_is_not_read_again(study: Study, watch: Watch) -> None:
    first = study.read()
    with watch() as read:
        second = study.read()
    assert read == []
    assert [one.key for one in first.stored] == [one.key for one in second.stored]
    assert [one.summary for one in first.stored] == [one.summary for one in second.stored]
    assert first.participants == second.participants
    assert first.warnings == second.warnings
    assert first.input_hashes == second.input_hashes
    assert list(first.sources) == list(second.sources)
    assert_words_stand_where_they_say(second)
    for one, other in zip(first.stored, second.stored, strict=True):
        for name in ("n_content_words", "draws"):
            assert getattr(one, name).tolist() == getattr(other, name).tolist()
        assert one.segments == other.segments


def test_only_a_transcript_that_changed_is_read_again(study: Study, watch: Watch) -> None:
    study.read()
    path = study.folder.corpus / "s1.txt"
    path.write_text(path.read_text() + "\nP01: One thing more: xylophones.\n")
    with watch() as read:
        inputs = study.read()
    assert read == ["s1.txt"]
    assert_words_stand_where_they_say(inputs)


def test_a_transcript_with_another_name_or_time_is_the_same_or_another_source(study: Study, watch: Watch) -> None:
    study.read()
    os.utime(study.folder.corpus / "s0.txt", (1, 1))
    (study.folder.corpus / "s1.txt").rename(study.folder.corpus / "renamed.txt")
    with watch() as read:
        inputs = study.read()
    assert read == ["renamed.txt"]
    assert [source.source_id for source in inputs.sources] == ["renamed", "s0", "s2", "s3"]


@pytest.mark.parametrize("name", ["study.yml", "corpus/participants.csv"])
def test_all_are_read_again_when_the_settings_or_the_roster_change(name: str, study: Study, watch: Watch) -> None:
    study.read()
    path = study.folder.root / name
    path.write_text(path.read_text() + ("title: Homes\n" if name == "study.yml" else "P09,warden\n"))
    with watch() as read:
        study.read()
    assert read == ["s0.txt", "s1.txt", "s2.txt", "s3.txt"]


def test_a_roster_in_place_of_settings_of_the_same_words_is_another_thing(tmp_path: Path, watch: Watch) -> None:
    study = write_study(tmp_path / "study", {"a.txt": make_transcript(seeded(1), 3)}, "themes: []\n", None, None)
    codebook = "themes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n"
    (study.folder.root / "codebook.yml").write_text(codebook)
    (study.folder.root / "study.yml").write_text("")
    study.read()
    (study.folder.root / "study.yml").rename(study.folder.corpus / "participants.csv")
    with watch() as read, pytest.raises(InputError, match=r"participants\.csv"):
        study.read()
    assert read == ["a.txt"]


def test_the_codebook_is_no_reason_to_read_again(study: Study, watch: Watch) -> None:
    study.read()
    path = study.folder.root / "codebook.yml"
    path.write_text(path.read_text().replace("[landlord, ", "[landlord, mayor, "))
    with watch() as read:
        study.read()
    assert read == []


def test_another_version_of_the_program_reads_all_again(
    study: Study, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.read()
    monkeypatch.setattr("interview_coder.library.program_key", lambda: "another")
    with watch() as read:
        study.read()
    assert len(read) == 4


def test_what_was_read_is_kept_when_another_file_has_problems(study: Study, watch: Watch) -> None:
    (study.folder.corpus / "bad.txt").write_text("")
    with pytest.raises(InputError, match=r"bad\.txt"):
        study.read()
    (study.folder.corpus / "bad.txt").unlink()
    with watch() as read:
        study.read()
    assert read == []


def test_a_file_of_several_sources_is_found_again_with_all_of_them(study: Study, watch: Watch) -> None:
    rows = "".join(f'{source},P0{n},"{SENTENCES[n]}"\n' for source in ("x", "y", "z") for n in (1, 2))
    (study.folder.corpus / "table.csv").write_text(f"source,speaker,text\n{rows}")
    before = study.read()
    ids = [source.source_id for source in before.sources]
    assert len(ids) > 5
    with watch() as read:
        assert [source.source_id for source in study.read().sources] == ids
    assert read == []
    blocks_of(study).unlink()
    with watch() as read:
        assert [source.source_id for source in study.read().sources] == ids
    assert read == ["s0.txt", "s1.txt", "s2.txt", "s3.txt", "table.csv"]


def blocks_of(study: Study, folder: str = "sources") -> Path:
    """Return the one file that holds the sources of a small study, or their words."""
    (path,) = (study.folder.root / CACHE / folder).glob("*.bin")
    return path


@pytest.mark.parametrize("folder", ["sources", "words"])
@pytest.mark.parametrize("where", [10, 60, 500, -1], ids=["magic", "head", "middle", "end"])
def test_a_source_that_is_damaged_in_the_cache_is_read_again_when_it_is_needed(
    where: int, folder: str, study: Study, watch: Watch
) -> None:
    inputs = study.read()
    expected = inputs.library.open(inputs.stored[1])
    assert expected.source.text
    assert len(expected.words.types)
    content = bytearray(blocks_of(study, folder).read_bytes())
    begins = [found.start() for found in re.finditer(b"ICP", content)]
    content[begins[1] + where if where >= 0 else begins[2] - 1] ^= 4
    blocks_of(study, folder).write_bytes(content)
    again = study.read()
    with watch() as read:
        opened = again.library.open(again.stored[1])
        assert opened.source == expected.source
        assert words_of(opened, again.library) == words_of(expected, inputs.library)
    assert read == (["s1.txt"] if folder == "sources" else [])
    assert opened.segments == expected.segments
    study.read()  # which keeps it again
    with watch() as read:
        later = study.read()
        found = later.library.open(later.stored[1])
        assert found.source == expected.source
        assert words_of(found, later.library) == words_of(expected, inputs.library)
    assert read == []


def test_a_source_is_read_again_when_the_whole_cache_goes_while_it_is_used(study: Study, watch: Watch) -> None:
    inputs = study.read()
    other = study.read()
    expected = [other.library.open(one) for one in other.stored]
    assert all(one.source.turns and len(one.words.types) for one in expected)
    shutil.rmtree(study.folder.root / CACHE)
    with watch() as read:
        found = [inputs.library.open(one) for one in inputs.stored]
        assert all(one.source.turns and len(one.words.types) for one in found)
    assert len(set(read)) == 4
    assert [one.source for one in found] == [one.source for one in expected]
    assert [one.words.types.tolist() for one in found] == [one.words.types.tolist() for one in expected]


def test_a_source_that_is_lost_and_whose_file_changed_is_told(study: Study) -> None:
    inputs = study.read()
    blocks_of(study).unlink()
    path = study.folder.corpus / "s1.txt"
    path.write_text(path.read_text() + "\nP01: More.\n")
    with pytest.raises(InputError, match=r"corpus/s1\.txt: error: the file was changed since"):
        _ = inputs.library.open(inputs.stored[1]).source
    path.unlink()
    with pytest.raises(InputError, match=r"corpus/s1\.txt: error: the file was changed since"):
        _ = inputs.library.open(inputs.stored[1]).source
    inputs.library.open(inputs.stored[0])


def test_without_its_vocabulary_a_cache_is_read_again_and_gives_the_same_codings(study: Study, watch: Watch) -> None:
    expected = study.run().codings
    shutil.rmtree(study.folder.root / CACHE / "vocabulary")
    with watch() as read:
        run = study.run()
    assert read[0] == "s0.txt"
    assert run.codings == expected
    assert_words_stand_where_they_say(run.inputs)


def test_numbers_of_a_vocabulary_that_lost_its_latest_words_are_not_used(study: Study, watch: Watch) -> None:
    """As if the program was killed, or the study shared, between the writing of a source and of the vocabulary."""
    study.read()
    cache = study.folder.root / CACHE
    [vocabulary] = (cache / "vocabulary").iterdir()
    older = vocabulary.read_bytes()
    path = study.folder.corpus / "s0.txt"
    path.write_text(path.read_text() + "\nP01: Xylophones, yachts and zebras.\n")
    study.read()
    vocabulary.write_bytes(older)
    (study.folder.corpus / "a_new_one.txt").write_text("P01: Quilts, quails and quiches.\n")
    with watch() as read:
        inputs = study.read()
    assert read == ["a_new_one.txt", "s0.txt"]
    assert_words_stand_where_they_say(inputs)


def test_numbers_of_one_cache_mean_nothing_in_another(tmp_path: Path, watch: Watch) -> None:
    """As if two computers had synchronised parts of a cache."""
    one, other = (a_small_study(tmp_path / name) for name in ("one", "other"))
    (other.folder.corpus / "a_first.txt").write_text("P01: Quilts, quails and quiches.\n")
    inputs = one.read()
    other.read()
    (other.folder.corpus / "a_first.txt").unlink()
    assert [one.key for one in other.read().stored] == [one.key for one in inputs.stored]
    ours, theirs = (study.folder.root / CACHE for study in (one, other))
    for folder in ("sources", "words"):
        shutil.copytree(ours / folder, theirs / folder, dirs_exist_ok=True)
    shutil.copy(ours / "sources.bin", theirs)
    with watch() as read:
        mixed = other.read()
        assert_words_stand_where_they_say(mixed)
    assert len(read) == 4


def test_a_second_reader_has_numbers_and_a_cache_of_its_own(study: Study) -> None:
    study.read()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("interview_coder.project.cache.Cache.release", lambda _: None)
        first = study.read()
        second = study.read()
    assert second.library.cache.folder != first.library.cache.folder
    assert_words_stand_where_they_say(first)
    assert_words_stand_where_they_say(second)
    first.library.cache._lock.close()  # type: ignore[union-attr]


def test_what_is_of_no_use_any_more_is_dropped(study: Study) -> None:
    study.read()
    for seed in range(3):
        (study.folder.corpus / "s0.txt").write_text(make_transcript(seeded(seed), 4))
        inputs = study.read()
    index = Cache(study.folder.root / CACHE).read_json("sources/index.json")
    kept = {path.name for path in (study.folder.root / CACHE / "sources").iterdir()}
    assert kept == {"index.json", *(f"{name}.bin" for name in index)}
    n_kept = sum(len(blocks) for blocks in index.values())
    assert len(inputs.stored) <= n_kept < 2 * len(inputs.stored)
    assert len(list((study.folder.root / CACHE / "vocabulary").iterdir())) == 1


@pytest.mark.parametrize("unit", ["turn", "sentence"])
def test_segments_have_the_ids_that_are_counted_without_opening_their_source(unit: str, tmp_path: Path) -> None:
    study = a_small_study(tmp_path / "study")
    (study.folder.root / "study.yml").write_text(f"language_model: blank\nsegment: {unit}\n")
    inputs = study.read()
    for stored in inputs.stored:
        read = inputs.library.open(stored)
        ids = [segment.segment_id for segment in read.segments]
        assert stored.segments.list_ids() == ids
        assert stored.segments.list_ids(np.array([0, len(stored.segments) - 1])) == [ids[0], ids[-1]]
        content = inputs.library.is_content(read.words)
        starts = read.words.starts[content]
        assert stored.n_content_words.tolist() == [
            int(np.count_nonzero((starts >= one.start) & (starts < one.end))) for one in read.segments
        ]
        assert len(set(stored.draws.tolist())) == len(stored.segments)


@pytest.mark.parametrize("roster", ROSTERS)
def test_people_are_the_same_whether_files_are_read_or_found(roster: str | None, tmp_path: Path) -> None:
    files = {f"s{number}.txt": make_transcript(seeded(number), 5) for number in range(3)}
    files["generic.txt"] = "Speaker 1: The rent.\n\nSpeaker 2: Yes.\n\nSpeaker 1: And the lift.\n"
    study = write_study(tmp_path / "study", files, "themes: [{id: cost, codes: [{id: rent, match: [rent]}]}]\n", roster)
    first, second = (study.read(allow_unknown=True) for _ in range(2))
    assert list(first.participants.items()) == list(second.participants.items())
    assert first.warnings == second.warnings
    assert [one.summary for one in first.stored] == [one.summary for one in second.stored]


def test_the_numbers_of_what_was_kept_are_checked_against_the_words_that_were_known_then(study: Study) -> None:
    inputs = study.read()
    vocabulary = inputs.library.language.vocabulary
    assert WordNumbers(vocabulary.types).mark()[0] == len(vocabulary.types)
    assert len({len(inputs.library.open(one).words.types) for one in inputs.stored}) > 1
