"""Somebody withdraws: nothing that only they said is left in the study, and what others said and decided stays."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.calling import error, output
from tests.desks import Desk
from tests.made_studies import files_below

from interview_coder import Study
from interview_coder.model.review import Act, Decision
from interview_coder.project.decision_log import append
from interview_coder.project.review_events import make_event_id, write_decision
from interview_coder.project.study_folder import StudyFolder
from interview_coder.standing.anchoring import SourceText, make_anchor

CODEBOOK = "title: Ice\nthemes:\n  - id: ice\n    codes: [{id: rink, match: [rink]}, {id: sledge, match: [sledge]}]\n"
HERS = "Dana Holt: And the rink?\n\nAsha Verin: The rink was a marmalade of a palaver, they told us.\n"
HERS_TOO = "\nAsha Verin: A rink with a sledge and a gazebo.\n"
HIS = "Dana Holt: And you?\n\nTomas Quill: The rink melted, and the rink is shut.\n"


@pytest.fixture
def study(desk: Desk) -> Desk:
    """Make a study of two participants that was coded."""
    for path in desk.raw.glob("*.txt"):
        path.unlink()
    (desk.study / "codebook.yml").write_text(CODEBOOK)
    desk.put("hers.txt", HERS + HERS_TOO)
    desk.put("his.txt", HIS)
    output("anonymise", desk.raw, "--into", desk.corpus, "--key", desk.key)
    output("run", desk.study)
    return desk


def label(desk: Desk, group: str) -> str:
    rows = (desk.corpus / "participants.csv").read_text().splitlines()
    return next(row.split(",")[0] for row in rows if f",{group}," in row)


def find_quote(desk: Desk, words: str) -> str:
    lines = (desk.study / "outputs" / "quotes.jsonl").read_text().splitlines()
    return next(str(quote["id"]) for quote in map(json.loads, lines) if words in quote["text"])


def edit(desk: Desk, words: str, coder: str = "ann") -> None:
    output("edit-quote", find_quote(desk, words), desk.study, "--omit", words, "--coder", coder)


def summarise(desk: Desk, row: str, column: str, text: str, *, by: str = "stakeholder_type") -> None:
    output("summary", row, column, desk.study, "--by", by, "--text", text, "--coder", "ben")


def withdraw(desk: Desk) -> str:
    return output("withdraw", label(desk, "GP"), desk.study, "--key", desk.key)


def decided(desk: Desk) -> str:
    paths = sorted((desk.study / "decisions").glob("*"))
    return "".join(path.read_text() for path in paths if path.name != ".withdrawn")


def test_words_that_only_they_said_stand_nowhere_in_the_study_any_more(study: Desk) -> None:
    edit(study, "palaver")
    edit(study, "melted")
    edit(study, "gazebo", "cleo")
    summarise(study, "GP", "ice", "A marmalade.")
    summarise(study, "commissioner", "ice", "It went.")
    (study.study / "decisions" / "ann.jsonl.torn").write_text('{"event": "quote_edit", "words": "marmal')
    output("charts", study.study, "--only", "theme_matrix")
    (study.study / "outputs" / ".writing-1-quotes.jsonl").write_text("marmalade")
    told = withdraw(study)
    left = repr(files_below(study.study, but=()))
    assert not re.findall("marmal|palaver|gazebo|sledge", left.replace("id: sledge, match: [sledge]", ""))
    assert "3 lines of decisions" in told
    assert [event["event"] for event in map(json.loads, decided(study).splitlines())] == ["quote_edit", "summary"]
    assert not (study.study / "outputs" / "charts" / "theme_matrix.svg").exists()
    output("run", study.study)
    assert '"edited": "The rink […]' in (study.study / "outputs" / "quotes.jsonl").read_text()


def test_lines_of_others_stay_to_the_byte(study: Desk) -> None:
    edit(study, "melted")
    path = study.study / "decisions" / "ann.jsonl"
    path.write_text(path.read_text().replace('{"event"', '{  "event"'))
    before = path.read_bytes()
    edit(study, "palaver")
    withdraw(study)
    assert path.read_bytes() == before


def test_edits_of_quotes_that_no_run_knows_any_more_go_by_their_words(study: Desk) -> None:
    edit(study, "palaver")
    edit(study, "melted")
    for path in (study.study / "outputs").glob("*.jsonl"):
        path.unlink()
    assert "1 lines of decisions" in withdraw(study)
    assert "palaver" not in decided(study)
    assert "melted" in decided(study)


def test_an_edit_that_was_undone_does_not_come_back_in_part(study: Desk) -> None:
    edit(study, "palaver")
    output("edit-quote", find_quote(study, "palaver"), study.study, "--reset", "--coder", "ben")
    assert "2 lines of decisions" in withdraw(study)
    assert decided(study) == ""


def test_a_summary_of_their_row_goes_though_nothing_was_coded(study: Desk) -> None:
    summarise(study, label(study, "GP"), "ice", "Little.", by="participant")
    summarise(study, "hers", "ice", "Little.", by="source")
    summarise(study, "his", "ice", "It is shut.", by="source")
    assert "2 lines of decisions" in withdraw(study)
    assert "It is shut." in decided(study)


def test_a_summary_that_rests_on_others_too_goes_only_with_words_that_only_they_said(study: Desk) -> None:
    path = study.corpus / "participants.csv"
    path.write_text(path.read_text().replace(",commissioner,", ",GP,"))
    output("run", study.study)
    gp = next(row.split(",")[0] for row in path.read_text().splitlines() if "hers" in row or row.startswith("GP"))
    summarise(study, "GP", "ice", "All of the marmalade.")
    summarise(study, "GP", "ice", "The rink is mourned.")
    assert "1 lines of decisions" in output("withdraw", gp, study.study, "--key", study.key)
    assert "mourned" in decided(study)
    output("run", study.study)
    assert "the evidence changed since: 3 codings went" in output("summary", "--list", study.study)


def test_an_older_summary_is_not_shown_again_where_the_newer_goes(study: Desk) -> None:
    path = study.corpus / "participants.csv"
    path.write_text(path.read_text().replace(",commissioner,", ",GP,"))
    output("run", study.study)
    gp = next(row.split(",")[0] for row in path.read_text().splitlines() if row.startswith("GP"))
    summarise(study, "GP", "ice", "The rink is mourned.")
    summarise(study, "GP", "ice", "All of the marmalade.")
    assert "2 lines of decisions" in output("withdraw", gp, study.study, "--key", study.key)


def test_damaged_decisions_stop_it_before_anything_is_taken_out(study: Desk) -> None:
    append(StudyFolder(study.study), "ann", {"event": "note"})
    path = study.study / "decisions" / "ann.jsonl"
    path.write_text("{\n" + path.read_text())
    before = files_below(study.study)
    assert "the line is no JSON" in error("withdraw", label(study, "GP"), study.study, "--key", study.key)
    assert files_below(study.study) == before


def test_after_a_kill_it_can_be_done_again(study: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(study, "palaver")

    def die(*_: object, **__: object) -> None:
        raise SystemExit(137)

    with monkeypatch.context() as patched:
        patched.setattr("interview_coder.pseudonymising.session.write_corpus", die)
        with pytest.raises(AssertionError):
            withdraw(study)
    assert "1 sources removed" in withdraw(study)
    assert "palaver" not in repr(files_below(Path(study.study), but=()))


def decide(desk: Desk, source_id: str, words: str, act: Act = "accept") -> str:
    """Decide on some words as the review page does; return the id of the event."""
    text = SourceText(Study.open(desk.study).read_source(source_id))
    start = text.source.text.index(words)
    anchor = make_anchor(text, start, start + len(words))
    decision = Decision(make_event_id(), "", "", act, "rink", anchor, note=f"{words}?")
    append(StudyFolder(desk.study), "ann", write_decision(decision))
    return decision.event_id


def test_decisions_on_their_codings_go_and_what_takes_these_back(study: Desk) -> None:
    theirs, his = decide(study, "hers", "a palaver"), decide(study, "his", "The rink melted")
    for settled in (theirs, his):
        undo = Decision(make_event_id(), "", "", "undo", settles=(settled,))
        append(StudyFolder(study.study), "ann", write_decision(undo))
    assert "2 lines of decisions" in withdraw(study)
    left = [json.loads(line) for line in decided(study).splitlines()]
    assert [one["act"] for one in left] == ["accept", "undo"]
    assert left[0]["id"] == his
    output("run", study.study)


LONG = (
    "Tomas Quill: A rink is a rink, to be plain, and whoever skated there in the winter of the long frost will tell "
    "you so, whatever they say at the office."
)


def test_what_they_said_before_the_words_of_others_is_cut_out_of_decisions_on_these(study: Desk) -> None:
    study.put("group.txt", f"{HIS}\nAsha Verin: Quite a rigmarole.\n\n{LONG}\n")
    output("anonymise", study.raw, "--into", study.corpus, "--key", study.key)
    output("run", study.study)
    decide(study, "group", "A rink is a rink")
    decide(study, "group", "The rink melted")
    assert "rigmarole" in decided(study)
    assert "0 lines of decisions" in withdraw(study)
    assert "rigmarole" not in repr(files_below(study.study, but=()))
    assert len(decided(study).splitlines()) == 2
    output("run", study.study)
    standing = [json.loads(line) for line in (study.study / "outputs" / "decided.jsonl").read_text().splitlines()]
    assert [(one["text"], one["status"]) for one in standing] == [
        ("The rink melted", "accepted"),
        ("A rink is a rink", "accepted"),
    ]


def test_a_team_is_told_that_its_server_has_the_lines_still(study: Desk) -> None:
    with (study.study / "study.yml").open("a") as settings:
        settings.write("team: {server: postgresql://ann@localhost/team, name: ice}\n")
    assert "The team's server still has" in withdraw(study)
