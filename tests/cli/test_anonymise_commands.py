"""Masking a folder of originals, deciding about what may be a name, and the way back."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from tests.cli.calling import error, invoke, output
from tests.desks import ONE, PASSPHRASE, ROSTER, TWO, Desk
from tests.made_studies import files_below

from interview_coder import InputError, Study
from interview_coder.ingest.transcript import ReadOptions
from interview_coder.keeping.key_file import KeyFile
from interview_coder.keeping.study_key import StudyKey
from interview_coder.project.pseudonymised_mark import check_decided
from interview_coder.project.study_folder import StudyFolder

NAMES = ("Asha", "Verin", "Tomas", "Quill", "Dana", "Holt", "Marl", "Ostrey", "Xanthe", "Zebra")

CAPTIONS = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v Dana Holt>Tell me about the ward.

00:00:05.000 --> 00:00:09.500
<v Asha Verin>Tomas Quill runs it.
"""


def anonymise(desk: Desk, *options: object) -> str:
    return output("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key, *options)


def open_key(desk: Desk) -> StudyKey:
    return KeyFile.open(desk.key, PASSPHRASE)[1]


def answer(desk: Desk, pressed: str, monkeypatch: pytest.MonkeyPatch, *options: object) -> str:
    """Answer the questions with these keys."""
    keys = iter(pressed)
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    return output("anonymise", "--decide", desk.study, "--key", desk.key, *options)


def test_no_name_is_left_in_the_study_or_on_the_screen(desk: Desk) -> None:
    told = anonymise(desk)
    written = json.dumps({name: raw.decode() for name, raw in files_below(desk.study, but=()).items()})
    for name in NAMES:
        assert name.casefold() not in f"{told}{written}".casefold()


def test_the_talk_stays_and_each_entity_has_one_replacement(desk: Desk) -> None:
    anonymise(desk)
    one, two = [text for name, text in desk.read().items() if name.endswith("one.txt") or name == "two.txt"]
    gp = next(row.split(",")[0] for row in desk.read()["participants.csv"].splitlines() if ",GP," in row)
    assert f"[{gp}] is what they call me in [a town in the North West]." in one
    assert f"\n{gp}: " in one
    assert f"[{gp}]'s clinic saved us. [GP 2] is no name of ours" in two
    assert gp != "GP 2"


def test_the_corpus_reads_as_the_originals_did(desk: Desk) -> None:
    anonymise(desk)
    roles = {
        source.source_id[-3:]: [turn.role for turn in source.turns] for source in Study.open(desk.study).read().sources
    }
    assert roles == {
        "one": ["interviewer", "participant", "interviewer", "participant"],
        "two": ["interviewer", "participant"],
    }


def test_a_study_that_was_pseudonymised_runs_without_its_key(desk: Desk) -> None:
    anonymise(desk)
    desk.key.unlink()
    run = Study.open(desk.study).run()
    assert len(run.codings) == 1
    assert {one.stakeholder_type for one in run.inputs.participants.values()} == {"GP", "commissioner"}


def test_originals_are_never_touched(desk: Desk) -> None:
    before = files_below(desk.raw)
    anonymise(desk)
    assert files_below(desk.raw) == before


def test_the_key_is_for_its_owner_only(desk: Desk) -> None:
    anonymise(desk)
    assert stat.S_IMODE(desk.key.stat().st_mode) == 0o600
    assert not any(name.encode() in desk.key.read_bytes() for name in NAMES)


def test_anonymising_twice_changes_nothing(desk: Desk) -> None:
    anonymise(desk)
    before = desk.read()
    assert "0 files written" in anonymise(desk)
    assert desk.read() == before


def test_files_of_the_corpus_among_the_originals_are_left_alone(desk: Desk) -> None:
    anonymise(desk)
    before = desk.read()
    desk.put("again.txt", before["two.txt"])
    anonymise(desk)
    assert desk.read() == before


def test_a_further_original_changes_no_replacement(desk: Desk) -> None:
    anonymise(desk)
    before = desk.read()
    desk.put("three.txt", "Dana Holt: Yes?\n\nZoltan Reed: No.\n\nDana Holt: Why?\n\nZoltan Reed: Asha said so.\n")
    anonymise(desk)
    after = desk.read()
    assert {name: after[name] for name in before if name.endswith(".txt")} == {
        name: text for name, text in before.items() if name.endswith(".txt")
    }
    assert set(before["participants.csv"].splitlines()) < set(after["participants.csv"].splitlines())


def test_the_folder_of_a_second_wave_is_masked_with_the_first_and_not_instead_of_it(desk: Desk) -> None:
    anonymise(desk)
    before = desk.read()
    for path in desk.raw.glob("*.txt"):
        path.unlink()
    desk.put(
        "wave2.txt", "Dana Holt: And now?\n\nAsha Verin: Better.\n\nDana Holt: Why?\n\nAsha Verin: Ostrey helped.\n"
    )
    anonymise(desk)
    after = desk.read()
    assert before.keys() < after.keys()
    gp = next(row.split(",")[0] for row in before["participants.csv"].splitlines() if ",GP," in row)
    assert f"{gp}: Better." in after["wave2.txt"]


def test_captions_keep_their_speakers_and_times_as_a_table(desk: Desk) -> None:
    desk.put("ward.vtt", CAPTIONS)
    anonymise(desk)
    [first, second] = Study.open(desk.study).read_source("ward").turns
    assert (first.role, first.start_seconds, second.start_seconds, second.end_seconds) == ("interviewer", 1.0, 5.0, 9.5)
    assert "[Commissioner" in desk.read()["ward.csv"]


def test_names_in_names_of_files_are_replaced_too(desk: Desk) -> None:
    desk.put("verin holt 2.txt", TWO)
    anonymise(desk)
    assert not any(name.casefold() in file.casefold() for name in NAMES for file in desk.read())


def test_what_beside_the_originals_tells_of_people_comes_along_without_names(desk: Desk) -> None:
    desk.put(
        "participants.csv",
        "participant,stakeholder_type,employer,sector\nAsha Verin,GP,Marl Hospital,public\nTomas Quill,,Acme,private\n",
    )
    anonymise(desk)
    header, *rows = desk.read()["participants.csv"].splitlines()
    assert header == "participant,stakeholder_type,source,role,employer,sector"
    assert any("GP,,participant,[Hospital" in row and row.endswith("],public") for row in rows)
    assert any(row.endswith("commissioner,,participant,Acme,private") for row in rows)


def test_what_a_person_wrote_into_participants_csv_stays(desk: Desk) -> None:
    anonymise(desk)
    path = desk.corpus / "participants.csv"
    path.write_text(path.read_text().replace(",commissioner,", ",ICB commissioner,"))
    desk.put("three.txt", TWO.replace("clinic", "ward"))
    anonymise(desk)
    assert ",ICB commissioner," in path.read_text()


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("plain", ONE.encode()),
        ("crlf", ONE.replace("\n", "\r\n").encode()),
        ("signature", b"\xef\xbb\xbf" + ONE.encode()),
        ("utf16", ONE.encode("utf-16")),
        ("accents", ONE.replace("Ash ", "Sia\u0302n ").encode()),
        ("headings", b"Interview with Asha Verin\n\n3 March\n\n" + ONE.encode()),
        ("names_on_lines", ONE.replace(": ", ":\n").encode()),
    ],
)
def test_a_text_is_restored_to_the_byte(desk: Desk, tmp_path: Path, form: str, content: bytes) -> None:
    desk.put(f"{form}.txt", content)
    anonymise(desk)
    [made] = desk.corpus.glob(f"{form}*")
    assert not any(name in made.read_text() for name in NAMES)
    told = output("restore", made, "--to", tmp_path / "back", "--study", desk.study, "--key", desk.key)
    assert "1 to the byte" in told
    assert (tmp_path / "back" / f"{form}.txt").read_bytes() == content


