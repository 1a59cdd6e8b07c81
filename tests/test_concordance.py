"""Keyword in context: what a rule that stands in no codebook finds, where, with whom, and what of it is coded."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_coder import InputError, Run, Study
from interview_coder.concordance import find_in_context
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.concordance import Concordance, ContextLine
from interview_coder.study_inputs import StudyInputs

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
lists:
  owner: [landlord, letting agent]
themes:
  - id: cost
    codes:
      - {id: high_rent, match: [rent NEAR high]}
      - {id: debt, match: [owe NEAR rent]}
"""
ONE = """\
INTERVIEWER: What of the rent?

P01: The rent is high. They promised repairs.
No repairs came, and I would not call it a fair rent.

INTERVIEWER: And the letting agent?

P01: The letting agent never rings back.

P02: I owe rent since August. Rent, rent, rent.
"""
TWO = """\
INTERVIEWER: Is the house all right?

L01: A tenant pays rent late.

L02: Nobody asked the landlords.
"""
SHEET = "participant,stakeholder_type\nP01,tenant\nP02,tenant\nL01,Private landlord\nL02,Private landlord\n"
QUICK = "language_model: blank\n"


@pytest.fixture
def study(make_study: MakeStudy) -> Path:
    return make_study(CODEBOOK, {"one.txt": ONE, "two.txt": TWO}, SHEET, QUICK)


@pytest.fixture
def inputs(study: Path) -> StudyInputs:
    return Study.open(study).read()


def texts(found: Concordance) -> list[tuple[str, int, str]]:
    return [(line.source_id, line.turn, line.text) for line in found.lines]


def test_hits_are_listed_by_stakeholder_type_then_source_and_place(inputs: StudyInputs) -> None:
    found = find_in_context(inputs, "(rent | landlord)")
    assert texts(found) == [
        ("two", 2, "rent"),
        ("two", 3, "landlords"),
        ("one", 2, "rent"),
        ("one", 2, "rent"),
        ("one", 5, "rent"),
        ("one", 5, "Rent"),
        ("one", 5, "rent"),
        ("one", 5, "rent"),
    ]
    assert [line.stakeholder_type for line in found.lines] == ["Private landlord"] * 2 + ["tenant"] * 6


def test_counts_are_of_hits_participants_and_sources_of_all_that_there_are(inputs: StudyInputs) -> None:
    found = find_in_context(inputs, "rent")
    assert [tuple(group) for group in found.groups] == [("Private landlord", 1, 1, 2, 1, 1), ("tenant", 6, 2, 2, 1, 1)]
    assert tuple(found.total) == ("", 7, 3, 4, 2, 2)


def test_a_type_in_which_nobody_says_it_is_counted_with_nothing(inputs: StudyInputs) -> None:
    found = find_in_context(inputs, "owe")
    assert [(group.stakeholder_type, group.n_hits) for group in found.groups] == [
        ("Private landlord", 0),
        ("tenant", 1),
    ]


def test_what_is_shown_stands_so_in_the_source_and_in_one_turn(inputs: StudyInputs) -> None:
    for width in (0, 3, 12, 500):
        for line in find_in_context(inputs, "(rent | repair NEAR/turn fair | call back)", width=width).lines:
            source = next(one for one in inputs.sources if one.source_id == line.source_id)
            turn = source.turns[line.turn - 1]
            first, last = line.start - len(line.left), line.end + len(line.right)
            assert source.text[first:last] == line.left + line.text + line.right
            assert source.text[line.start : line.end] == line.text
            assert turn.start <= first <= last <= turn.end
            assert max(len(line.left), len(line.right)) <= width
            assert all(source.text[word.start : word.end] == word.text for word in line.words)
            assert (line.words[0].start, line.words[-1].end) == (line.start, line.end)


def test_context_is_cut_between_words(inputs: StudyInputs) -> None:
    (line,) = find_in_context(inputs, "promise", width=10).lines
    assert (line.left, line.text, line.right) == ("They ", "promised", " repairs.")


def test_a_hit_reaches_from_its_first_word_to_its_last(inputs: StudyInputs) -> None:
    (line,) = find_in_context(inputs, "promise THEN/turn fair").lines
    assert line.text == "promised repairs.\nNo repairs came, and I would not call it a fair"
    assert [word.text for word in line.words] == ["promised", "fair"]


def test_stance_and_its_cue_are_told(inputs: StudyInputs) -> None:
    (line,) = find_in_context(inputs, "fair").lines
    assert line.stance == "denied"
    assert line.cue is not None
    assert line.cue.text == "not"


def test_clauses_of_the_rule_count(inputs: StudyInputs) -> None:
    assert texts(find_in_context(inputs, "rent BY private_landlord")) == [("two", 2, "rent")]
    assert texts(find_in_context(inputs, "(owe | ring | high) ASKED agent")) == [("one", 4, "rings"), ("one", 5, "owe")]
    assert texts(find_in_context(inputs, "fair UNLESS denied")) == []
    assert texts(find_in_context(inputs, "fair ONLY denied")) == [("one", 2, "fair")]


