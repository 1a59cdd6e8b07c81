"""Results made by hand: two themes, two stakeholder types, every state of a cell, and texts that look like formulas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.framework import FrameworkMatrix
from interview_coder.model.methods import CoreqItem, Methods
from interview_coder.model.results import Quote, QuoteInContext, Results, Table
from interview_coder.model.source import Participant, SourceSummary
from interview_coder.tabulate.review import REVIEW

COUNTS = (
    *("state", "mentions", "participants", "participants_total", "share", "share_low", "share_high", "quantifier"),
    *("sources", "sources_total"),
)
OTHERS = ("denying", "asked_not_raised", "not_asked", "not_known")
WITHIN = ("turns", "turns_total", "segments", "segments_total", "participants", "participants_total")
SILENT = ("asked, not raised", 0, 0, 3, 0.0, 0.0, 0.5615, "none", 0, 2, 0, 2, 0, 1)
SOME = ("raised", 3, 2, 3, 0.6667, 0.2077, 0.9385, "most", 2, 2, 1, 0, 1, 0)
ALL = ("raised", 2, 1, 1, 1.0, 0.2065, 1.0, "all", 1, 1, 0, 0, 0, 0)
REVIEWED = (9, 0, 0, 0, 0, 0, 0, 0, 9, None, None, None)
NOBODY_KNOWS = ("unknown", 0, 0, 1, 0.0, 0.0, 0.7935, "none", 0, 1, 0, 0, 0, 1)

CODEBOOK = Codebook(
    "Homes",
    "1.10",
    (
        Theme(
            "cost",
            "=Cost & price",
            "What it costs.",
            "#123456",
            (
                Code(
                    "rent", "cost", "Rent", "It is high.", include=("rises", "arrears"), rules=(Rule("rent", "ab", 1),)
                ),
                Code("debt", "cost", "Debt", "", parent="rent"),
            ),
        ),
        Theme("trust", "Trust", "", "#654321", (Code("doubt", "trust", "Doubt", "Nobody is believed."),)),
    ),
)


def make_quote(theme: str, kind: str, rank: int, text: str, codes: tuple[str, ...] = ("rent",)) -> Quote:
    """A quote of a cell."""
    start = 100 * rank
    participant, source = f"{kind[0].upper()}{rank}", f"=talk/{kind}"
    place = (source, 2 * rank, start, start + len(text), text, theme, codes, participant, kind)
    return Quote(f"{theme}{kind}{rank}", *place, "denied" if rank == 3 else "said", f"{kind} representative", rank)


QUOTES = (
    make_quote("cost", "landlord", 1, "+44 a month, they said."),
    make_quote("cost", "landlord", 2, "http://example.org/rent is what I read."),
    make_quote("cost", "tenant", 1, "=1+1 is what the rent\nis like."),
    make_quote("cost", "tenant", 2, "-5", ("debt", "rent")),
    make_quote("cost", "tenant", 3, "@home it <b>never</b> & nowhere was dear."),
    make_quote("cost", "landlord", 3, "“Nobody” pays, and “nobody” will. 🏠"),
)


def put_in_context(quotes: Sequence[Quote]) -> tuple[QuoteInContext, ...]:
    """Quotes with what stands around them."""
    return tuple(QuoteInContext(one, "P01", "INT: And?", "Well. ", " So.", ((one.start, one.end),)) for one in quotes)


def make_results(quotes: Sequence[Quote] = QUOTES, *, n_left_out: int = 0, numbers: str = "shown") -> Results:
    """What a run gave; of the quotes of tenants on cost some may be left out."""
    n_quotes = {(theme, kind): 0 for theme in ("cost", "trust") for kind in ("tenant", "landlord")}
    for one in quotes:
        n_quotes[one.theme_id, one.stakeholder_type] += 1
    n_quotes["cost", "tenant"] += n_left_out
    return Results(
        title="Homes & “rents”",
        about="An invented study.",
        codebook=CODEBOOK,
        sources=(_summarise("tenant", {"T1": (4, 90), "T2": (2, 10)}), _summarise("landlord", {"L1": (1, 5)})),
        participants={
            "T1": Participant("T1", "tenant", {"floor": "003"}),
            "T2": Participant("T2", "tenant", {"floor": "=HYPERLINK(1)"}),
            "L1": Participant("L1", "landlord"),
        },
        clusters=(),
        quotes=put_in_context(quotes),
        listed_quotes=tuple(quotes),
        n_quotes=n_quotes,
        tables=_make_tables(),
        framework=FrameworkMatrix(("stakeholder_type",), "theme", (), (), ()),
        manifest=_make_manifest(numbers),
        methods=Methods("We read.\n\n【who】 asked.", (CoreqItem(1, "Team", "Interviewer", "【who】", "gap"),)),
        warnings=("two files have the same content",),
    )


def _make_tables() -> dict[str, Table]:
    columns = (*COUNTS, *OTHERS)
    cells = {
        ("tenant", "cost"): SOME,
        ("tenant", "trust"): SILENT,
        ("landlord", "cost"): ALL,
        ("landlord", "trust"): NOBODY_KNOWS,
    }
    codes = [("cost", "rent"), ("cost", "debt"), ("trust", "doubt")]
    of_codes = tuple((kind, *code, *cells[kind, code[0]]) for kind in ("tenant", "landlord") for code in codes)
    both = tuple((*pair, 1, 9, 2, 8, n, 4) for pair, n in ((("rent", "doubt"), 3), (("debt", "doubt"), 0)))
    tables = (
        Table("theme_matrix", ("stakeholder_type", "theme", *columns), tuple((*at, *row) for at, row in cells.items())),
        Table("code_matrix", ("stakeholder_type", "theme", "code", *columns), of_codes),
        Table("theme_frequencies", ("theme", *columns), (("cost", *SOME), ("trust", *SILENT))),
        Table("code_frequencies", ("theme", "code", *columns), tuple((*code, *SOME) for code in codes)),
        Table("theme_review", ("theme", *REVIEW), (("cost", *REVIEWED), ("trust", *REVIEWED))),
        Table("code_review", ("theme", "code", *REVIEW), tuple((*code, *REVIEWED) for code in codes)),
        Table("theme_cooccurrence", ("theme_a", "theme_b", *WITHIN), (("cost", "trust", 1, 9, 2, 8, 3, 4),)),
        Table("code_cooccurrence", ("code_a", "code_b", *WITHIN), both),
    )
    return {table.name: table for table in tables}


def _make_manifest(numbers: str) -> dict[str, Any]:
    return {
        "counts": {"sources": 2, "participants": 3, "participant_turns": 7},
        "settings": {"segment": "turn", "numbers": numbers, "quantifiers": {"few": 0, "most": 0.6}},
        "codebook": {"version": "1.10", "sha256": "abc"},
        "language_model": {"name": "blank", "version": "3"},
        "program": {"interview-coder": "1"},
        "files_left_out": ["torn.docx"],
        "fingerprint": "f00",
        "review": {"told": "Nobody looked at these.", "reviewed": 0, "added": 0},
    }


def _summarise(name: str, speaking: dict[str, tuple[int, int]]) -> SourceSummary:
    rest: dict[str, Any] = {"n_turns": 9, "n_by_type": {}, "asking": {}, "n_words": 99, "n_words_asking": 9}
    rest |= {"format": "txt", "dialect": "", "certainty": "sure", "signs": "", "sha256": "", "minutes": None}
    rest |= {"attributes": {}, "left_out": (), "remarks": ()}
    return SourceSummary(source_id=name, file=f"{name}.txt", speaking=speaking, **rest)
