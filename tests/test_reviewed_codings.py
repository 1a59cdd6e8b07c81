"""What people decide on codings is applied at every run, and nothing that they decided is lost."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.decided_studies import anchor_of, decide, records, rules_of, run
from tests.made_studies import a_small_study, files_below, fresh_outputs, write_study

from interview_coder import Study
from interview_coder.model.review import Decision
from interview_coder.project.cache import FOLDER as CACHE
from interview_coder.project.decision_log import append
from interview_coder.project.review_events import make_event_id, write_decision
from interview_coder.recoding import Recoding
from interview_coder.standing.anchoring import SourceText, make_anchor

CODEBOOK = """\
themes:
  - id: cost
    codes:
      - {id: rent, definition: '%s', match: [%s]}
      - {id: heating, match: [boiler]}
  - id: trust
    codes: [{id: promise, match: [promise*]}]
"""
RENT, BOILER, PROMISE = "The rent went up twice.", "The boiler is dead.", "They promised us a lift."
FAIR = "Our rent is fair."
TALK = f"""\
INTERVIEWER: How is it?

P01: {RENT} {BOILER} Nobody came.

P02: {PROMISE} We are still waiting.

P01: {FAIR} So say the others.
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return write_study(
        tmp_path / "study", {"talk.txt": TALK}, codebook(), "participant,stakeholder_type\nP01,tenant\nP02,owner\n"
    )


def codebook(rules: str = "rent", definition: str = "What it costs.") -> str:
    return CODEBOOK % (definition, rules)


def change(study: Study, **how: str) -> None:
    (study.folder.root / "codebook.yml").write_text(codebook(**how))


def told(codings: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(one["code"], one["text"], one["review"]) for one in codings}


NOTHING_DECIDED = {
    ("rent", RENT, "unreviewed"),
    ("rent", FAIR, "unreviewed"),
    ("heating", BOILER, "unreviewed"),
    ("promise", PROMISE, "unreviewed"),
}


def review_of(study: Study, code: str) -> dict[str, Any]:
    return next(row for row in study.read_table("code_review").records() if row["code"] == code)


def test_without_decisions_every_suggestion_counts_and_no_file_tells_of_suggestions_apart(study: Study) -> None:
    assert told(run(study)) == NOTHING_DECIDED
    assert not (study.folder.outputs / "suggestions.jsonl").exists()
    assert records(study, "decided") == []


def test_what_was_rejected_does_not_count(study: Study) -> None:
    decide(study, "anna", "reject", RENT, "rent", rules=rules_of(study, "rent"), reason="wrong sense")
    assert told(run(study)) == NOTHING_DECIDED - {("rent", RENT, "unreviewed")}
    assert told(records(study, "suggestions")) == NOTHING_DECIDED
    [decided] = records(study, "decided")
    assert (decided["status"], decided["text"], decided["said"][0]["why"]) == ("rejected", RENT, "wrong sense")
    row = review_of(study, "rent")
    assert [row[name] for name in ("suggestions", "reviewed", "rejected", "unreviewed")] == [2, 1, 1, 1]
    assert (row["right"], row["right_low"]) == (0.0, 0.0)
    assert row["right_high"] == pytest.approx(0.7935, abs=1e-4)


def test_what_was_accepted_counts_and_says_so(study: Study) -> None:
    decide(study, "anna", "accept", RENT, "rent", rules=rules_of(study, "rent"))
    assert ("rent", RENT, "accepted") in told(run(study))
    [coding] = [one for one in records(study, "codings") if one["review"] == "accepted"]
    assert coding["coder"] == "rules"
    assert coding["evidence"]


def test_what_was_added_counts_and_names_who_added_it(study: Study) -> None:
    decide(study, "anna", "add", "Nobody came.", "promise")
    codings = run(study)
    assert told(codings) == NOTHING_DECIDED | {("promise", "Nobody came.", "added")}
    [added] = [one for one in codings if one["review"] == "added"]
    assert (added["coder"], added["participant"], added["evidence"]) == ("anna", "P01", [])
    assert review_of(study, "promise")["added"] == 1
    [quote] = [one for one in records(study, "quotes") if one["text"] == "Nobody came."]
    assert quote["review"] == "added"


