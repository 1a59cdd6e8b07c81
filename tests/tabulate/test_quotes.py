"""Quotes: exactly their slices, everybody one before anybody two, the clearest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.model.coding import Coding, Evidence, MatchedToken, Stance
from interview_coder.model.results import Quote
from interview_coder.model.source import Source, Turn
from interview_coder.tabulate.quotes import LONGEST, SHORTEST, list_quotes

STANCES: tuple[Stance, ...] = ("said", "hedged", "denied")
THEME_OF = {"rent": "cost", "debt": "cost", "promise": "trust"}
LENGTH = 600
"""Of every turn."""
SPEAKERS = {"a": ["P1", "P2", "P1"], "b": ["P3", "P2", "P4"]}
TYPE_OF = {"P1": "tenant", "P2": "tenant", "P3": "landlord", "P4": "tenant"}


def make_source(source_id: str) -> Source:
    turns = tuple(
        Turn(number, name, (number - 1) * LENGTH, number * LENGTH, participant=name)
        for number, name in enumerate(SPEAKERS[source_id], start=1)
    )
    text = "".join(f"{source_id}{place:05} " for place in range(LENGTH * len(turns) // 7 + 1))
    return Source(source_id, f"{source_id}.txt", "txt", text[: LENGTH * len(turns)], turns, "Name: text")


SOURCES = {source_id: make_source(source_id) for source_id in SPEAKERS}


def make_coding(
    turn: int = 1,
    start: int = 0,
    end: int = 100,
    *,
    source_id: str = "a",
    code: str = "rent",
    stance: Stance = "said",
    n_evidence: int = 1,
) -> Coding:
    """Return a coding whose start and end count from the start of its turn."""
    person = SPEAKERS[source_id][turn - 1]
    start, end = start + (turn - 1) * LENGTH, end + (turn - 1) * LENGTH
    token = MatchedToken(start, start + 1, SOURCES[source_id].text[start : start + 1])
    return Coding(
        coding_id=f"{source_id}-{turn}-{start}-{end}-{code}",
        source_id=source_id,
        turn=turn,
        segment_id=f"{source_id}#{turn}",
        start=start,
        end=end,
        theme_id=THEME_OF[code],
        code_id=code,
        participant=person,
        stakeholder_type=TYPE_OF[person],
        coder="rules",
        stance=stance,
        evidence=(Evidence("r", "rule", (token,)),) * n_evidence,
    )


def quotes_of(*codings: Coding) -> list[Quote]:
    in_order = sorted(codings, key=lambda one: (one.source_id, one.start, one.end, one.theme_id, one.code_id))
    return list_quotes(in_order, SOURCES)


def starts(quotes: Sequence[Quote]) -> list[tuple[str, int]]:
    return [(quote.source_id, quote.start) for quote in quotes]


some_codings = st.lists(
    st.builds(
        lambda source_id, turn, start, length, code, stance: make_coding(
            turn, start, min(LENGTH, start + length), source_id=source_id, code=code, stance=stance
        ),
        st.sampled_from(list(SPEAKERS)),
        st.integers(1, 3),
        st.integers(0, LENGTH - 1),
        st.integers(1, 500),
        st.sampled_from(list(THEME_OF)),
        st.sampled_from(STANCES),
    ),
    max_size=20,
    unique_by=lambda one: one.coding_id,
)


def test_a_quote_is_its_slice_and_says_who_where_and_for_whom() -> None:
    [quote] = quotes_of(make_coding(2, 7, 60))
    assert quote == Quote(
        quote_id=f"a-2-{LENGTH + 7}-{LENGTH + 60}-rent",
        source_id="a",
        turn=2,
        start=LENGTH + 7,
        end=LENGTH + 60,
        text=SOURCES["a"].text[LENGTH + 7 : LENGTH + 60],
        theme_id="cost",
        codes=("rent",),
        participant="P2",
        stakeholder_type="tenant",
        stance="said",
        attribution="tenant representative",
        rank=1,
    )


def test_a_quote_of_somebody_of_unknown_type_is_signed_as_a_participant_s() -> None:
    [quote] = quotes_of(replace(make_coding(), stakeholder_type="unknown"))
    assert quote.attribution == "participant"


def test_overlapping_codings_of_one_theme_make_one_quote_that_shows_them_all() -> None:
    [quote] = quotes_of(make_coding(start=0, end=50, stance="denied"), make_coding(start=40, end=90, code="debt"))
    assert (quote.start, quote.end, quote.codes, quote.stance) == (0, 90, ("debt", "rent"), "said")


def test_overlapping_codings_of_two_themes_make_two_quotes() -> None:
    assert [quote.theme_id for quote in quotes_of(make_coding(), make_coding(code="promise"))] == ["cost", "trust"]


def test_stretches_that_only_touch_make_two_quotes() -> None:
    assert len(quotes_of(make_coding(start=0, end=50), make_coding(start=50, end=100))) == 2


def test_everybody_has_one_quote_before_anybody_has_two() -> None:
    quotes = quotes_of(
        make_coding(1, 0, 100), make_coding(1, 200, 300), make_coding(3), make_coding(2, stance="denied")
    )
    assert [quote.participant for quote in quotes] == ["P1", "P2", "P1", "P1"]
    assert [quote.rank for quote in quotes] == [1, 2, 3, 4]


def test_what_is_said_comes_before_what_is_hedged_before_what_is_denied() -> None:
    quotes = quotes_of(
        make_coding(1, 0, 100, stance="denied"),
        make_coding(1, 200, 300, stance="hedged"),
        make_coding(1, 400, 500, stance="said"),
    )
    assert [quote.stance for quote in quotes] == ["said", "hedged", "denied"]


def test_quotes_of_40_to_400_characters_come_before_shorter_and_longer_ones() -> None:
    quotes = quotes_of(
        make_coding(1, 0, SHORTEST - 1),
        make_coding(1, 100, 100 + SHORTEST),
        make_coding(1, 190, 190 + LONGEST),
        make_coding(3, 0, LONGEST + 1),
    )
    assert (SHORTEST, LONGEST) == (40, 400)
    assert starts(quotes) == [("a", 100), ("a", 190), ("a", 0), ("a", 2 * LENGTH)]


def test_quotes_with_more_codes_then_more_evidence_then_an_earlier_place_come_first() -> None:
    quotes = quotes_of(
        make_coding(1, 0, 50),
        make_coding(1, 100, 150),
        make_coding(1, 200, 250, n_evidence=2),
        make_coding(1, 300, 350),
        make_coding(1, 300, 350, code="debt"),
    )
    assert starts(quotes) == [("a", 300), ("a", 200), ("a", 0), ("a", 100)]


def test_quotes_are_sorted_by_theme_then_stakeholder_type_then_rank() -> None:
    quotes = quotes_of(
        make_coding(1, code="promise"), make_coding(1), make_coding(1, source_id="b"), make_coding(2, source_id="b")
    )
    assert [(quote.theme_id, quote.stakeholder_type, quote.rank) for quote in quotes] == [
        ("cost", "landlord", 1),
        ("cost", "tenant", 1),
        ("cost", "tenant", 2),
        ("trust", "tenant", 1),
    ]


def test_no_codings_make_no_quotes() -> None:
    assert quotes_of() == []


@given(some_codings)
def test_every_quote_is_its_slice_and_lies_in_one_turn(codings: list[Coding]) -> None:
    for quote in quotes_of(*codings):
        turn = SOURCES[quote.source_id].turns[quote.turn - 1]
        assert quote.text == SOURCES[quote.source_id].text[quote.start : quote.end]
        assert turn.start <= quote.start < quote.end <= turn.end
        assert (quote.participant, quote.stakeholder_type) == (turn.participant, TYPE_OF[quote.participant])


@given(some_codings)
def test_every_coding_is_shown_by_exactly_one_quote_of_its_theme(codings: list[Coding]) -> None:
    quotes = quotes_of(*codings)
    for one in codings:
        showing = [
            quote
            for quote in quotes
            if (quote.source_id, quote.turn, quote.theme_id) == (one.source_id, one.turn, one.theme_id)
            and quote.start <= one.start
            and one.end <= quote.end
        ]
        assert len(showing) == 1
        assert one.code_id in showing[0].codes
    assert {quote.quote_id for quote in quotes} <= {one.coding_id for one in codings}
    assert len({quote.quote_id for quote in quotes}) == len(quotes)


@given(some_codings)
def test_in_every_cell_ranks_count_from_one_and_rounds_never_go_back(codings: list[Coding]) -> None:
    cells: dict[tuple[str, str], list[Quote]] = defaultdict(list)
    for quote in quotes_of(*codings):
        cells[quote.theme_id, quote.stakeholder_type].append(quote)
    assert list(cells) == sorted(cells)
    for cell in cells.values():
        assert [quote.rank for quote in cell] == list(range(1, len(cell) + 1))
        seen: Counter[str] = Counter()
        rounds = [seen.update([quote.participant]) or seen[quote.participant] for quote in cell]
        assert rounds == sorted(rounds)


@given(some_codings.flatmap(lambda codings: st.tuples(st.just(codings), st.permutations(codings))))
def test_the_order_in_which_codings_are_given_changes_no_quote(both: tuple[list[Coding], list[Coding]]) -> None:
    codings, shuffled = both
    assert list_quotes(shuffled, SOURCES) == quotes_of(*codings)


@given(some_codings)
def test_renaming_codes_changes_no_quote_but_its_codes_and_id(codings: list[Coding]) -> None:
    renamed = [replace(one, code_id={"rent": "z", "debt": "a"}.get(one.code_id, one.code_id)) for one in codings]
    for before, after in zip(quotes_of(*codings), quotes_of(*renamed), strict=True):
        assert replace(after, codes=(), quote_id="") == replace(before, codes=(), quote_id="")
