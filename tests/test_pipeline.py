"""What the stations are carried by: order, problems told together, warnings, and who is evidence."""

from __future__ import annotations

import hashlib
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.links import make_link

from interview_coder import InputError, Run, Study
from interview_coder.model.results import Results
from interview_coder.project.file_hashes import FileHashes
from interview_coder.project.program_key import fingerprint

MakeStudy = Callable[..., Path]

QUICK = "language_model: blank\n"
CODEBOOK = """\
title: Homes
themes:
  - id: cost
    codes:
      - {id: high_rent, match: [rent]}
      - {id: debt, match: [(owe | debt)]}
  - id: trust
    codes:
      - {id: broken_trust, match: [(trust | believe)]}
"""
INTERVIEW = "INTERVIEWER: What of the rent?\n\nP01: The rent is high. I owe two months.\n"
SHEET = "participant,stakeholder_type\nP01,tenant\n"


def run(study: Path, **options: Any) -> Run:
    return Study.open(study).run(**options)


def results_of(study: Path, **options: Any) -> Results:
    return run(study, **options).results


def problems_of(study: Path, **options: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        Study.open(study).read(**options)
    return [str(problem) for problem in caught.value.problems]


def test_the_tests_let_no_connection_out(connection_attempts: list[str]) -> None:
    with pytest.raises(pytest.fail.Exception, match="beyond the loopback"), socket.socket() as outward:
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(pytest.fail.Exception, match="beyond the loopback"):
        socket.getaddrinfo("example.org", 80)
    assert len(connection_attempts) == 2
    connection_attempts.clear()


def test_the_problems_of_every_file_are_told_together_in_the_order_of_places(make_study: MakeStudy) -> None:
    study = make_study(
        "themes:\n  - id: cost\n    codes: [{id: high_rent, mach: [rent]}]\n",
        {"a.txt": "PO1: Yes.\n\nP01: No.\n", "b.pages": b"x", "c.txt": ""},
        "participant,stakeholder_type,role\nP01,tenant,listener\n",
        "segmnt: turn\n",
    )
    told = problems_of(study)
    assert [problem.partition(" error: ")[0] for problem in told] == [
        "codebook.yml:3:29:",
        "corpus/b.pages:",
        "corpus/c.txt:",
        "corpus/participants.csv:2:",
        "study.yml:1:1:",
    ]
    assert 'did you mean "match"?' in told[0]
    assert 'did you mean "segment"?' in told[-1]


def test_every_kind_of_fault_in_a_codebook_is_told_in_one_run(make_study: MakeStudy) -> None:
    codebook = """\
themes:
  - id: cost
    codes:
      - {id: high_rent, match: [(rent], memmo: x}
      - {id: high_rent, match: [rent]}
"""
    told = problems_of(make_study(codebook, {"a.txt": INTERVIEW}))
    assert ["memmo" in problem for problem in told].count(True) == 1
    assert ["used twice" in problem for problem in told].count(True) == 1
    assert ["cannot be read" in problem for problem in told].count(True) == 1


def test_a_repeated_id_and_a_bad_rule_are_told_with_line_and_column(make_study: MakeStudy) -> None:
    codebook = """\
themes:
  - id: cost
    codes:
      - id: high_rent
        match:
          - rent NEAR
      - id: high_rent
"""
    told = problems_of(make_study(codebook, {"a.txt": INTERVIEW}))
    assert [problem.partition(" error: ")[0] for problem in told] == ["codebook.yml:6:22:", "codebook.yml:7:13:"]
    assert "codebook.yml:4:13" in told[1]


@pytest.mark.parametrize("files", [{}, {".hidden.txt": "P01: Yes."}, {"README.md": "Notes."}, {"~$a.docx": b"x"}])
def test_a_corpus_without_a_transcript_is_told(files: dict[str, str | bytes], make_study: MakeStudy) -> None:
    assert problems_of(make_study(CODEBOOK, files)) == [
        "corpus: error: the corpus is empty\n  fix: put at least one transcript in"
    ]


def test_a_study_without_a_corpus_is_told(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {})
    (study / "corpus").rmdir()
    [told] = problems_of(study)
    assert "there is no corpus/ folder" in told


def test_two_files_that_would_be_one_source_are_told(make_study: MakeStudy) -> None:
    [told] = problems_of(make_study(CODEBOOK, {"a.md": INTERVIEW, "a.txt": INTERVIEW}))
    assert told.startswith("corpus/a.txt: error: the files a.md and a.txt would both be the source “a”")


def test_a_link_that_leads_out_of_the_corpus_is_not_followed(make_study: MakeStudy, tmp_path: Path) -> None:
    study = make_study(CODEBOOK, {"a.txt": INTERVIEW})
    (tmp_path / "private.txt").write_text(INTERVIEW)
    make_link(study / "corpus" / "b.txt", tmp_path / "private.txt")
    inputs = Study.open(study).read()
    assert [source.file for source in inputs.sources] == ["a.txt"]
    assert "b.txt (a link that leads out of the corpus)" in inputs.warnings[0]


def test_a_speaker_whom_the_sheet_does_not_name_is_told_with_its_line_and_the_near_name(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"a.txt": "P01: Yes.\n\nP01: Well.\n\nPO1: The rent.\n"}, SHEET, QUICK)
    [told] = problems_of(study)
    assert told.startswith('corpus/a.txt:5: error: the speaker "PO1" is not in corpus/participants.csv')
    assert 'did you mean "P01"?' in told
    assert "--allow-unknown" in told