def test_what_was_given_another_code_counts_for_that_alone(study: Study) -> None:
    decide(study, "anna", "recode", BOILER, "heating", to_code="promise", rules=rules_of(study, "heating"))
    expected = NOTHING_DECIDED - {("heating", BOILER, "unreviewed")} | {("promise", BOILER, "added")}
    assert told(run(study)) == expected
    assert (review_of(study, "heating")["recoded"], review_of(study, "promise")["added"]) == (1, 0)


def test_what_was_given_another_code_is_an_addition_once_no_rule_finds_the_first_any_more(study: Study) -> None:
    decide(study, "anna", "recode", BOILER, "heating", to_code="promise", rules=rules_of(study, "heating"))
    path = study.folder.root / "codebook.yml"
    path.write_text(path.read_text().replace("match: [boiler]", "match: [radiator]"))
    assert ("promise", BOILER, "added") in told(run(study))
    assert (review_of(study, "heating")["recoded"], review_of(study, "promise")["added"]) == (0, 1)


def test_what_was_moved_counts_at_its_new_place_alone(study: Study) -> None:
    place = anchor_of(study, "talk", "The boiler is dead. Nobody came.")
    decide(study, "anna", "move", BOILER, "heating", to_anchor=place, rules=rules_of(study, "heating"))
    expected = NOTHING_DECIDED - {("heating", BOILER, "unreviewed")} | {("heating", f"{BOILER} Nobody came.", "added")}
    assert told(run(study)) == expected
    assert review_of(study, "heating")["moved"] == 1


def test_what_coders_say_differently_counts_and_is_disputed_until_they_agree(study: Study) -> None:
    rules = rules_of(study, "rent")
    decide(study, "anna", "accept", RENT, "rent", rules=rules)
    decide(study, "ben", "reject", RENT, "rent", rules=rules)
    assert ("rent", RENT, "disputed") in told(run(study))
    assert review_of(study, "rent")["disputed"] == 1
    assert review_of(study, "rent")["right"] is None
    decide(study, "anna", "reject", RENT, "rent", rules=rules, is_consensus=True)
    assert told(run(study)) == NOTHING_DECIDED - {("rent", RENT, "unreviewed")}


def test_of_what_coders_agreed_on_the_last_word_counts_whatever_the_clock_says(study: Study) -> None:
    rules = rules_of(study, "rent")
    decide(study, "anna", "reject", RENT, "rent", rules=rules, is_consensus=True)
    decide(study, "anna", "accept", RENT, "rent", rules=rules, is_consensus=True)
    assert ("rent", RENT, "accepted") in told(run(study))


def test_what_was_added_is_by_those_who_say_so_and_not_by_who_put_it_off(study: Study) -> None:
    decide(study, "anna", "defer", "Nobody came.", "promise")
    decide(study, "ben", "add", "Nobody came.", "promise")
    assert [one["coder"] for one in run(study) if one["review"] == "added"] == ["ben"]


def test_what_was_undone_is_as_if_it_had_not_been_decided(study: Study) -> None:
    before = run(study)
    event = decide(study, "anna", "reject", RENT, "rent", rules=rules_of(study, "rent"))
    undone = decide(study, "anna", "undo", settles=(event,))
    assert run(study) == before
    decide(study, "anna", "undo", settles=(undone,))
    assert told(run(study)) == NOTHING_DECIDED - {("rent", RENT, "unreviewed")}


def test_a_later_decision_of_the_same_coder_settles_an_earlier_one(study: Study) -> None:
    rules = rules_of(study, "rent")
    event = decide(study, "anna", "recode", RENT, "rent", to_code="heating", rules=rules)
    decide(study, "anna", "accept", RENT, "rent", rules=rules, settles=(event,))
    expected = NOTHING_DECIDED - {("rent", RENT, "unreviewed")} | {("rent", RENT, "accepted")}
    assert told(run(study)) == expected


