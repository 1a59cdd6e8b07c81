"""Made-up talk and made-up rules, as strategies of hypothesis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st
from tests.match.both_matchers import make_source

from interview_coder.model.coding import STANCES
from interview_coder.model.source import Source

LISTS = {
    "place": ("ward", "council", "closed ward"),
    "none": (),
    "body": ("@place", "the (trust | NHS) plan?", "=NHS"),
    "all": ("@none", "@body", "c*"),
}

# Talk: few words, so that made-up rules find something in it

COMMON = ["plan", "cuts", "ward", "council", "closed"]
RARE = [
    "Plan", "plans", "planned", "cut", "CUT", "not", "wards", "councils'", "close", "Closed", "The", "the", "it", "do",
    "never", "NHS", "nhs", "don't", "don’t", "DON'T", "can't", "cannot", "organise", "organized", "centre", "Center",
    "top-down", "topdown", "9am", "£4bn", "R&D", "maybe", "if", "said", "they", "they're", "council’s", "24/7", "trust",
]  # fmt: skip
JOINING = (" ", "  ", "\n", "-", "/", " “", "” ", " (", ") ", "' ", " [laughs] ")
PARTING = (", ", "; ", ": ", " — ", "… ", " / ", ", “", "), ", " 🙂 ", ", [laughs] ")
ENDING = (". ", "! ", "? ", ".\n", "\n\n", ".” ", ". “", "... ", " [plan. Cut] ", ". [name] ")

said_words = st.sampled_from(COMMON * 12 + RARE)
gaps = st.sampled_from((" ",) * 80 + JOINING * 2 + PARTING + ENDING)
speeches = st.lists(st.tuples(said_words, gaps), min_size=8, max_size=24).map(
    lambda parts: "".join(word + gap for word, gap in parts).strip()
)
turns = st.builds(lambda who, speech: f"{who}: {speech}", st.sampled_from("PPPPPPCLIM"), speeches)

signs = st.sampled_from("abAB19.,;:!?…-–—/'’‘\"“”()[]{}<>*&%#@£$€=+_~|^`´«»½² \n\t\u00a0\u2003\u200béñß\u0301🙂中。")
pieces = st.sampled_from(
    ["don't", "can’t", "DON'T", "e.g.", "U.S.", "plan", "Ward", "...", "[laughs]", "[a. b]", " ", "\n\n", "9am", "£4bn"]
)
odd_texts = st.lists(signs | signs | pieces, max_size=40).map("".join)

# Rules

words = st.sampled_from(
    [
        *COMMON * 12,
        *["plans", "cut", "wards", "not"] * 3,
        *["the", "do", "don't", "can't", "top-down", "topdown", "organize", "centres", "9am", "£4bn", "R&D", "they're"],
        *['"plan"', '"Closed"', '"closed wards"', '"not"', '"centre"', '"top-down"', '"can\'t"'],
        *["=NHS", "=Plan", '="Closed ward"', "=plan", "=Center"],
        *["c*", "*s", "pl*n", "n*", "organis*", "*o*", "top-d*"],
        *["/c.*/", "/(plan|ward)s?/", "/cent(re|er)/", "/.../", "/[^s]+/"],
        *["@place", "@none", "@body", "@all"] * 2,
    ]
)
near_signs = st.sampled_from(
    ["NEAR", "NEAR", "THEN", "NEAR/0", "NEAR/1", "THEN/2", "NEAR/3", "NEAR/8", "NEAR/turn", "THEN/turn"]
)
and_signs = st.sampled_from(["AND", "AND/turn"])
unless_signs = st.sampled_from(["EXCEPT", "WITHOUT", "NOT", "WITHOUT/turn", "NOT/turn"])
clauses = {
    "BY": st.sampled_from(["provider", "(provider | local_authority)", "(provider | Commissioner)", "patient"]),
    "ONLY": st.sampled_from(["(said | denied)", "(said | hedged | reported)", "(denied | hypothetical)"]),
    "UNLESS": st.sampled_from(STANCES),  # one of two at least that ONLY names
}
Draw = Callable[[st.SearchStrategy[Any]], Any]


def write_bracket(draw: Draw, write: Callable[[Draw], str], fewest: int = 1) -> str:
    return f"({' | '.join(write(draw) for _ in range(draw(st.integers(fewest, 3))))})"


def write_item(draw: Draw, depth: int) -> str:
    if depth and draw(st.integers(0, 3)) == 0:
        return write_bracket(draw, lambda draw: write_phrase(draw, depth - 1))
    return str(draw(words))


def write_phrase(draw: Draw, depth: int = 2) -> str:
    """Write an item that must be there, and others beside it that may be optional or any word."""
    before, after = (
        [draw(st.sampled_from(["*", "*?", f"{write_item(draw, depth)}?", write_item(draw, depth)]))]
        if draw(st.integers(0, 2)) == 0
        else []
        for _ in "12"
    )
    return " ".join([*before, write_item(draw, depth), *after])


def write_operand(draw: Draw) -> str:
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return write_phrase(draw)
    return write_bracket(draw, lambda draw: str(draw(words)), fewest=2) if kind < 4 else str(draw(words))


def write_chain(
    draw: Draw, write: Callable[[Draw], str], signs: st.SearchStrategy[str], fewest: int = 0, most: int = 2
) -> str:
    further = [f"{draw(signs)} {write(draw)}" for _ in range(draw(st.integers(fewest, most)))]
    return " ".join([write(draw), *further])


def write_near(draw: Draw) -> str:
    return write_chain(draw, write_operand, near_signs)


def write_small_near(draw: Draw) -> str:
    return write_chain(draw, write_operand, near_signs, most=1) if draw(st.booleans()) else write_operand(draw)


def write_both(draw: Draw) -> str:
    return write_chain(draw, write_small_near, and_signs, fewest=1)


def write_unless(draw: Draw) -> str:
    return write_chain(draw, write_small_near, unless_signs, fewest=1)


def write_with_brackets(draw: Draw) -> str:
    def write_part(draw: Draw) -> str:
        if draw(st.booleans()):
            return write_operand(draw)
        return write_bracket(draw, draw(st.sampled_from([write_near, write_both, write_unless])))

    return write_chain(draw, write_part, near_signs | unless_signs)


def write_with_clauses(draw: Draw) -> str:
    names = draw(st.lists(st.sampled_from([*clauses, "ASKED"]), min_size=1, max_size=2, unique=True))
    ends = [f"{name} {write_operand(draw) if name == 'ASKED' else draw(clauses[name])}" for name in names]
    return " ".join([draw(st.sampled_from([write_operand, write_near]))(draw), *ends])


WRITERS: dict[str, Callable[[Draw], str]] = {
    "phrases": write_phrase,
    "nearness": write_near,
    "AND": write_both,
    "exclusions": write_unless,
    "brackets": write_with_brackets,
    "clauses": write_with_clauses,
}


@st.composite
def rules(draw: Draw, kinds: Sequence[str] = tuple(WRITERS)) -> str:
    return WRITERS[draw(st.sampled_from(kinds))](draw)


@st.composite
def sources(draw: Draw) -> Source:
    return make_source(*draw(st.lists(turns, min_size=1, max_size=4)))
