"""Examples and counter-examples of a codebook, tried with its rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook_testing import (
    ExampleReport,
    Outcome,
    find_doubts,
    summarise_codebook,
    tell_doubts,
    try_examples,
    try_examples_of_study,
)
from interview_coder.codebook_testing.examples import Example, hear_example
from interview_coder.codebook_testing.trying import NOTHING_NEAR, ONLY_ASKED, drop_clauses
from interview_coder.errors import InputError, Place
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.installed import KNOWN_MODELS
from interview_coder.language import Language, load_language
from interview_coder.model.codebook import Code
from interview_coder.project.study_folder import StudyFolder
from interview_coder.rules import parse_rule

REPOSITORY = Path(__file__).parent.parent
LANGUAGE = load_language("blank")
GROUPS = {"tenant", "local authority"}


def write_codebook(*codes: dict[str, Any], lists: dict[str, list[str]] | None = None) -> bytes:
    """Write a codebook of one theme."""
    return yaml.safe_dump({"lists": lists or {}, "themes": [{"id": "home", "codes": list(codes)}]}).encode()


def make_code(rules: Sequence[str], examples: Sequence[str] = (), counter: Sequence[str] = ()) -> dict[str, Any]:
    return {"id": "repairs", "match": list(rules), "examples": list(examples), "counter_examples": list(counter)}


def try_code(
    rules: Sequence[str],
    examples: Sequence[str] = (),
    counter: Sequence[str] = (),
    *,
    types: Sequence[str] = (),
    lists: dict[str, list[str]] | None = None,
) -> ExampleReport:
    raw = write_codebook(make_code(rules, examples, counter), lists=lists)
    return try_examples(raw, LANGUAGE, stakeholder_types=types)


def try_one(rule: str, example: str, *, types: Sequence[str] = ()) -> Outcome:
    [outcome] = try_code([rule], [example], types=types).codes[0].outcomes
    return outcome


def find(rule: str, example: str) -> bool:
    """Whether a rule finds an example; the study has tenants and landlords."""
    return bool(try_one(rule, example, types=["tenant", "landlord"]).findings)


def why_not(rule: str, example: str) -> str:
    """Return the reason why a rule does not find an example."""
    outcome = try_one(rule, example, types=["tenant", "landlord"])
    assert not outcome.findings
    return outcome.near_misses[0].reason if outcome.near_misses else outcome.remark


def test_the_rules_of_the_sample_study_find_its_examples_and_leave_its_counter_examples_alone() -> None:
    report = try_examples_of_study(StudyFolder(REPOSITORY))
    assert [f"{one.example.place}: {one.example.kind}: {one.example.text}" for one in report.failures] == []
    assert report.n_tried >= len(report.codes) * 2
    assert report.notes == ()


def test_the_rules_of_a_new_study_find_its_examples_and_leave_its_counter_examples_alone() -> None:
    report = try_examples_of_study(StudyFolder(REPOSITORY / "src/interview_coder/project/new_study"))
    assert report.failures == ()
    assert report.n_tried == 4


def test_an_example_is_right_where_it_is_found_and_a_counter_example_where_it_is_not() -> None:
    report = try_code(["repair"], ["No repairs.", "No lift."], ["A repair.", "A lift."])
    assert [(one.example.text, one.is_right) for one in report.codes[0].outcomes] == [
        ("No repairs.", True),
        ("No lift.", False),
        ("A repair.", False),
        ("A lift.", True),
    ]
    assert [one.example.text for one in report.failures] == ["No lift.", "A repair."]
    assert report.codes[0].count("example") == report.codes[0].count("counter-example") == (1, 2)
    assert report.n_tried == 4


def test_every_example_has_its_place_in_the_file() -> None:
    raw = b"""\
themes:
  - id: home
    codes:
      - id: above
        examples: [One., Two.]
        codes:
          - id: below
            counter_examples:
              - >
                Three,
                on two lines.
              - 'Four.'
            match: [four]