def test_nobody_can_settle_what_another_coder_decided(study: Study) -> None:
    event = decide(study, "anna", "reject", RENT, "rent", rules=rules_of(study, "rent"))
    decide(study, "ben", "undo", settles=(event,))
    assert told(run(study)) == NOTHING_DECIDED - {("rent", RENT, "unreviewed")}


def test_what_was_put_off_or_noted_counts_as_before(study: Study) -> None:
    before = run(study)
    decide(study, "anna", "defer", RENT, "rent", rules=rules_of(study, "rent"))
    decide(study, "anna", "memo", FAIR, "rent", note="ask again")
    assert run(study) == before
    manifest = study.read_manifest()
    assert manifest is not None
    assert manifest["review"]["coders"] == []
    assert manifest["review"]["told"].startswith("Nothing here is reviewed yet")


@pytest.mark.parametrize(
    ("rules", "comes_back"),
    [("rent", False), ("rent, landlord", False), ("rent*", True), ("rent, went up", True)],
)
def test_what_was_rejected_comes_back_when_another_rule_finds_it_and_only_then(
    study: Study, rules: str, comes_back: bool
) -> None:
    decide(study, "anna", "reject", RENT, "rent", rules=rules_of(study, "rent"))
    change(study, rules=rules)
    assert (("rent", RENT, "unreviewed") in told(run(study))) is comes_back
    [decided] = records(study, "decided")
    assert bool(decided["changes"]) is comes_back


def test_what_was_rejected_stays_rejected_when_other_codes_or_meanings_change(study: Study) -> None:
    decide(study, "anna", "reject", RENT, "rent", rules=rules_of(study, "rent"))
    change(study, definition="Something else.")
    path = study.folder.root / "codebook.yml"
    path.write_text(path.read_text().replace("match: [boiler]", "match: [boiler, lift]"))
    assert ("rent", RENT, "unreviewed") not in told(run(study))


def test_what_was_accepted_stays_when_its_rule_goes_and_its_changed_meaning_is_told(study: Study) -> None:
    decide(study, "anna", "accept", RENT, "rent", rules=rules_of(study, "rent"))
    change(study, rules="mortgage", definition="What a home costs.")
    rest = {one for one in NOTHING_DECIDED if one[0] != "rent"}
    assert told(run(study)) == rest | {("rent", RENT, "accepted")}
    [decided] = records(study, "decided")
    assert decided["changes"] == ["what the codebook says of the code changed since"]


def test_only_what_people_vouch_for_counts_where_that_is_asked_for(study: Study) -> None:
    rules = rules_of(study, "rent")
    decide(study, "anna", "accept", RENT, "rent", rules=rules)
    decide(study, "anna", "add", "Nobody came.", "promise")
    decide(study, "anna", "reject", FAIR, "rent", rules=rules)
    assert told(run(study, codings="reviewed")) == {("rent", RENT, "accepted"), ("promise", "Nobody came.", "added")}


def test_what_the_rules_say_counts_alone_where_that_is_asked_for_and_what_people_said_is_told(study: Study) -> None:
    rules = rules_of(study, "rent")
    run(study)
    table = study.read_table("theme_frequencies")
    decide(study, "anna", "accept", RENT, "rent", rules=rules)
    decide(study, "anna", "add", "Nobody came.", "promise")
    decide(study, "anna", "reject", FAIR, "rent", rules=rules)
    expected = {(code, text, "unreviewed") for code, text, _ in NOTHING_DECIDED if code != "rent"}
    assert told(run(study, codings="machine")) == expected | {("rent", RENT, "accepted"), ("rent", FAIR, "rejected")}
    assert study.read_table("theme_frequencies") == table
    assert review_of(study, "promise")["added"] == 1