def test_of_captions_the_text_is_restored(desk: Desk, tmp_path: Path) -> None:
    desk.put("ward.vtt", CAPTIONS)
    anonymise(desk)
    output("restore", desk.corpus / "ward.csv", "--to", tmp_path / "back", "--study", desk.study, "--key", desk.key)
    expected = "Dana Holt: Tell me about the ward.\n\nAsha Verin: Tomas Quill runs it.\n\n"
    assert (tmp_path / "back" / "ward.vtt.txt").read_text() == expected


def test_a_file_that_was_edited_is_not_restored(desk: Desk, tmp_path: Path) -> None:
    anonymise(desk)
    (desk.corpus / "two.txt").write_text("Other words.")
    told = error("restore", desk.corpus / "two.txt", "--to", tmp_path / "b", "--study", desk.study, "--key", desk.key)
    assert "the key knows no such file" in told


def test_originals_are_not_restored_into_a_study(desk: Desk) -> None:
    anonymise(desk)
    told = error("restore", desk.corpus / "two.txt", "--to", desk.study, "--study", desk.study, "--key", desk.key)
    assert "given away with it" in told


def test_a_file_of_somebody_elses_is_never_overwritten(desk: Desk) -> None:
    desk.corpus.mkdir()
    (desk.corpus / "two.txt").write_text("My own notes.")
    assert "there is another file of this name" in error(
        "anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key
    )
    assert list(desk.read()) == ["two.txt"]
    assert not desk.key.exists()