def test_a_speaker_whom_the_sheet_does_not_name_can_be_counted_as_unknown(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"a.txt": "P01: Yes.\n\nDana: The rent.\n\nDana: Well.\n"}, SHEET, QUICK)
    results = results_of(study, allow_unknown=True)
    assert {name: one.stakeholder_type for name, one in results.participants.items()} == {
        "P01": "tenant",
        "Dana": "unknown",
    }
    assert any("counted as unknown" in warning for warning in results.warnings)


def test_without_a_sheet_everybody_is_unknown_and_the_warning_says_so(make_study: MakeStudy) -> None:
    ran = run(make_study(CODEBOOK, {"a.txt": INTERVIEW}, settings=QUICK))
    results = ran.results
    assert {one.stakeholder_type for one in results.participants.values()} == {"unknown"}
    assert "there is no corpus/participants.csv" in results.warnings[0]
    assert {coding.stakeholder_type for coding in ran.codings} == {"unknown"}
    assert list(results.manifest["warnings"]) == list(results.warnings)


def test_without_a_sheet_speaker_1_is_another_person_in_every_file_and_a_name_the_same(make_study: MakeStudy) -> None:
    text = "Speaker 1: The rent.\n\nDana: The debt.\n\nDana: Yes.\n"
    results = results_of(make_study(CODEBOOK, {"a.txt": text, "b.txt": text}, settings=QUICK))
    assert set(results.participants) == {"a/Speaker 1", "b/Speaker 1", "Dana"}
    assert any("another person in every file" in warning for warning in results.warnings)


def test_a_row_of_the_sheet_that_nobody_speaks_for_is_in_no_count_and_is_told(make_study: MakeStudy) -> None:
    results = results_of(make_study(CODEBOOK, {"a.txt": INTERVIEW}, SHEET + "P02,tenant\nP03,landlord\n", QUICK))
    assert set(results.participants) == {"P01"}
    assert any("2 rows" in warning and "P02, P03" in warning for warning in results.warnings)
    assert [row["stakeholder_type"] for row in results.tables["theme_matrix"].records()] == ["tenant", "tenant"]


def test_a_study_in_which_no_participant_speaks_is_told(make_study: MakeStudy) -> None:
    [told] = problems_of(make_study(CODEBOOK, {"a.txt": "INTERVIEWER: Anyone?\n\nINTERVIEWER: Hello?\n"}))
    assert "no participant speaks in any source" in told


