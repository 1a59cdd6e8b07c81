"""Which codings count, and how far people reviewed them: the sentences that every output says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interview_coder.model.review import Unapplied, Use
from interview_coder.plain_text import count, enumerate_words

Review = Mapping[str, Any]
"""``review`` of a manifest: how many suggestions there are, and what became of them."""

_DONE = {
    "accepted": "accepted",
    "rejected": "rejected",
    "recoded": "given another code",
    "moved": "moved to other words",
    "disputed": "disputed",
}
_MOST_TOLD = 8
_MARKS = {"unreviewed": "not reviewed", "disputed": "disputed", "rejected": "rejected"}


def mark_review(review: str) -> str:
    """Return the words that stand with a quote of which nobody says that it is right; else nothing.

    Examples
    --------
    >>> mark_review("unreviewed"), mark_review("accepted")
    ('not reviewed', '')
    """
    return _MARKS.get(review, "")


def count_coders(review: Review) -> str:
    """Tell how many people decided."""
    n = len(review["coders"])
    return "1 person" if n == 1 else f"{n:,} people"


def tell_right(row: Review) -> str:
    """Tell the share of suggestions that were right, with its 95 % interval; a dash where none was decided on.

    Examples
    --------
    >>> tell_right({"right": 0.75, "right_low": 0.3006, "right_high": 0.9544}), tell_right({"right": None})
    ('75 % (30–95)', '–')
    """
    if row["right"] is None:
        return "–"
    share, low, high = (f"{100 * row[name]:.0f}" for name in ("right", "right_low", "right_high"))
    return f"{share} % ({low}–{high})"


def tell_unapplied(unapplied: Iterable[Unapplied]) -> Iterator[str]:
    """Tell of decisions that do not fit the study any more, those of one coder on one source together."""
    about = ((one.decision, one.decision.anchor, one.why) for one in unapplied)
    alike = Counter((decision.coder, anchor.source_id, why) for decision, anchor, why in about if anchor is not None)
    for (coder, source, why), n in alike.most_common(_MOST_TOLD):
        if n == 1:
            yield f"a decision of {coder} on {source} is not applied: {why} (see outputs/decided.jsonl)"
        else:
            yield f"{n:,} decisions of {coder} on {source} are not applied, of each: {why} (see outputs/decided.jsonl)"
    left = alike.total() - sum(n for _, n in alike.most_common(_MOST_TOLD))
    if left:
        yield f"{left:,} more decisions are not applied (see outputs/decided.jsonl)"


def tell_review(review: Review, use: Use, n_rules: int) -> str:
    """Say which codings count, and how far they were reviewed.

    Parameters
    ----------
    review : mapping of str to int
        The counts of `interview_coder.tabulate.review.REVIEW`, over all codes.
    use : {"all", "reviewed", "machine"}
    n_rules : int
        Of the codebook.

    Examples
    --------
    >>> counts = dict.fromkeys(("rejected", "recoded", "moved", "disputed", "added"), 0)
    >>> counts |= {"suggestions": 9, "reviewed": 2, "accepted": 2, "unreviewed": 7}
    >>> tell_review(counts, "all", 3)
    'Of 9 suggestions by 3 rules 2 were checked by people: 2 accepted. What nobody checked counts, and is marked.'
    >>> tell_review(counts | {"reviewed": 0}, "all", 3)
    "Nothing here is reviewed yet: every coding is the machine's suggestion."
    """
    if not (review["reviewed"] or review["added"]):
        return _NOTHING[use]
    return " ".join((*_tell_decided(review, n_rules), *_tell_use(review, use)))


_NOTHING: Mapping[Use, str] = {
    "all": "Nothing here is reviewed yet: every coding is the machine's suggestion.",
    "reviewed": "Nothing here is reviewed yet, and only what people accept or add counts.",
    "machine": "Nothing here is reviewed yet: every coding is the machine's suggestion.",
}


def _tell_decided(review: Review, n_rules: int) -> Iterator[str]:
    n = review["reviewed"]
    done = ", ".join(f"{review[name]:,} {told}" for name, told in _DONE.items() if review[name])
    checked = f"{n:,} {'was' if n == 1 else 'were'} checked by people: {done}" if n else "none was checked by people"
    added = review["added"]
    more = f"; {count(added, 'coding')} {'was' if added == 1 else 'were'} added" if added else ""
    yield f"Of {count(review['suggestions'], 'suggestion')} by {count(n_rules, 'rule')} {checked}{more}."


def _tell_use(review: Review, use: Use) -> Iterator[str]:
    if use == "machine":
        yield "Counts what the rules found; decisions of people are not used."
    elif use == "reviewed":
        yield "Counts only what people accepted or added."
    else:
        kinds = {"unreviewed": "nobody checked", "disputed": "coders dispute"}
        told = [f"what {words}" for name, words in kinds.items() if review[name]]
        if told:
            counts = "counts, and is" if len(told) == 1 else "count, and are"
            yield f"{enumerate_words(told)} {counts} marked.".capitalize()