def test_a_transcript_that_cannot_be_read_stops_all_and_its_name_is_not_told(desk: Desk) -> None:
    desk.put("Asha_Verin.doc", b"\xd0\xcf\x11\xe0")
    told = error("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    assert "file 1 of 3 (.doc)" in told
    assert "Asha" not in told
    assert not desk.corpus.exists()
    assert "Asha_Verin.doc" in error("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key, "--show")


def test_originals_inside_the_study_are_refused(desk: Desk) -> None:
    told = error("anonymise", desk.study / "raw", "--into", desk.corpus, "--key", desk.key)
    assert "the originals lie in the study" in told


def test_a_key_inside_the_study_is_refused(desk: Desk) -> None:
    told = error("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.study / "k")
    assert "the key would lie in a study" in told


def test_a_corpus_whose_key_is_elsewhere_is_not_given_a_second(desk: Desk, tmp_path: Path) -> None:
    anonymise(desk)
    told = error("anonymise", desk.raw, "--into", desk.corpus, "--key", tmp_path / "new.key")
    assert "its key is not here" in told


def test_the_key_of_another_study_is_refused(desk: Desk, tmp_path: Path) -> None:
    anonymise(desk)
    other = KeyFile.create(tmp_path / "other.key", PASSPHRASE, "another")
    other[0].save(other[1])
    told = error("anonymise", desk.raw, "--into", desk.corpus, "--key", tmp_path / "other.key")
    assert "the key of another study" in told


def test_without_a_terminal_a_passphrase_must_be_given(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERVIEW_CODER_PASSPHRASE")
    told = error("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    assert "no terminal to ask" in told


def test_a_passphrase_can_stand_in_a_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERVIEW_CODER_PASSPHRASE")
    (tmp_path / "pass").write_text(f"{PASSPHRASE}\n")
    anonymise(desk, "--passphrase-file", tmp_path / "pass")
    assert open_key(desk).documents


def test_the_key_lies_by_default_where_programs_keep_their_data(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.get_app_dir", lambda *_, **__: str(desk.key.parent / "app"))
    output("anonymise", desk.raw, "--into", desk.corpus)
    assert len(list((desk.key.parent / "app" / "keys").glob("*.key"))) == 1
    assert "0 files written" in output("anonymise", desk.raw, "--into", desk.corpus)


def test_every_problem_of_the_lists_is_told_at_once(desk: Desk) -> None:
    desk.put("roster.csv", "name,kind\nAsha,persn\n,place\n")
    desk.put("generalise.csv", "from,to\nOstrey,\n")
    told = error("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    assert 'roster.csv:2: error: the kind is unknown\n  fix: did you mean "person"?' in told
    assert "roster.csv:3: error: the row has no name" in told
    assert "generalise.csv:2: error: the row has an empty cell" in told


def test_two_people_are_not_given_one_wording(desk: Desk) -> None:
    desk.put("roster.csv", ROSTER.replace("AV;Ash,", ",a doctor").replace("commissioner,,", "commissioner,,A doctor"))
    assert "2 people would all become" in error("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)


def test_without_a_corpus_the_usage_is_told(desk: Desk) -> None:
    assert invoke("anonymise", desk.raw).exit_code == 2


def test_names_are_shown_only_when_asked_for(desk: Desk) -> None:
    told = anonymise(desk, "--show")
    assert "Asha Verin" in told


def test_what_may_be_a_name_is_asked_once_for_each_string_the_frequent_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    anonymise(desk)
    told = answer(desk, "mk", monkeypatch)
    assert told.index("1 of 2   Xanthe   (person, 2×, 1 source)") < told.index(
        "2 of 2   Zebra   (person, 1×, 1 source)"
    )
    assert "2 of 2 questions answered." in told
    assert "may be names" not in told
    [text] = [text for name, text in desk.read().items() if name.endswith("_one.txt")]
    assert "Zebra crossings are all that is left" in text
    assert "Xanthe" not in text


def test_an_answer_can_be_skipped_and_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymise(desk)
    told = answer(desk, "xukusm", monkeypatch)
    assert "1 of 2 questions answered." in told
    assert {name: one.answer for name, one in open_key(desk).decisions.items()} == {"zebra": "mask"}


def test_an_answer_is_on_disk_before_the_next_question(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymise(desk)
    pressed = iter("k")

    def press_or_die() -> str:
        key = next(pressed, None)
        if key is None:
            raise SystemExit(137)  # as if it were killed: nothing after it is done
        return key

    monkeypatch.setattr("click.getchar", press_or_die)
    assert invoke("anonymise", "--decide", desk.study, "--key", desk.key).exit_code == 137
    assert {name: one.answer for name, one in open_key(desk).decisions.items()} == {"xanthe": "keep"}
    assert "1 of 1   Zebra" in answer(desk, "m", monkeypatch)


def test_decisions_outlive_further_originals_and_another_reading(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymise(desk)
    answer(desk, "kk", monkeypatch)
    desk.put("three.txt", "Dana Holt: Yes?\n\nAsha Verin: XANTHE.\n\nDana Holt: Oh?\n\nAsha Verin: Xerxes, too.\n")
    told = anonymise(desk)
    assert "1 strings may be names" in told
    assert "XANTHE." in desk.read()["three.txt"]


def test_what_is_likely_a_name_is_asked_only_on_request(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymise(desk)
    assert "of 2 questions" in answer(desk, "ss", monkeypatch, "--likely")


def test_deciding_tells_when_the_corpus_was_edited(desk: Desk) -> None:
    anonymise(desk)
    (desk.corpus / "two.txt").write_text("Other words.")
    told = error("anonymise", "--decide", desk.study, "--key", desk.key)
    assert "corpus/two.txt: error: the file was changed since it was made" in told


def test_an_original_that_was_edited_is_masked_again(desk: Desk) -> None:
    anonymise(desk)
    desk.put("two.txt", TWO + "\nDana Holt: Thanks, Asha.\n")
    anonymise(desk)
    assert "Thanks, [GP" in desk.read()["two.txt"]


def test_reading_options_of_the_originals_are_in_their_folder(desk: Desk) -> None:
    desk.put("old.txt", TWO.replace("How", "Hów").encode("cp1252"))
    desk.put("study.yml", "encoding: cp1252\n")
    anonymise(desk)
    assert "Hów" in desk.read()["old.txt"]
    assert ReadOptions().encoding == ""


@pytest.mark.skipif(os.name == "nt", reason="other signs are allowed in names of files there")
def test_a_name_of_a_file_that_is_nothing_but_a_name_still_gives_a_file(desk: Desk) -> None:
    desk.put("Asha Verin.txt", TWO)
    anonymise(desk)
    assert any(name.startswith("GP_") for name in desk.read())


def test_run_warns_of_what_is_undecided_until_it_is_decided(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymise(desk)
    assert "2 strings of the corpus may be names" in invoke("run", desk.study).stderr
    answer(desk, "mm", monkeypatch)
    assert "may be names" not in invoke("run", desk.study).stderr


def test_publishing_is_refused_while_anything_is_undecided(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    check_decided(StudyFolder(desk.study))
    anonymise(desk)
    with pytest.raises(InputError, match="2 strings may be names, and nobody has decided yet"):
        check_decided(StudyFolder(desk.study))
    answer(desk, "mk", monkeypatch)
    check_decided(StudyFolder(desk.study))


def test_run_warns_of_a_corpus_that_does_not_look_pseudonymised_and_tells_no_name(desk: Desk) -> None:
    desk.corpus.mkdir()
    (desk.corpus / "one.txt").write_text(ONE + "\nAsha Verin: Write to asha@verin.org.\n")
    (desk.corpus / "two.txt").write_text("INTERVIEWER: So?\n\nP01: The clinic closed.\n")
    told = invoke("run", desk.study).stderr
    signs = "labels that look like full names (2, first at line 1), e-mail addresses (1, first at line 9)"
    assert f"one.txt: it does not look pseudonymised: {signs}" in told
    assert told.count("does not look pseudonymised") == 1
    assert "asha@" not in told


def test_a_corpus_that_was_written_only_in_part_is_written_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymise(desk)
    desk.put("two.txt", TWO.replace("saved", "helped"))
    with monkeypatch.context() as patched:
        patched.setattr(StudyFolder, "write_files", lambda *_, **__: None)  # as if it were killed before
        anonymise(desk)
    anonymise(desk)
    assert "clinic helped us" in desk.read()["two.txt"]


def pseudonym(desk: Desk, group: str) -> str:
    return next(row.split(",")[0] for row in desk.read()["participants.csv"].splitlines() if f",{group}," in row)


def withdraw(desk: Desk, name: str) -> str:
    return output("withdraw", name, desk.study, "--key", desk.key)


def test_somebody_who_withdraws_is_out_of_sources_people_key_cache_and_outputs(desk: Desk) -> None:
    anonymise(desk)
    gp = pseudonym(desk, "GP")
    output("run", desk.study)
    told = withdraw(desk, gp)
    assert f"{gp} is out: 1 sources removed, 0 without their turns" in told
    assert "1 places where others speak of" in told
    assert list(desk.read()) == [".pseudonymised.json", "participants.csv", "two.txt"]
    assert gp not in desk.read()["participants.csv"]
    assert f"[{gp}]'s clinic" in desk.read()["two.txt"]
    assert "Asha" not in repr(open_key(desk))
    assert "Verin" not in repr(open_key(desk))
    assert not (desk.study / ".interview-coder").exists()
    assert not list((desk.study / "outputs").rglob("*.*"))
    output("run", desk.study)


def test_where_others_answer_too_only_the_turns_of_who_withdraws_go(desk: Desk) -> None:
    desk.put("both.txt", ONE + "\nTomas Quill: I sat beside Asha all along.\n")
    anonymise(desk)
    gp = pseudonym(desk, "GP")
    assert "1 sources removed, 1 without their turns" in withdraw(desk, gp)
    text = next(text for name, text in desk.read().items() if name.startswith("both"))
    assert f"I sat beside [{gp}] all along." in text
    assert "Zebra" not in text
    assert f"{gp}: " not in text
    assert f"{gp}," not in text.replace(f"[{gp}]", "")


def test_who_withdrew_does_not_come_back_and_nobody_gets_their_number(desk: Desk) -> None:
    anonymise(desk)
    gp = pseudonym(desk, "GP")
    withdraw(desk, gp)
    assert open_key(desk).reserved == {gp.casefold()}
    before = desk.read()
    anonymise(desk)
    assert desk.read().keys() == before.keys()
    desk.put("roster.csv", ROSTER.replace("Asha Verin", "Brona Pell").replace("AV;Ash", ""))
    desk.put("new.txt", TWO.replace("Tomas Quill", "Brona Pell"))
    anonymise(desk)
    assert pseudonym(desk, "GP") != gp


def test_withdrawing_somebody_who_does_not_speak_offers_the_nearest(desk: Desk) -> None:
    anonymise(desk)
    gp = pseudonym(desk, "GP")
    assert f'did you mean "{gp}"?' in error("withdraw", f"{gp}x", desk.study, "--key", desk.key)


def test_risk_tells_what_was_masked_and_what_is_left(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("two.txt", TWO + "\nTomas Quill: I was the only commissioner in the North.\n")
    anonymise(desk)
    answer(desk, "mk", monkeypatch)
    (desk.study / "memo.md").write_text("Ask Asha Verin again.")
    told = output("risk", desk.study, "--key", desk.key)
    assert "person: 12 places" in told
    assert "a person's word 2" in told
    assert "0 strings are undecided" in told
    assert "1 strings were kept on a person's word" in told
    assert "memo.md:1: a name of GP" in told
    assert "2 of 2 participants share some attributes with fewer than 3 people, 2 with nobody" in told
    assert "the only one" in told
    assert "This is pseudonymised, not anonymous." in told
    assert not any(name in told for name in NAMES)


def test_without_its_key_the_risk_of_names_that_are_left_is_not_told(desk: Desk) -> None:
    anonymise(desk)
    assert "not looked for: that needs the key" in output("risk", desk.study, "--without-key")


def test_doing_without_the_language_model_says_what_that_costs(desk: Desk) -> None:
    assert "names are missed" in anonymise(desk, "--no-model")
    assert "names are missed" not in anonymise(desk)