@pytest.mark.parametrize("role", ["interviewer", "moderator"])
def test_the_words_of_whoever_asks_are_no_segment_coding_or_quote(role: str, make_study: MakeStudy) -> None:
    study = make_study(
        CODEBOOK,
        {"a.txt": "Sam: The rent, the debt, the trust.\n\nP01: Hm, no.\n\nSam: The rent?\n"},
        f"participant,stakeholder_type,role\nP01,tenant,participant\nSam,,{role}\n",
        QUICK,
    )
    ran = run(study)
    results = ran.results
    assert [segment["turn"] for segment in ran.records("segments")] == [2]
    assert (ran.codings, ran.quotes, results.quotes) == ([], [], ())
    assert all(row["mentions"] == 0 for row in results.tables["code_frequencies"].records())
    assert set(results.participants) == {"P01"}


def test_a_roundtable_is_one_source_and_as_many_participants_as_speak(make_study: MakeStudy) -> None:
    people = [f"R{number:02}" for number in range(1, 20)]
    talk = "\n\n".join(["CHAIR: The rent?", *(f"{name}: The rent is high." for name in people), "R01: The rent."])
    sheet = "participant,stakeholder_type,role\n" + "".join(f"{name},tenant,participant\n" for name in people)
    results = results_of(make_study(CODEBOOK, {"table.txt": talk}, sheet + "CHAIR,,moderator\n", QUICK))
    [row] = [row for row in results.tables["theme_matrix"].records() if row["theme"] == "cost"]
    assert (
        row.items()
        >= {
            "stakeholder_type": "tenant",
            "theme": "cost",
            "state": "raised",
            "mentions": 20,
            "participants": 19,
            "participants_total": 19,
            "sources": 1,
            "sources_total": 1,
        }.items()
    )


@pytest.mark.parametrize(("unit", "n_segments"), [("turn", 1), ("paragraph", 2), ("sentence", 3)])
def test_the_study_says_what_a_segment_is(unit: str, n_segments: int, make_study: MakeStudy) -> None:
    text = "P01: The rent is high. I owe two months.\n\nThe rent again.\n"
    ran = run(make_study(CODEBOOK, {"a.txt": text}, SHEET, f"{QUICK}segment: {unit}\n"))
    segments = {one["segment"]: one for one in ran.records("segments")}
    assert len(segments) == n_segments
    assert ran.results.manifest["settings"]["segment"] == unit
    assert ran.codings
    for coding in ran.codings:
        segment = segments[coding.segment_id]
        assert segment["start"] <= coding.start < coding.end <= segment["end"]


def test_sources_come_in_the_order_of_their_ids(make_study: MakeStudy) -> None:
    files = dict.fromkeys(("b.txt", "a.txt", "a-2.txt", "a/x.txt"), INTERVIEW)
    ran = run(make_study(CODEBOOK, files, SHEET, QUICK))
    ids = [source.source_id for source in ran.sources]
    assert ids == sorted(ids)
    assert [source.source_id for source in ran.results.sources] == ids
    for name in ("sources", "turns", "segments", "codings"):
        assert list(dict.fromkeys(record["source"] for record in ran.records(name))) == ids


def test_renaming_codes_changes_no_count(make_study: MakeStudy) -> None:
    renamed = CODEBOOK.replace("high_rent", "zz_rent").replace("broken_trust", "a_trust")
    text = "P01: The rent is high. I owe two months.\n\nP02: I believe that. The rent, the debt, the trust.\n"
    before, after = (
        results_of(make_study(codebook, {"a.txt": text}, SHEET + "P02,landlord\n", QUICK))
        for codebook in (CODEBOOK, renamed)
    )
    assert [row[2:] for row in after.tables["code_frequencies"].rows] == [
        row[2:] for row in before.tables["code_frequencies"].rows
    ]
    for name in ("theme_matrix", "theme_frequencies", "theme_stance", "theme_source", "theme_cooccurrence"):
        assert after.tables[name] == before.tables[name]