"""
    report = try_examples(raw, LANGUAGE, file="mine.yml")
    places = [str(outcome.example.place) for code in report.codes for outcome in code.outcomes]
    assert places == ["mine.yml:5:20", "mine.yml:5:26", "mine.yml:9:17", "mine.yml:12:17"]
    assert [outcome.example.text for outcome in report.failures] == ["One.", "Two.", "Four."]


def test_a_finding_says_rule_words_stance_and_cue() -> None:
    [outcome] = try_code(["lift THEN repair", "nothing"], counter=["The lift is not being repaired."]).failures
    [finding] = outcome.findings
    assert (finding.rule.text, finding.code.code_id, finding.stance) == ("lift THEN repair", "repairs", "denied")
    assert [token.text for token in finding.tokens] == ["lift", "repaired"]
    assert finding.cue is not None
    assert finding.cue.text == "not"
    assert outcome.show(finding) == ("lift", "repaired")


def test_words_that_stand_side_by_side_are_shown_in_one_piece() -> None:
    [outcome] = try_code(["top down NEAR repair"], counter=["A (top-down) plan for repairs"]).failures
    assert outcome.show(outcome.findings[0]) == ("top-down", "repairs")


@given(st.text(st.sampled_from("abI:TQ /\n.?-’[]"), max_size=40), st.sampled_from(["a", "a NEAR b", "* a", "a NOT b"]))
def test_every_token_of_a_finding_is_its_slice_of_the_example(text: str, rule: str) -> None:
    source = hear_example(Example(Code("", "", "", ""), "example", text, Place("")), 1, GROUPS).source
    assert source.text == text
    for outcome in (try_one(rule, text), *try_code([rule], counter=[text]).failures):
        for finding in outcome.findings:
            for token in finding.tokens:
                assert outcome.example.text[token.start : token.end] == token.text
                turn = next(one for one in source.turns if one.start <= token.start < one.end)
                assert turn.role == "participant"
            for piece in outcome.show(finding):
                assert piece in text


def test_a_code_finds_what_the_codes_below_it_find_and_not_what_those_above_find() -> None:
    below = {"id": "lifts", "match": ["lift"], "examples": ["The lift is out.", "A repair."]}
    report = try_examples(write_codebook(make_code(["repair"], ["The lift is out."]) | {"codes": [below]}), LANGUAGE)
    above, own = report.codes
    assert [one.is_right for one in above.outcomes] == [True]
    assert [one.is_right for one in own.outcomes] == [True, False]
    assert above.outcomes[0].findings[0].code.code_id == "lifts"


def test_a_code_without_rules_is_not_tried_and_fails_nothing() -> None:
    by_hand = {"id": "by_hand", "examples": ["Anything."]}
    group = {"id": "group", "codes": [{"id": "lifts", "match": ["lift"]}], "counter_examples": ["The lift."]}
    report = try_examples(write_codebook(by_hand, group), LANGUAGE)
    assert [one.has_rules for one in report.codes] == [False, True, True]
    assert [one.example.text for one in report.failures] == ["The lift."]
    assert report.n_tried == 1


def test_only_the_codes_that_are_asked_for_are_tried() -> None:
    codes = [{"id": name, "match": [name], "examples": ["Nothing."]} for name in ("lift", "roof", "damp")]
    report = try_examples(write_codebook(*codes), LANGUAGE, codes={"lift", "damp"})
    assert [one.example.code.code_id for one in report.failures] == ["lift", "damp"]


def test_everything_wrong_in_a_codebook_is_told_and_nothing_tried() -> None:
    with pytest.raises(InputError) as caught:
        try_examples(write_codebook(make_code(["lift NEAR", "@council"], ["The lift."])), LANGUAGE, file="x.yml")
    assert len(caught.value.problems) == 2


def test_a_rule_that_needs_a_language_model_says_so_where_there_is_none() -> None:
    with pytest.raises(InputError, match="part of speech"):
        try_one("lead/noun", "They took the lead.")


@pytest.mark.skipif(not any(map(find_spec, KNOWN_MODELS)), reason="no language model is installed")
def test_a_rule_may_ask_for_parts_of_speech_where_there_is_a_model() -> None:
    raw = write_codebook(make_code(["lead/noun NEAR water"], ["There is lead in the water."], ["They lead to water."]))
    assert try_examples(raw, load_language()).failures == ()


class TestWhoSpeaksToWhatQuestion:
    @pytest.mark.parametrize(
        ("rule", "example", "is_found"),
        [
            ("repair BY tenant", "No repairs.", True),
            ("repair BY (owner | tenant)", "No repairs.", True),
            ("repair BY tenant", "Tenant: No repairs.", True),
            ("repair BY tenant", "tenant: No repairs.", True),
            ("repair BY tenant", "Landlord: No repairs.", False),
            ("repair BY tenant", "Interviewer: Repairs? / Landlord: None.", False),
            ("repair BY tenant", "A: No repairs.", True),
            ("repair BY tenant", "Landlord: It rains. / Tenant: No repairs.", True),
            ("repair BY tenant", "Tenant: It rains. / Landlord: No repairs.", False),
            ("repair BY local_authority", "Local authority: No repairs.", True),
            ("slow ASKED repair", "Slow.", True),
            ("slow ASKED repair", "Interviewer: The repairs? / A: Slow.", True),
            ("slow ASKED repair", "Q: The repairs?\nA: Slow.", True),
            ("slow ASKED repair", "Moderator: The repairs? / P01: Slow.", True),
            ("slow ASKED repair", "Interviewer: The street? / A: Slow.", False),
            ("slow ASKED repair", "A: Repairs. / Interviewer: And the street? / A: Slow.", False),
            ("slow ASKED repair BY tenant", "Interviewer: The repairs? / A: Slow.", True),
            ("slow ASKED repair BY tenant", "Interviewer: The repairs? / Landlord: Slow.", False),
            ("slow ASKED repair BY tenant", "Tenant: Slow.", True),
            ("slow ONLY denied BY tenant", "Slow.", False),
            ("slow BY tenant ONLY denied ASKED repair", "It is not slow.", True),
        ],
    )
    def test_what_an_example_leaves_open_is_as_the_rule_asks(self, rule: str, example: str, is_found: bool) -> None:
        assert find(rule, example) is is_found

    @pytest.mark.parametrize(
        "example", ["Interviewer: Any repairs?", "Q: Any repairs?", "Chair: Repairs, then. / Tenant: No."]
    )
    def test_the_words_of_an_interviewer_are_never_found(self, example: str) -> None:
        assert not find("repair", example)

    def test_words_before_a_colon_that_are_no_speaker_are_said(self) -> None:
        assert find("point THEN repair", "My point: no repairs.")
        assert find("repairs NEAR never", "Repairs: never.")

    def test_a_slash_ends_a_turn_only_before_a_speaker(self) -> None:
        assert find("doctor NEAR/1 nurse", "Tenant: doctors / nurses never came")
        assert not find("doctor NEAR/turn nurse", "Tenant: doctors / Landlord: nurses never came")

    def test_turns_part_what_is_near_in_a_turn(self) -> None:
        assert find("rent NEAR/turn fair", "The rent went up. It is not fair.")
        assert not find("rent NEAR/turn fair", "Tenant: The rent went up. / Tenant: It is not fair.")

    def test_paragraphs_end_sentences(self) -> None:
        assert not find("rent NEAR fair", "The rent went up\n\nfair or not")

    def test_what_the_transcriber_put_in_brackets_is_no_word(self) -> None:
        assert find("lift broke", "The lift [laughs] broke")
        assert not find("laugh", "The lift [laughs] broke")

    def test_a_speaker_who_is_none_is_noted_where_it_is_near_one_or_the_rules_ask_for_speakers(self) -> None:
        report = try_code(["repair BY tenant"], ["Tennant: Repairs.", "Owner: Repairs."], types=["tenant"])
        assert [note.partition(" ")[2] for note in report.notes] == [
            '"Tennant:" is read as words of the example, not as who says it; did you mean "tenant"?',
            '"Owner:" is read as words of the example, not as who says it',
        ]
        assert try_code(["repair"], ["Owner: Repairs."], types=["tenant"]).notes == ()

    def test_where_no_types_are_known_and_rules_ask_for_some_what_looks_like_one_is_taken_for_one(self) -> None:
        report = try_code(["repair BY tenant"], counter=["Landlord: A repair.", "Tennant: A repair.", "So: a repair."])
        assert [one.example.text for one in report.failures] == ["Tennant: A repair.", "So: a repair."]
        assert ["Tennant" in note or "So" in note for note in report.notes] == [True, True]
        assert try_code(["landlord NEAR repair"], ["Landlord: A repair."]).failures == ()

    def test_a_rule_for_a_type_that_nobody_is_of_is_noted(self) -> None:
        rules = ["repair BY (tennant | tenant)", "lift BY council"]
        notes = try_code(rules, types=["Tenant", "local_authority"]).notes
        assert ["tennant" in note and 'did you mean "tenant"?' in note for note in notes] == [True, False]
        assert "council" in notes[1]
        assert "local authority, tenant" in notes[1]
        assert try_code(rules).notes == ()


class TestDoubts:
    LISTS: ClassVar = {"party": ["ring", "party"], "joined": ["engage*"]}

    @pytest.mark.parametrize(
        ("rule", "told"),
        [
            ("engagement EXCEPT ring", ["EXCEPT drops nothing"]),
            ("engage* EXCEPT @party", ["EXCEPT drops nothing"]),
            ("rent NEAR (engagement EXCEPT ring)", ["EXCEPT drops nothing"]),
            ("(a EXCEPT b | c EXCEPT c d)", ["EXCEPT drops nothing"]),
            ("engagement EXCEPT engagement ring", []),
            ("@joined EXCEPT engagement ring", []),
            ("engage* EXCEPT (engaged NEAR/2 ring)", []),
            ("organise EXCEPT organized crime", []),
            ("ring EXCEPT @party", []),
            ("GP EXCEPT two GPs", []),
            ("go EXCEPT went home", []),
            ("in-patient EXCEPT inpatient unit", []),
            ("cut EXCEPT * short", []),
            ("money NOT denied", ["UNLESS denied"]),
            ("money NOT (denied | reported)", ["UNLESS (denied | reported)"]),
            ("money NOT/turn denied BY tenant", ["UNLESS denied"]),
            ("money only denied", ["ONLY"]),
            ("money AND not rent", ["one NOT other"]),
            ("money NOT near rent", ["in capitals"]),
            ('money NOT "denied"', []),
            ("money NOT denied access", []),
            ("money UNLESS denied", []),
            ("not only money THEN/3 not", []),
            ("money NEAR 4 rent", ["NEAR/4"]),
            ("money NEAR 4", []),
            ("joint [strategic] plan", ["strategic?"]),
            ("joint [two words] plan", ["(one other)?"]),
            ("joint strategic? plan", []),
        ],
    )
    def test_what_is_hardly_meant_is_told_with_what_may_be(self, rule: str, told: list[str]) -> None:
        doubts = [str(doubt) for doubt in find_doubts(rule, self.LISTS)]
        assert len(doubts) == len(told)
        assert all(words in doubt for words, doubt in zip(told, doubts, strict=True))

    def test_each_doubt_has_its_place(self) -> None:
        raw = b"themes:\n  - id: t\n    codes:\n      - {id: a, match: ['money NOT denied']}\n"
        [doubt] = tell_doubts(raw, read_codebook(raw), file="codebook.yml")
        assert doubt.startswith("codebook.yml:4:36: NOT denied looks for the word:")


class TestNearMisses:
    @pytest.mark.parametrize(
        ("rule", "example", "reason"),
        [
            ("lift NEAR repair", "The lift is out.", "there is no repair"),
            ("lift NEAR (repair | mend)", "The lift is out.", "there is no (repair | mend)"),
            ("lift NEAR repair AND month", "The lift is out.", "there is no repair; there is no month"),
            ("lift NEAR/2 repair", "A lift that is now being repaired.",
             "4 words lie between “lift” and “repaired”: 2 at most may"),
            ("lift NEAR/0 repair", "A lift under repair.", "1 word lies between “lift” and “repair”: 0 at most may"),
            ("repair THEN lift", "The lift had no repair.", "“lift” does not come after “repair”"),
            ("lift NEAR repair", "A lift. A repair.", "“lift” and “repair” stand in different sentences"),
            ("lift NEAR/turn repair", "Tenant: A lift. / Landlord: A repair.",
             "“lift” and “repair” stand in different turns"),
            ("the lift NEAR lift", "The lift.", "both parts are found in “The lift”, and must be different words"),
            ("engagement EXCEPT engagement ring", "My engagement ring.", "EXCEPT leaves it out, for “engagement ring”"),
            ("rent NOT parking", "The rent and the parking.", "NOT leaves it out, for “parking”"),
            ("rent NOT/turn parking", "The rent. The parking.", "NOT/turn leaves it out, for “parking”"),
            ("(rent NEAR rise NOT fair) NEAR lift", "The rent.", "there is no rise; there is no lift"),
            ("(rent NEAR rise | cost) NEAR lift", "A rent and a lift.", "there is no rise"),
            ("(rent NEAR rise | cost) NEAR lift", "A lift.", "there is no (rent NEAR rise | cost)"),
            ("rent ONLY denied", "The rent.", "only what is denied counts, and it is said"),
            ("rent UNLESS (denied | reported)", "It is not rent.",
             "only what is said, hedged or hypothetical counts, and it is denied, by “not”"),
            ("rent BY tenant", "Landlord: Rent.", "only what is said BY tenant counts, and landlord says it"),
            ("rent ASKED (cost | price)", "Q: And? / A: Rent.", "what was asked before has no (cost | price)"),
            ("lift", "The roof.", NOTHING_NEAR),
            ("lift NOT roof", "The roof.", NOTHING_NEAR),
            ("lift", "Interviewer: A lift?", ONLY_ASKED),
            ("lift", "", NOTHING_NEAR),
        ],
    )  # fmt: skip
    def test_a_rule_that_comes_near_says_what_is_missing_or_refuses(self, rule: str, example: str, reason: str) -> None:
        assert why_not(rule, example) == reason

    def test_the_nearest_rules_come_first_and_rules_of_which_nothing_is_there_not_at_all(self) -> None:
        rules = [
            "roof NEAR wall",
            "lift NEAR broken NEAR month NEAR year",
            "the NEAR month",
            "lift NEAR month",
            "lift NEAR/1 repair",
            "lift ONLY denied",
        ]
        [outcome] = try_code(rules, ["The lift, they say, needs repair."]).failures
        assert [miss.rule.text for miss in outcome.near_misses] == [
            "lift ONLY denied",
            "lift NEAR/1 repair",
            "lift NEAR month",
        ]
        assert [miss.found for miss in outcome.near_misses] == [("lift",), ("lift", "repair"), ("lift",)]

    def test_a_near_rule_is_shown_as_it_is_written_and_with_its_line(self) -> None:
        [outcome] = try_code(["Lift   NEAR month BY tenant"], ["The lift."]).failures
        [miss] = outcome.near_misses
        assert miss.rule.text == "Lift   NEAR month BY tenant"
        assert miss.rule.line > 0

    def test_word_lists_are_known_to_the_parts_of_rules(self) -> None:
        report = try_code(
            ["@owner NEAR repair"],
            ["My landlord."],
            lists={"owner": ["landlord", "@agent"], "agent": ["letting agent"]},
        )
        assert report.failures[0].near_misses[0].reason == "there is no repair"

    def test_of_alternatives_only_what_stands_there_of_the_nearest_is_shown(self) -> None:
        outcome = try_one("(the rent NEAR rise NEAR lift | rent NEAR cost)", "The rent.")
        assert [(miss.found, miss.reason) for miss in outcome.near_misses] == [(("rent",), "there is no cost")]

    def test_long_alternatives_are_cut(self) -> None:
        reason = why_not(f"lift NEAR ({' | '.join(f'word{n}' for n in range(100))})", "The lift.")
        assert reason.endswith(" …")
        assert len(reason) < 100

    def test_a_very_long_rule_is_no_obstacle(self) -> None:
        words = "|".join(f"w{n}" for n in range(1500))
        assert why_not(f"lift NEAR ({words})", "The lift.")

    rule_parts = st.sampled_from(["lift", "the", "repair*", "(roof | wall)", '"out"'])
    rules = st.recursive(
        rule_parts,
        lambda inner: st.builds(
            lambda one, operator, other: f"({one} {operator} {other})",
            inner,
            st.sampled_from(["NEAR", "NEAR/1", "THEN/2", "NEAR/turn", "AND", "EXCEPT", "NOT", "NOT/turn"]),
            inner,
        ),
        max_leaves=5,
    )
    texts = st.lists(st.sampled_from(["the", "lift", "roof", "out", "repairs", ".", ","]), max_size=9).map(" ".join)

    @given(st.lists(rules, max_size=3, unique=True), texts)
    def test_every_example_that_is_not_found_says_why(self, rules: list[str], text: str) -> None:
        rules = [
            rule[1:-1] if rule.startswith("(") and rule.endswith(")") and "|" not in rule else rule for rule in rules
        ]
        try:
            report = try_code(rules, [text])
        except InputError:
            return
        for outcome in report.failures:
            assert outcome.remark or outcome.near_misses
            for miss in outcome.near_misses:
                assert miss.reason
                assert all(words and words in text for words in miss.found)


@pytest.mark.parametrize(
    ("rule", "clauses", "left"),
    [
        ("repair", {"BY", "ASKED"}, "repair"),
        ("repair BY tenant", {"BY"}, "repair"),
        ("repair BY tenant", {"ASKED"}, "repair BY tenant"),
        ("repair ASKED (a | b) BY tenant ONLY said", {"BY"}, "repair ASKED (a | b) ONLY said"),
        ("repair ASKED (a | b) BY tenant ONLY said", {"BY", "ASKED"}, "repair ONLY said"),
        ('"BY" tenant NEAR "asked"', {"BY", "ASKED"}, '"BY" tenant NEAR "asked"'),
    ],
)
def test_clauses_are_dropped_and_the_rest_stays(rule: str, clauses: set[str], left: str) -> None:
    assert drop_clauses(rule, clauses) == left
    assert parse_rule(left).pattern == parse_rule(rule).pattern


def test_records_hold_everything_as_plain_values() -> None:
    report = try_code(["lift NEAR repair"], ["The lift."], ["A lift not in repair."])
    missed, found = report.records()
    assert missed["near_misses"] == [
        {"code": "repairs", "rule": "lift NEAR repair", "rule_line": missed["near_misses"][0]["rule_line"],
         "found": ["lift"], "reason": "there is no repair"}
    ]  # fmt: skip
    assert (missed["kind"], missed["found"], missed["right"]) == ("example", False, False)
    assert found["findings"][0]["tokens"][0] == {"start": 2, "end": 6, "text": "lift"}
    assert (found["kind"], found["found"], found["right"]) == ("counter-example", True, False)


MakeStudy = Callable[..., Path]


class TestOfAStudy:
    CODEBOOK = (
        "themes: [{id: t, codes: [{id: c, match: [repair BY tenant], counter_examples: ['Landlord: A repair.']}]}]"
    )
    SHEET = "participant,stakeholder_type\nP01,tenant\nL01,landlord\n"

    def test_the_types_of_participants_are_known_and_transcripts_are_not_read(self, make_study: MakeStudy) -> None:
        study = make_study(self.CODEBOOK, {"broken.docx": b"no document"}, self.SHEET, "language_model: blank\n")
        assert try_examples_of_study(StudyFolder(study)).failures == ()

    @pytest.mark.parametrize("sheet", [None, "nonsense\n", b"\xff\xfe\x00"])
    def test_a_study_whose_participants_are_not_known_is_tried_too(self, sheet: Any, make_study: MakeStudy) -> None:
        study = make_study(
            self.CODEBOOK, {} if sheet is None else {"participants.csv": sheet}, settings="language_model: blank\n"
        )
        report = try_examples_of_study(StudyFolder(study))
        assert [one.is_right for one in report.codes[0].outcomes] == [True]
        assert report.notes == ()

    def test_another_codebook_may_be_tried_with_the_study(self, make_study: MakeStudy) -> None:
        study = make_study(self.CODEBOOK, {}, self.SHEET, "language_model: blank\n")
        raw = self.CODEBOOK.replace("tenant", "landlord").encode()
        report = try_examples_of_study(StudyFolder(study), raw, file="new.yml")
        assert [str(one.example.place).partition(":")[0] for one in report.failures] == ["new.yml"]

    def test_problems_of_the_settings_are_told(self, make_study: MakeStudy) -> None:
        study = make_study(self.CODEBOOK, {}, self.SHEET, "languge_model: blank\n")
        with pytest.raises(InputError, match="language_model"):
            try_examples_of_study(StudyFolder(study))


class TestSummary:
    def test_a_codebook_is_counted(self) -> None:
        lists = {"owner": ["landlord", "@agent"], "agent": ["letting agent"], "unused": ["x", "@alone"], "alone": ["y"]}
        codes = [
            {"id": "group", "codes": [{"id": "below", "match": ["@owner", "lift"], "definition": "x"}]},
            make_code(["roof"], ["The roof.", "A roof."], ["No."]) | {"definition": "Roofs."},
            {"id": "by_hand", "codes": [{"id": "also_by_hand", "definition": "y"}]},
        ]
        summary = summarise_codebook(read_codebook(write_codebook(*codes, lists=lists)))
        assert (summary.n_themes, summary.n_codes, summary.n_rules, summary.n_lists) == (1, 5, 3, 4)
        assert (summary.n_examples, summary.n_counter_examples) == (2, 1)
        assert summary.without_rules == ("by_hand", "also_by_hand")
        assert summary.without_definition == ("group", "by_hand")
        assert summary.without_examples == ("below",)
        assert set(summary.unused_lists) == {"unused", "alone"}


def test_a_vocabulary_that_knows_more_changes_nothing() -> None:
    raw = (REPOSITORY / "codebook.yml").read_bytes()
    fresh, grown = load_language("blank"), Language("blank", "", LANGUAGE.vocabulary)
    assert list(try_examples(raw, fresh).records()) == list(try_examples(raw, grown).records())


def test_the_examples_of_the_page_on_codebooks_come_out_as_it_says() -> None:
    page = (REPOSITORY / "docs" / "codebook.md").read_text(encoding="utf-8")
    block = page[page.index("## Testing") :].partition("```yaml\n")[2].partition("```")[0]
    code = {"id": "repairs", "match": ["month ASKED repair BY tenant"], **yaml.safe_load(block)}
    report = try_examples(write_codebook(code), LANGUAGE, stakeholder_types=["tenant", "landlord"])
    assert (report.n_tried, report.failures, report.notes) == (4, (), ())
