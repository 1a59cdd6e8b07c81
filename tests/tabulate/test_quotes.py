"""Quotes as a table: everybody one before anybody two, the clearest first. Their words: ``tests/test_quoting.py``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from tests.tabulate.made_evidence import make_codebook, make_evidence

from interview_coder.model.coding import STANCES, Coding, Evidence, Stance
from interview_coder.model.review import REVIEWS
from interview_coder.model.segment import Segment
from interview_coder.tabulate.quotes import LONGEST, SHORTEST, list_quotes

THEME_OF = {"rent": "cost", "debt": "cost", "promise": "trust"}
LENGTH = 600
"""Of every turn."""
SPEAKERS = {"a": ["P1", "P2", "P1"], "b": ["P3", "P2", "P4"]}
TYPE_OF = {"P1": "tenant", "P2": "tenant", "P3": "landlord", "P4": "tenant"}
SEGMENTS = [
    Segment(f"{source}#{turn}", source, turn, (turn - 1) * LENGTH, turn * LENGTH)
    for source, speakers in SPEAKERS.items()
    for turn in range(1, len(speakers) + 1)
]


class QuoteRow(NamedTuple):
    """A quote of the table in words; `coding` is the id of the one that begins it."""

    coding: str
    source_id: str
    turn: int
    start: int
    end: int
    theme_id: str
    codes: tuple[str, ...]
    participant: str
    stakeholder_type: str
    stance: str
    rank: int


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
        codebook="0" * 12,
        stance=stance,
        evidence=(Evidence("r", "rule", ()),) * n_evidence,
    )


def quotes_as_given(codings: Sequence[Coding], theme_of: Mapping[str, str]) -> list[QuoteRow]:
    evidence = make_evidence(
        codings,
        codebook=make_codebook(theme_of),
        type_of=TYPE_OF,
        speakers={source: set(names) for source, names in SPEAKERS.items()},
        segments=SEGMENTS,
    )
    table = list_quotes(evidence)
    codes, borders = list(theme_of), table.code_borders.tolist()
    themes, people, types = evidence.codebook.themes, evidence.participants, evidence.stakeholder_types
    return [
        QuoteRow(
            codings[table.first_codings[n]].coding_id,
            evidence.source_ids[table.sources[n]],
            int(table.turns[n]),
            int(table.starts[n]),
            int(table.ends[n]),
            themes[table.themes[n]].theme_id,
            tuple(codes[place] for place in table.codes[borders[n] : borders[n + 1]].tolist()),
            people[table.participants[n]].participant_id,
            types[table.stakeholder_types[n]],
            STANCES[table.stances[n]],
            int(table.ranks[n]),
        )
        for n in range(len(table))
    ]


def quotes_of(*codings: Coding, theme_of: Mapping[str, str] = THEME_OF) -> list[QuoteRow]:
    in_order = sorted(codings, key=lambda one: (one.source_id, one.start, one.end, one.theme_id, one.code_id))
    return quotes_as_given(in_order, theme_of)


def starts(quotes: Sequence[QuoteRow]) -> list[tuple[str, int]]:
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


def test_a_quote_says_who_where_and_for_whom() -> None:
    [quote] = quotes_of(make_coding(2, 7, 60))
    assert quote == QuoteRow(
        coding=f"a-2-{LENGTH + 7}-{LENGTH + 60}-rent",
        source_id="a",
        turn=2,
        start=LENGTH + 7,
        end=LENGTH + 60,
        theme_id="cost",
        codes=("rent",),
        participant="P2",
        stakeholder_type="tenant",
        stance="said",
        rank=1,
    )


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


def test_what_is_said_comes_first_and_what_is_denied_last() -> None:
    quotes = quotes_of(
        *(make_coding(1, 100 * place, 100 * place + 50, stance=one) for place, one in enumerate(reversed(STANCES)))
    )
    assert [quote.stance for quote in quotes] == list(STANCES)


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
def test_every_quote_lies_in_one_turn_of_who_says_it(codings: list[Coding]) -> None:
    for quote in quotes_of(*codings):
        assert (quote.turn - 1) * LENGTH <= quote.start < quote.end <= quote.turn * LENGTH
        assert quote.participant == SPEAKERS[quote.source_id][quote.turn - 1]
        assert quote.stakeholder_type == TYPE_OF[quote.participant]


@given(some_codings)
def test_a_quote_begins_with_its_first_coding_and_has_the_codes_and_the_strongest_stance_of_all_in_it(
    codings: list[Coding],
) -> None:
    by_id = {one.coding_id: one for one in codings}
    for quote in quotes_of(*codings):
        within = [
            one
            for one in codings
            if (one.source_id, one.theme_id) == (quote.source_id, quote.theme_id)
            and quote.start <= one.start < quote.end
        ]
        assert by_id[quote.coding].start == quote.start == min(one.start for one in within)
        assert quote.end == max(one.end for one in within)
        assert quote.codes == tuple(sorted({one.code_id for one in within}))
        assert quote.stance == min((one.stance for one in within), key=STANCES.index)


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
    assert {quote.coding for quote in quotes} <= {one.coding_id for one in codings}
    assert len({quote.coding for quote in quotes}) == len(quotes)


@given(some_codings)
def test_in_every_cell_ranks_count_from_one_and_rounds_never_go_back(codings: list[Coding]) -> None:
    cells: dict[tuple[str, str], list[QuoteRow]] = defaultdict(list)
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
    assert quotes_as_given(shuffled, THEME_OF) == quotes_of(*codings)


@given(some_codings)
def test_renaming_codes_changes_no_quote_but_its_codes_and_the_coding_that_begins_it(codings: list[Coding]) -> None:
    names = {"rent": "z", "debt": "a", "promise": "promise"}
    renamed = [one._replace(code_id=names[one.code_id]) for one in codings]
    after = quotes_of(*renamed, theme_of={names[code]: theme for code, theme in THEME_OF.items()})
    for old, new in zip(quotes_of(*codings), after, strict=True):
        assert new._replace(codes=(), coding="") == old._replace(codes=(), coding="")


@given(st.lists(st.sampled_from(REVIEWS), min_size=1, max_size=4))
def test_a_quote_is_reviewed_as_the_best_of_its_codings(reviews: list[str]) -> None:
    codings = [make_coding(1, 0, 100 + place)._replace(review=review) for place, review in enumerate(reviews)]
    evidence = make_evidence(
        codings,
        codebook=make_codebook(THEME_OF),
        type_of=TYPE_OF,
        speakers={source: set(people) for source, people in SPEAKERS.items()},
        segments=SEGMENTS,
    )
    [review] = list_quotes(evidence).reviews.tolist()
    assert REVIEWS[review] == min(reviews, key=("accepted", "added", "disputed", "unreviewed", "rejected").index)