def test_the_manifest_counts_what_is_there(make_study: MakeStudy) -> None:
    ran = run(make_study(CODEBOOK, {"a.txt": INTERVIEW}, SHEET, QUICK))
    turns = [turn for source in ran.sources for turn in source.turns]
    assert ran.results.manifest["counts"] == {
        "sources": len(ran.sources),
        "participants": len(ran.results.participants),
        "turns": len(turns),
        "participant_turns": len([turn for turn in turns if turn.participant]),
        "segments": len(list(ran.records("segments"))),
        "codings": len(ran.codings),
        "clusters": len(ran.results.clusters),
        "rules": 3,
    }


def test_the_manifest_tells_what_was_read_and_by_what(make_study: MakeStudy) -> None:
    study = make_study(CODEBOOK, {"a.txt": INTERVIEW}, SHEET, QUICK)
    manifest = results_of(study).manifest
    assert manifest["codebook"]["text"] == CODEBOOK
    assert manifest["inputs"] == {
        name: hashlib.sha256((study / name).read_bytes()).hexdigest()
        for name in ("codebook.yml", "corpus/a.txt", "corpus/participants.csv", "study.yml")
    }
    assert manifest["codebook"]["sha256"] == manifest["inputs"]["codebook.yml"]
    assert manifest["language_model"]["name"] == "blank"


def test_a_file_that_is_left_out_is_an_input_and_named(make_study: MakeStudy) -> None:
    files = {"a.txt": INTERVIEW, "b.txt": "", "c.md": INTERVIEW, "c.txt": INTERVIEW}
    manifest = results_of(make_study(CODEBOOK, files, SHEET, QUICK), keep_going=True).manifest
    assert manifest["files_left_out"] == ["corpus/b.txt", "corpus/c.txt"]
    assert set(manifest["inputs"]) == {"codebook.yml", "study.yml", "corpus/participants.csv"} | {
        f"corpus/{file}" for file in files
    }


def test_a_codebook_that_is_saved_while_a_run_reads_the_corpus_makes_its_outputs_outdated(
    make_study: MakeStudy,
) -> None:
    study = Study.open(make_study(CODEBOOK, {"a.txt": INTERVIEW}, SHEET, QUICK))

    def save_meanwhile(items: Sequence[Any], label: str) -> Iterator[Any]:
        if label == "reading":
            (study.folder.root / "codebook.yml").write_text(CODEBOOK.replace("[rent]", "[high]"))
        return iter(items)

    study.run(follow=save_meanwhile).write()
    assert {one["evidence"][0]["rule"] for one in study.read_records("codings")} == {"rent", "(owe | debt)"}
    assert study.read_manifest() is None
    study.run().write()
    assert {one["evidence"][0]["rule"] for one in study.read_records("codings")} == {"high", "(owe | debt)"}


def test_a_transcript_that_is_saved_while_it_is_read_is_read_again(
    make_study: MakeStudy, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = Study.open(make_study(CODEBOOK, {"a.txt": INTERVIEW}, SHEET, QUICK))
    path = study.folder.corpus / "a.txt"
    hashes_of = FileHashes.of
    saved: list[int] = []

    def hash_and_save(self: FileHashes, asked: Path, name: str) -> str:
        found = hashes_of(self, asked, name)
        if asked == path and not saved:
            saved.append(path.write_text(INTERVIEW.replace("rent is high", "debt is high")))
        return found

    monkeypatch.setattr(FileHashes, "of", hash_and_save)
    inputs = study.run().inputs
    assert "debt is high" in inputs.sources[0].text
    assert inputs.input_hashes["corpus/a.txt"] == inputs.sources[0].sha256


def test_the_fingerprint_knows_every_file_and_no_order() -> None:
    files = {"codebook.yml": "1" * 64, "corpus/a.txt": "2" * 64}
    assert fingerprint(files) == fingerprint(dict(reversed(files.items())))
    assert fingerprint(files) != fingerprint(files | {"corpus/a.txt": "3" * 64})
    assert fingerprint(files) != fingerprint(files | {"corpus/b.txt": "2" * 64})
