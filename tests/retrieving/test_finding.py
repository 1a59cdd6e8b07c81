"""Quotes that are asked for: what is found equals what plain loops over ``outputs/`` find."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder import InputError, Study
from interview_coder.model.results import QuoteInContext
from interview_coder.tabulate.typicality import weigh_words

MakeStudy = Callable[..., Path]

CODEBOOK = """\
title: Homes
themes:
  - id: cost
    codes:
      - id: money
        match: [money]
        codes:
          - {id: rent, match: [rent]}
          - {id: debt, match: [(owe | debt)]}
  - id: trust
    codes: [{id: broken_trust, match: [(believe | promise)]}, {id: kept_trust, match: [trust*]}]
"""
ONE = """\
INTERVIEWER: What of the rent?

P01: Good morning. The rent went up twice. I do not believe a single promise. Nobody rang.

INTERVIEWER: And the landlord?

P01: I trust Dr. Brown. It is about money. We’re told that the debt is ours.

P02: I owe rent since August. My neighbour lent money.
"""
TWO = """\
L01: The tenants pay the rent late. Money is short these days.

L01: A promise was made about windows. I trust the tenants, and the rent is fair.
"""
SHEET = "participant,stakeholder_type,borough,age\nP01,tenant,Brent,old\nP02,tenant,Camden,\nL01,landlord,Brent,old\n"
QUICK = "language_model: blank\nsegment: sentence\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    root = tmp_path_factory.mktemp("study")
    (root / "corpus").mkdir()
    files = {"codebook.yml": CODEBOOK, "study.yml": QUICK, "corpus/one.txt": ONE, "corpus/two.txt": TWO}
    for name, text in {**files, "corpus/participants.csv": SHEET}.items():
        (root / name).write_text(text, encoding="utf-8")
    made = Study.open(root)
    made.run().write()
    return made


Record = dict[str, Any]


@pytest.fixture(scope="module")
def every(study: Study) -> list[Record]:
    return study.read_records("quotes")


def ids(quotes: Collection[QuoteInContext]) -> list[str]:
    return [one.quote.quote_id for one in quotes]


def texts(quotes: Collection[QuoteInContext]) -> list[str]:
    return [one.quote.text for one in quotes]


def test_nothing_asked_gives_every_quote_in_the_order_of_the_file(study: Study, every: list[Record]) -> None:
    assert ids(study.quotes()) == [one["id"] for one in every]
    assert len(every) > 8


ASKED: list[tuple[Mapping[str, Any], Callable[[Record], bool]]] = [
    ({"theme": "trust"}, lambda one: one["theme"] == "trust"),
    ({"theme": ["trust", "cost"]}, lambda _: True),
    ({"code": "rent"}, lambda one: "rent" in one["codes"]),
    ({"code": "money"}, lambda one: not {"money", "rent", "debt"}.isdisjoint(one["codes"])),
    ({"stakeholder": "landlord"}, lambda one: one["stakeholder_type"] == "landlord"),
    ({"source": "two"}, lambda one: one["source"] == "two"),
    ({"participant": "P02"}, lambda one: one["participant"] == "P02"),
    ({"participant": ["P01", "L01"], "theme": "cost"}, lambda o: o["participant"] != "P02" and o["theme"] == "cost"),
    ({"stance": "denied"}, lambda one: one["stance"] == "denied"),
    ({"coder": "rules"}, lambda _: True),
    ({"where": {"borough": "Brent"}}, lambda one: one["participant"] in {"P01", "L01"}),
    ({"where": {"borough": ["Brent", "Camden"], "age": "old"}}, lambda one: one["participant"] in {"P01", "L01"}),
    ({"where": {"stakeholder_type": "tenant"}}, lambda one: one["stakeholder_type"] == "tenant"),
    ({"text": "RENT"}, lambda one: "rent" in one["text"]),
    ({"text": ["the", "we're debt"]}, lambda one: one["text"].startswith("We’re told")),
    ({"text": "ren"}, lambda _: False),
]


@pytest.mark.parametrize(("asked", "holds"), ASKED)
def test_quotes_are_narrowed_by_what_is_asked(
    asked: Mapping[str, Any], holds: Callable[[Record], bool], study: Study, every: list[Record]
) -> None:
    assert ids(study.quotes(**asked)) == [one["id"] for one in every if holds(one)]


@settings(max_examples=30)
@given(
    st.lists(st.sampled_from([asked for asked, _ in ASKED[:9]]), max_size=3), st.sampled_from(["turn", "participant"])
)
def test_what_is_asked_together_must_all_hold(study: Study, asked: list[dict[str, Any]], within: Any) -> None:
    merged = {name: value for one in asked for name, value in one.items()}
    expected = [set(ids(study.quotes(**{name: value}))) for name, value in merged.items()]
    found = set(ids(study.quotes(within=within, **merged)))
    assert found == set.intersection(set(ids(study.quotes())), *expected)


EXPRESSIONS: list[tuple[str, Callable[[set[str]], bool]]] = [
    ("rent AND broken_trust", lambda some: {"rent", "broken_trust"} <= some),
    ("cost AND NOT trust", lambda some: "cost" in some and "trust" not in some),
    ("money AND NOT rent", lambda some: "money" in some and "rent" not in some),
    ("(broken_trust OR kept_trust) AND rent", lambda some: "trust" in some and "rent" in some),
]
ABOVE = {
    "rent": {"rent", "money", "cost"},
    "debt": {"debt", "money", "cost"},
    "money": {"money", "cost"},
    "broken_trust": {"broken_trust", "trust"},
    "kept_trust": {"kept_trust", "trust"},
}


@pytest.mark.parametrize("within", ["turn", "participant"])
@pytest.mark.parametrize(("expression", "holds"), EXPRESSIONS)
def test_codes_are_joined_within_the_turn_or_all_that_somebody_says(
    expression: str, holds: Callable[[set[str]], bool], within: Any, study: Study
) -> None:
    def key(one: Record) -> object:
        return (one["source"], one["turn"]) if within == "turn" else one["participant"]

    found: dict[object, set[str]] = defaultdict(set)
    for coding in study.read_records("codings"):
        found[key(coding)] |= ABOVE[coding["code"]]
    expected = [one["id"] for one in study.read_records("quotes") if holds(found[key(one)])]
    assert ids(study.quotes(having=expression, within=within)) == expected


def test_the_sentences_around_a_quote_are_those_of_the_program_and_of_its_turn(study: Study) -> None:
    shown = {one.quote.text: (one.before, one.after) for one in study.quotes(context="sentence")}
    assert shown["The rent went up twice."] == ("Good morning. ", " I do not believe a single promise.")
    assert shown["I trust Dr. Brown."] == ("", " It is about money.")
    assert shown["We’re told that the debt is ours."] == ("It is about money. ", "")


def test_the_turn_and_the_question_stand_around_a_quote(study: Study) -> None:
    [found] = study.quotes(context="question", text="twice")
    assert found.before + found.quote.text + found.after == (
        "Good morning. The rent went up twice. I do not believe a single promise. Nobody rang."
    )
    assert (found.speaker, found.asked) == ("P01", "INTERVIEWER: What of the rent?")
    [found] = study.quotes(context="turn", text="twice")
    assert (found.before, found.asked) == ("Good morning. ", "")
    [found] = study.quotes(text="twice")
    assert (found.before, found.after, found.asked) == ("", "", "")
    [found, *_] = study.quotes(context="question", source="two", order="position")
    assert (found.quote.turn, found.asked) == (1, "")


def test_quotes_by_position_come_as_they_are_said(study: Study, every: list[Record]) -> None:
    found = study.quotes(order="position")
    assert ids(found) == [
        one["id"] for one in sorted(every, key=lambda o: (o["source"], o["start"], o["end"], o["theme"]))
    ]


def test_by_typicality_the_most_typical_of_each_cell_come_first_whatever_else_is_asked(
    study: Study, every: list[Record]
) -> None:
    cells = [(one["theme"], one["stakeholder_type"]) for one in every]
    numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
    weights = weigh_words([one["text"] for one in every]).typicality([numbers[cell] for cell in cells]).tolist()
    typical = dict(zip([one["id"] for one in every], weights, strict=True))
    found = study.quotes(order="typicality")
    assert {one.quote.quote_id: one.typicality for one in found} == typical
    order = [(one.quote.theme_id, one.quote.stakeholder_type, -(one.typicality or 0), one.quote.rank) for one in found]
    assert order == sorted(order)
    assert all(one.typicality == typical[one.quote.quote_id] for one in study.quotes(order="typicality", code="rent"))
    assert study.quotes()[0].typicality is None


@pytest.mark.parametrize("order", ["rank", "position", "typicality"])
def test_a_limit_keeps_the_first_of_each_cell_in_any_order(order: Any, study: Study) -> None:
    found = study.quotes(order=order, limit=1)
    assert set(Counter((one.quote.theme_id, one.quote.stakeholder_type) for one in found).values()) == {1}
    assert len(found) == len({(one.quote.theme_id, one.quote.stakeholder_type) for one in study.quotes()})
    if order != "typicality":
        assert all(one.quote.rank == 1 for one in found)


def problems_of(study: Study, **asked: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as caught:
        study.quotes(**asked)
    return [(str(one.place), one.message.split("\n")[0], one.fix) for one in caught.value.problems]


def test_all_unknown_names_are_told_at_once_with_near_names(study: Study) -> None:
    told = problems_of(
        study,
        theme="cots",
        code=["rent", "rents"],
        stakeholder="Tenant",
        source="tow",
        participant="P03",
        coder="me",
        where={"borough": "Bernt", "aeg": "old"},
        having="cost AND turst",
        text="…",
    )
    assert told == [
        ("--code", 'there is no code "rents" in this study', 'did you mean "rent"?'),
        ("--coder", 'there is no coder "me" in this study', "known: rules"),
        ("--having:1:10", 'there is no code or theme "turst" in this study', 'did you mean "trust"?'),
        ("--participant", 'there is no participant "P03" in this study', 'did you mean "P02"?'),
        ("--source", 'there is no source "tow" in this study', 'did you mean "two"?'),
        ("--stakeholder", 'there is no stakeholder "Tenant" in this study', 'did you mean "tenant"?'),
        ("--text", "there is no word in it", "write words that the quotes should have"),
        ("--theme", 'there is no theme "cots" in this study', 'did you mean "cost"?'),
        ("--where", 'there is no attribute "aeg" in this study', 'did you mean "age"?'),
        (
            "--where borough",
            'there is no participant whose borough is "Bernt" in this study',
            'did you mean "Brent"?',
        ),
    ]


def test_a_study_that_was_never_run_says_so(make_study: MakeStudy) -> None:
    study = Study.open(make_study(CODEBOOK, {"one.txt": ONE}, None, QUICK))
    [(place, message, fix)] = problems_of(study)
    assert place == "outputs/quotes.jsonl"
    assert "cannot be read" in message
    assert fix == "run again: interview-coder run"
