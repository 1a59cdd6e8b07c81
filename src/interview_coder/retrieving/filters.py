"""Which quotes fit a query."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from interview_coder.model.results import Quote
from interview_coder.model.source import Participant
from interview_coder.project.study_folder import StudyFolder
from interview_coder.retrieving.code_expression import Holds
from interview_coder.retrieving.known_names import CodesAbove, attributes_of, list_coders
from interview_coder.retrieving.outputs_read import read_records
from interview_coder.retrieving.query import QuoteQuery, Within

Fits = Callable[[Quote], bool]
_WORD = re.compile(r"\w+")


def list_words(text: str) -> set[str]:
    """Return the words of a text, casefolded; what an apostrophe or a hyphen joins is two."""
    return set(_WORD.findall(text.casefold()))


def make_filters(
    folder: StudyFolder, query: QuoteQuery, codes: CodesAbove | None, people: Mapping[str, Participant] | None
) -> Iterator[Fits]:
    """Yield what must hold of a quote, all but ``having``; see `list_unknown` for what is given when."""
    plain = {
        "theme_id": query.theme,
        "stakeholder_type": query.stakeholder,
        "source_id": query.source,
        "participant": query.participant,
        "stance": query.stance,
        "review": query.review,
    }
    for name, asked in plain.items():
        if asked:
            yield _is_any(name, frozenset(asked))
    if query.code and codes is not None:
        wanted = {code for code, above in codes.items() if not set(query.code).isdisjoint(above[:-1])}
        yield lambda quote: not wanted.isdisjoint(quote.codes)
    if query.where and people is not None:
        chosen = {name for name, one in people.items() if _has_attributes(one, query.where)}
        yield lambda quote: quote.participant in chosen
    if query.text:
        words = list_words(" ".join(query.text))
        yield lambda quote: words <= list_words(quote.text)
    if query.coder:
        yield _is_of_coders(folder, frozenset(query.coder))


def make_having(holds: Holds, within: Within, quotes: Iterable[Quote], codes: CodesAbove) -> Fits:
    """Return whether an expression holds of all that is coded in the turn, or of the participant, of a quote."""

    def key(quote: Quote) -> object:
        return (quote.source_id, quote.turn) if within == "turn" else quote.participant

    found: dict[object, set[str]] = defaultdict(set)
    for quote in quotes:
        found[key(quote)].update(one for code in quote.codes for one in codes.get(code, ()))
    held = {one for one, ids in found.items() if holds(ids)}
    return lambda quote: key(quote) in held


def _is_any(name: str, asked: frozenset[str]) -> Fits:
    return lambda quote: getattr(quote, name) in asked


def _has_attributes(participant: Participant, where: Mapping[str, Collection[str]]) -> bool:
    own = attributes_of(participant)
    return all(own.get(name) in asked for name, asked in where.items())


def _is_of_coders(folder: StudyFolder, coders: frozenset[str]) -> Fits:
    """Return whether any coding that a quote shows is of some coders."""
    starts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for coding in read_records(folder, "codings.jsonl"):  # sorted by source and start
        if not coders.isdisjoint(list_coders(coding)):
            starts[coding["source"], coding["theme"]].append(coding["start"])

    def fits(quote: Quote) -> bool:
        own = starts.get((quote.source_id, quote.theme_id), [])
        place = bisect_left(own, quote.start)
        return place < len(own) and own[place] < quote.end

    return fits
