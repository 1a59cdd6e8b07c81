"""A query → quotes, in an order, with what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from interview_coder.collecting import collecting_later
from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.results import Quote, QuoteInContext
from interview_coder.project.study_folder import StudyFolder
from interview_coder.retrieving.code_expression import Holds, read_expression
from interview_coder.retrieving.filters import Fits, list_words, make_filters, make_having
from interview_coder.retrieving.known_names import CodesAbove, list_unknown, read_codes_above
from interview_coder.retrieving.outputs_read import check_exact, read_quotes, read_turns
from interview_coder.retrieving.query import Context, Order, QuoteQuery
from interview_coder.retrieving.surroundings import choose_stretch, put_in_context

if TYPE_CHECKING:
    from interview_coder.study_inputs import StudyInputs

Typicality = dict[str, float]


def find_quotes(
    folder: StudyFolder,
    query: QuoteQuery,
    *,
    context: Context,
    order: Order,
    limit: int | None,
    read_inputs: Callable[[], StudyInputs],
) -> tuple[QuoteInContext, ...]:
    """Find quotes in ``outputs/`` as it stands; see `interview_coder.study.Study.quotes`.

    Parameters
    ----------
    read_inputs : callable
        Reads the study; called only where attributes of participants or borders of sentences are asked for.

    Raises
    ------
    InputError
        With every name of the query that is not known; or where a quote is not the words of its source.
    """
    inputs = read_inputs() if query.where or context == "sentence" else None
    codes = read_codes_above(folder) if query.code or query.having else None
    with collecting_later():
        fits = _make_filters(folder, query, codes, inputs)
        fitting = [quote for quote in read_quotes(folder) if all(one(quote) for one in fits)]
        typicality = _weigh(folder, fitting) if order == "typicality" and fitting else {}
        chosen = _limit_cells(_rank(fitting, typicality), limit)
        if order == "position":
            chosen.sort(key=lambda one: (one.source_id, one.start, one.end, one.theme_id))
        asked = {(one.source_id, one.turn - n) for one in chosen for n in range(2 if context == "question" else 1)}
        turns = read_turns(folder, asked)
        check_exact(folder, chosen, turns)
        stretch = choose_stretch(context, turns, inputs)
        return tuple(put_in_context(chosen, turns, typicality, stretch, with_question=context == "question"))


def _make_filters(
    folder: StudyFolder, query: QuoteQuery, codes: CodesAbove | None, inputs: StudyInputs | None
) -> list[Fits]:
    """Return what must hold of a quote; raise InputError with all that is wrong with a query."""
    people = None if inputs is None else inputs.participants
    problems = list(list_unknown(folder, query, codes, people))
    if query.text and not list_words(" ".join(query.text)):
        problems.append(Problem("there is no word in it", Place("--text"), "write words that the quotes should have"))
    holds: Holds | None = None
    if query.having and codes is not None:
        try:
            holds = read_expression(query.having, {one for above in codes.values() for one in above})
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    fits = list(make_filters(folder, query, codes, people))
    if holds is not None and codes is not None:
        fits.append(make_having(holds, query.within, read_quotes(folder), codes))
    return fits


def _weigh(folder: StudyFolder, fitting: Sequence[Quote]) -> Typicality:
    """Return how typical quotes are of their cells, by their ids; all quotes of the study are weighed for it."""
    from interview_coder.tabulate.typicality import weigh_words

    wanted = {quote.quote_id for quote in fitting}
    ids, texts, cells = [], [], []
    numbers: dict[tuple[str, str], int] = {}
    for quote in read_quotes(folder):
        ids.append(quote.quote_id)
        texts.append(quote.text)
        cells.append(numbers.setdefault(_cell_of(quote), len(numbers)))
    typical = weigh_words(texts).typicality(cells).tolist()
    return {name: weight for name, weight in zip(ids, typical, strict=True) if name in wanted}


def _rank(quotes: Sequence[Quote], typicality: Typicality) -> Iterable[Quote]:
    """Return quotes by cell; within each in the order in which they were picked, or the most typical first."""
    if not typicality:
        return quotes
    return sorted(quotes, key=lambda one: (*_cell_of(one), -typicality[one.quote_id], one.rank))


def _limit_cells(quotes: Iterable[Quote], limit: int | None) -> list[Quote]:
    return list(quotes if limit is None else _take_first(quotes, limit))


def _take_first(quotes: Iterable[Quote], limit: int) -> Iterator[Quote]:
    shown: Counter[Collection[str]] = Counter()
    for quote in quotes:
        shown[_cell_of(quote)] += 1
        if shown[_cell_of(quote)] <= limit:
            yield quote


def _cell_of(quote: Quote) -> tuple[str, str]:
    return quote.theme_id, quote.stakeholder_type