@pytest.mark.parametrize("use", ["all", "reviewed", "machine"])
def test_how_far_codings_were_reviewed_is_the_same_whichever_count(study: Study, use: str) -> None:
    rules = rules_of(study, "rent")
    decide(study, "anna", "accept", RENT, "rent", rules=rules)
    decide(study, "ben", "reject", FAIR, "rent", rules=rules)
    decide(study, "ben", "add", "Nobody came.", "rent")
    run(study, codings=use)
    row = review_of(study, "rent")
    counted = {name: row[name] for name in ("suggestions", "reviewed", "accepted", "rejected", "added", "unreviewed")}
    assert counted == {"suggestions": 2, "reviewed": 2, "accepted": 1, "rejected": 1, "added": 1, "unreviewed": 0}
    assert (row["right"], study.read_manifest()["review"]["coders"]) == (0.5, ["anna", "ben"])  # type: ignore[index]


def test_what_stands_in_the_settings_is_what_a_run_does(study: Study) -> None:
    decide(study, "anna", "accept", RENT, "rent", rules=rules_of(study, "rent"))
    (study.folder.root / "study.yml").write_text("language_model: blank\ncodings: reviewed\n")
    assert told(run(study)) == {("rent", RENT, "accepted")}
    assert len(run(study, codings="all")) == len(NOTHING_DECIDED)


def test_an_addition_over_several_segments_is_a_coding_on_each(study: Study) -> None:
    (study.folder.root / "study.yml").write_text("language_model: blank\nsegment: sentence\n")
    decide(study, "anna", "add", f"{BOILER} Nobody came.", "promise")
    assert {one["text"] for one in run(study) if one["review"] == "added"} == {BOILER, "Nobody came."}


def test_codings_of_one_code_never_overlap_whatever_people_add(study: Study) -> None:
    decide(study, "anna", "add", f"{RENT} {BOILER}", "rent")
    decide(study, "ben", "add", f"{BOILER} Nobody came.", "rent")
    places = sorted((one["start"], one["end"]) for one in run(study) if one["code"] == "rent")
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert ("rent", f"{RENT} {BOILER}", "added") in told(records(study, "codings"))


def test_decisions_follow_their_words_through_an_edited_transcript(study: Study) -> None:
    decide(study, "anna", "reject", FAIR, "rent", rules=rules_of(study, "rent"))
    decide(study, "anna", "add", "Nobody came.", "promise")
    path = study.folder.corpus / "talk.txt"
    path.write_text(TALK.replace("How is it?", "Good morning, and how is it with you all?"))
    expected = NOTHING_DECIDED - {("rent", FAIR, "unreviewed")} | {("promise", "Nobody came.", "added")}
    assert told(run(study)) == expected
    assert all(one["said"][0]["moved"] for one in records(study, "decided"))


def test_a_decision_whose_words_are_gone_is_told_and_kept(study: Study) -> None:
    decide(study, "anna", "add", "Nobody came.", "promise")
    path = study.folder.corpus / "talk.txt"
    path.write_text(TALK.replace("Nobody came.", ""))
    assert told(run(study)) == NOTHING_DECIDED
    [decided] = records(study, "decided")
    assert (decided["status"], decided["text"]) == ("not applied", "Nobody came.")
    manifest = study.read_manifest()
    assert manifest is not None
    assert any("a decision of anna on talk is not applied" in warning for warning in manifest["warnings"])
    path.write_text(TALK)
    assert ("promise", "Nobody came.", "added") in told(run(study))


@pytest.mark.parametrize("removed", [(CACHE,), ("outputs",), (CACHE, "outputs")])
def test_a_run_without_what_earlier_runs_left_gives_the_same_bytes(study: Study, removed: tuple[str, ...]) -> None:
    rules = rules_of(study, "rent")
    run(study)
    decide(study, "anna", "reject", RENT, "rent", rules=rules)
    decide(study, "ben", "add", "Nobody came.", "promise")
    run(study)
    before = files_below(study.folder.outputs)
    for name in removed:
        shutil.rmtree(study.folder.root / name)
    run(study)
    assert files_below(study.folder.outputs) == before