def test_a_rule_may_use_the_word_lists_of_the_codebook(inputs: StudyInputs) -> None:
    assert texts(find_in_context(inputs, "@owner")) == [("two", 3, "landlords"), ("one", 4, "letting agent")]


def test_who_asks_is_never_found_unless_everybody_is_wanted(inputs: StudyInputs) -> None:
    assert not [line for line in find_in_context(inputs, "(rent | letting agent | house)").lines if line.turn in {1, 3}]


def test_what_those_say_who_ask_stands_apart_and_is_in_no_count_of_participants(inputs: StudyInputs) -> None:
    rule = "(rent | letting agent | house)"
    alone, found = find_in_context(inputs, rule), find_in_context(inputs, rule, everybody=True)
    asking = [line for line in found.lines if line.role == "interviewer"]
    assert [(line.source_id, line.turn, line.text) for line in asking] == [
        ("one", 1, "rent"),
        ("one", 3, "letting agent"),
        ("two", 1, "house"),
    ]
    assert {(line.participant, line.stakeholder_type, line.codes) for line in asking} == {(None, None, None)}
    assert found.lines[: -len(asking)] == alone.lines
    assert found.total == alone.total
    assert found.groups[:-1] == alone.groups
    assert tuple(found.groups[-1]) == (None, 3, 0, 0, 2, 2)


def test_a_rule_that_asks_who_speaks_finds_nobody_who_asks(inputs: StudyInputs) -> None:
    for rule in ("rent BY tenant", "rent ASKED agent"):
        assert {line.role for line in find_in_context(inputs, rule, everybody=True).lines} == {"participant"}


def test_one_stakeholder_type_can_be_chosen(inputs: StudyInputs) -> None:
    found = find_in_context(inputs, "rent", stakeholder="PRIVATE_LANDLORD")
    assert texts(found) == [("two", 2, "rent")]
    assert tuple(found.total) == ("", 1, 1, 2, 1, 1)


def test_an_unknown_stakeholder_type_is_refused_with_the_near_name(inputs: StudyInputs) -> None:
    with pytest.raises(InputError, match='did you mean "tenant"'):
        find_in_context(inputs, "rent", stakeholder="tenat")


def test_few_lines_are_of_as_many_speakers_as_can_be_and_counts_stay(inputs: StudyInputs) -> None:
    found = find_in_context(inputs, "rent", limit=2)
    assert [(line.participant, line.turn) for line in found.lines] == [("L01", 2), ("P01", 2), ("P02", 5)]
    assert found.total == find_in_context(inputs, "rent").total


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("rent NEAR/x fair", "  rent NEAR/x fair\n       ^\n"),
        ("rent NEAR @ownr", '  rent NEAR @ownr\n            ^\n  fix: did you mean "owner"?'),
        ("(rent", "  (rent\n       ^"),
        ("", "rule:1:1: error: a word or phrase is missing here"),
        (" ".join(["(a b|c d)"] * 12), "multiply to more than 2,000 phrases"),
        ("rent " * 100 + "NEAR/x " + "fair " * 100, "rule:1:501"),
    ],
)
def test_a_rule_that_cannot_be_read_is_shown_with_the_place_in_it(inputs: StudyInputs, rule: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        find_in_context(inputs, rule)
    assert told in str(refused.value)
    assert max(map(len, str(refused.value).splitlines())) < 200


def test_the_caret_stands_under_the_place_in_a_long_rule_too(inputs: StudyInputs) -> None:
    with pytest.raises(InputError) as refused:
        find_in_context(inputs, "rent " * 100 + "NEAR/x " + "fair " * 100)
    _, shown, caret, _ = str(refused.value).splitlines()
    assert shown[caret.index("^") :].startswith("NEAR/x")


def test_what_nobody_says_is_told_with_words_that_are_written_nearly_so(inputs: StudyInputs) -> None:
    assert find_in_context(inputs, "repiars").remarks == ('no participant says “repiars”; did you mean "repairs"?',)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("rent by tenant", "write BY"),
        ("rent or house", "(one | other)"),
        ("promised near rent", "write NEAR"),
        ("rent and agent", "write AND"),
        ("rent & agent", "write AND"),
        ("rent/fare", "(rent | fare)"),
    ],
)
def test_where_nothing_is_found_operators_in_small_letters_are_told(inputs: StudyInputs, rule: str, told: str) -> None:
    remarks = find_in_context(inputs, rule).remarks
    assert told in remarks[-1]
    assert not any("did you mean" in remark for remark in remarks)


def test_what_is_hardly_meant_is_told_though_something_is_found(inputs: StudyInputs) -> None:
    [remark] = find_in_context(inputs, "rent NOT denied").remarks
    assert "UNLESS denied" in remark


def test_a_rule_can_be_tried_while_others_of_the_codebook_are_wrong(study: Path) -> None:
    Study.open(study).run().write()
    (study / "codebook.yml").write_text(CODEBOOK.replace("rent NEAR high", "rent NEAR/x high"), encoding="utf-8")
    found = Study.open(study).find_in_context("@owner")
    assert (found.total.n_hits, found.coded) == (2, None)
    assert found.remarks[0].startswith("codebook.yml has 1 problem,")


def test_wrong_word_lists_are_told_before_a_rule_is_tried(study: Path) -> None:
    (study / "codebook.yml").write_text(CODEBOOK.replace("[landlord,", "[landlord NEAR x,"), encoding="utf-8")
    with pytest.raises(InputError, match="a list holds words"):
        Study.open(study).find_in_context("rent")


def test_the_parts_of_a_rule_that_finds_nothing_are_counted(inputs: StudyInputs) -> None:
    assert find_in_context(inputs, "nobody NEAR/2 (rent | agent)").remarks == (
        "nothing is as the whole rule says, but “nobody” is said once",
        "nothing is as the whole rule says, but “(rent | agent)” is said 8 times",
    )


def test_a_stakeholder_type_in_the_rule_that_nobody_has_is_told(inputs: StudyInputs) -> None:
    (remark, *_) = find_in_context(inputs, "rent BY tenat").remarks
    assert remark == 'the rule says BY tenat, and nobody is of this stakeholder type: did you mean "tenant"?'


def test_nothing_is_known_to_be_coded_before_a_run(inputs: StudyInputs) -> None:
    found = find_in_context(inputs, "rent")
    assert found.coded is None
    assert {line.codes for line in found.lines} == {None}


@pytest.mark.parametrize("cache_is_lost", [False, True])
def test_sentences_that_are_coded_already_are_counted_by_code(study: Path, *, cache_is_lost: bool) -> None:
    Study.open(study).run().write()
    if cache_is_lost:
        shutil.rmtree(study / ".interview-coder")
    found = find_in_context(Study.open(study).read(), "rent")
    assert [(line.turn, line.codes) for line in found.lines] == [
        (2, ()),
        (2, ("high_rent",)),
        (2, ()),
        (5, ("debt",)),
        *[(5, ())] * 3,
    ]
    assert found.coded is not None
    assert tuple(found.coded) == (5, 2, (("debt", 1), ("high_rent", 1)))


@pytest.mark.parametrize("changed", ["codebook.yml", "corpus/one.txt"])
def test_what_is_coded_is_not_known_once_a_rule_or_a_source_changed(study: Path, changed: str) -> None:
    Study.open(study).run().write()
    path = study / changed
    path.write_text(path.read_text().replace("owe", "lend"))
    assert find_in_context(Study.open(study).read(), "rent").coded is None


def test_a_changed_definition_leaves_known_what_is_coded(study: Path) -> None:
    Study.open(study).run().write()
    path = study / "codebook.yml"
    path.write_text(path.read_text().replace("title: Homes", "title: Our homes"))
    assert find_in_context(Study.open(study).read(), "rent").coded is not None


def test_broken_outputs_are_as_none(study: Path) -> None:
    Study.open(study).run().write()
    shutil.rmtree(study / ".interview-coder")
    (study / "outputs" / "run.json").write_text("[")
    assert find_in_context(Study.open(study).read(), "rent").coded is None


def test_a_rule_finds_in_the_corpus_what_it_would_find_in_the_codebook(sample_run: Run) -> None:
    inputs = sample_run.inputs
    sources = [(one.source, one.words) for one in map(inputs.library.open, inputs.stored)]
    expected = Counter(
        (
            hit.rule.text,
            sources[hit.source][0].source_id,
            *(int(sources[hit.source][1].starts[word]) for word in hit.words),
        )
        for hit in RuleMatcher(inputs.codebook, inputs.library.language).find_hits(sources, inputs.participants)
        if hit.refused_by is None
    )
    rules = list(dict.fromkeys(rule.text for code in inputs.codebook.codes for rule in code.rules))[::12]
    for rule in rules:
        found = Counter((rule, *_place(line)) for line in find_in_context(inputs, rule).lines)
        assert found.keys() == {hit for hit in expected if hit[0] == rule}
        assert set(found.values()) <= {1}


def _place(line: ContextLine) -> tuple[object, ...]:
    return (line.source_id, *(word.start for word in line.words))


def test_every_sentence_with_a_coding_of_the_sample_study_is_known_to_have_it(sample_run: Run, tmp_path: Path) -> None:
    study = tmp_path / "study"
    study.mkdir()
    for name in ("codebook.yml", "study.yml"):
        shutil.copy(sample_run.inputs.folder.root / name, study)
    shutil.copytree(sample_run.inputs.folder.corpus, study / "corpus")
    run = Study.open(study).run()
    run.write()
    found = find_in_context(Study.open(study).read(), "*an*")
    codings = run.codings
    for line in found.lines:
        on_hit = {
            coding.code_id
            for coding in codings
            if coding.source_id == line.source_id and coding.start < line.end and coding.end > line.start
        }
        assert line.codes is not None
        assert on_hit <= set(line.codes)