def test_a_run_after_decisions_or_after_they_were_undone_codes_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = a_small_study(tmp_path / "study")
    first = run(study)
    before = files_below(study.folder.outputs)
    chosen = next(one for one in first if one["code"] == "code_0")
    rules = rules_of(study, "code_0")
    monkeypatch.setattr(Recoding, "_write_codings", refuse_to_code)
    event = decide(study, "anna", "reject", chosen["text"], "code_0", source=chosen["source"], rules=rules)
    assert len(run(study)) == len(first) - 1
    added = decide(study, "anna", "accept", first[-1]["text"], first[-1]["code"], source=first[-1]["source"])
    assert len(run(study)) == len(first) - 1
    assert len(run(study, codings="reviewed")) == 1
    assert len(run(study, codings="machine")) == len(first)
    decide(study, "anna", "undo", settles=(event, added))
    assert run(study) == first
    assert set(files_below(study.folder.outputs)) == set(before)


def refuse_to_code(*_: object) -> None:
    raise AssertionError("what is known is coded again")


@st.composite
def some_decisions(draw: st.DrawFn) -> list[tuple[str, str, int, int, str]]:
    """Draw coder, act, which suggestion, which other suggestion's words, and which code."""
    one = st.tuples(
        st.sampled_from(["anna", "ben"]),
        st.sampled_from(["accept", "accept", "reject", "recode", "move", "add", "defer", "undo"]),
        st.integers(0, 99),
        st.integers(0, 99),
        st.sampled_from(["code_0", "code_1", "code_2"]),
    )
    return draw(st.lists(one, min_size=1, max_size=8))


@settings(max_examples=12)
@given(some_decisions())
def test_whatever_people_decide_codings_of_a_code_never_overlap_and_each_use_counts_what_it_says(
    decided: list[tuple[str, str, int, int, str]],
) -> None:
    with TemporaryDirectory() as name:
        study = a_small_study(Path(name) / "study", n_sources=2)
        suggested = run(study)
        write_all(study, suggested, decided)
        used = {use: run(study, codings=use) for use in ("machine", "reviewed", "all")}
        assert files_below(study.folder.outputs) == fresh_outputs(study)
        rejected = {place_of(one) for one in records(study, "decided") if one["status"] == "rejected"}
        assert {place_of(one) for one in used["machine"]} == {place_of(one) for one in suggested}
        assert {place_of(one) for one in used["reviewed"]} <= {place_of(one) for one in used["all"]}
        assert {one["review"] for one in used["reviewed"]} <= {"accepted", "added"}
        assert not rejected & {place_of(one) for one in used["all"]}
        for codings in used.values():
            places = sorted(place_of(one) for one in codings)
            assert all(one[:2] != other[:2] or one[3] <= other[2] for one, other in pairwise(places))


def place_of(coding: dict[str, Any]) -> tuple[str, str, int, int]:
    return coding["source"], coding["code"], coding["start"], coding["end"]


def write_all(study: Study, suggested: list[dict[str, Any]], decided: list[tuple[str, str, int, int, str]]) -> None:
    texts = {source.source_id: SourceText(source) for source in study.read().sources}
    made: list[tuple[str, str]] = []
    for coder, act, which, other, code in decided:
        one = suggested[which % len(suggested)]
        text = texts[one["source"]]
        anchor = make_anchor(text, one["start"], one["end"])
        last = next((event for event, who in reversed(made) if who == coder), "")
        wider = make_anchor(text, one["start"], max(one["start"] + 1, one["end"] - other % 9))
        fields: dict[str, Any] = {"code_id": one["code"], "anchor": anchor}
        fields |= {"rules": tuple({hit["rule_id"] for hit in one["evidence"]})}
        changes: dict[str, dict[str, Any]] = {
            "recode": {"to_code": code},
            "move": {"to_anchor": wider},
            "add": {"code_id": code, "anchor": wider, "rules": ()},
            "undo": {"code_id": "", "anchor": None, "rules": (), "settles": (last,)},
        }
        fields |= changes.get(act, {})
        event = Decision(event_id=make_event_id(), coder=coder, at="", act=act, **fields)  # type: ignore[arg-type]
        append(study.folder, coder, write_decision(event))
        made.append((event.event_id, coder))
