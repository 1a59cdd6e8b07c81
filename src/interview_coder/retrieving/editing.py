"""Leaving words out of a quote and explaining words in it: the quote stays, and the edit is kept beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.quote_edit import OMITTED, WordChange, apply_changes
from interview_coder.model.results import Quote
from interview_coder.project.coder_names import choose_coder
from interview_coder.project.decision_log import append, read_decisions
from interview_coder.project.quote_edits import QuoteEdits, write_event
from interview_coder.project.study_folder import StudyFolder
from interview_coder.retrieving.outputs_read import check_exact, read_quotes, read_turns

_FEWEST_OF_ID = 4
_SIGNS = {"'": "['‘’]", "’": "['‘’]", "‘": "['‘’]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
_BRACKETED = re.compile(r"\[[^\[\]\n]*\w[^\[\]\n]*\]")


def edit_quote(
    folder: StudyFolder,
    quote_id: str,
    *,
    omit: Collection[str],
    clarify: Mapping[str, str],
    reset: bool,
    coder: str | None,
) -> Quote:
    """Edit a quote and keep that; see `interview_coder.study.Study.edit_quote`."""
    name = choose_coder(coder)
    quote = open_quote(folder, quote_id)
    before = None if reset else QuoteEdits(read_decisions(folder).events).find(quote)
    changes = add_changes(quote.text, () if before is None else before.changes, omit, clarify)
    append(folder, name, write_event(quote, changes))
    return quote._replace(edited=apply_changes(quote.text, changes) if changes else "")


def open_quote(folder: StudyFolder, quote_id: str) -> Quote:
    """Return the quote with an id, or with one that begins so.

    Raises
    ------
    InputError
        When there is none or more than one, or it is not the words of its source.
    """
    found = [one for one in read_quotes(folder) if one.quote_id.startswith(quote_id)]
    if len(quote_id) < _FEWEST_OF_ID or len(found) != 1:
        many = "more than one quote" if found else "no quote"
        fix = "interview-coder quotes shows the id of each, of which the first signs will do"
        raise InputError(Problem(f'there is {many} with the id "{quote_id}"', Place("ID"), fix))
    [quote] = found
    check_exact(folder, found, read_turns(folder, {(quote.source_id, quote.turn)}))
    return quote


def refuse_joining(folder: StudyFolder, quote_id: str, turn: int) -> InputError:
    """Return why a quote cannot be continued in a turn."""
    quote = open_quote(folder, quote_id)
    turns = read_turns(folder, {(quote.source_id, number) for number in (quote.turn, turn)})
    own, other = turns.get((quote.source_id, quote.turn), {}), turns.get((quote.source_id, turn))
    place = Place("--extend-to")
    if other is None:
        fix = f"the quote is in turn {quote.turn}"
        return InputError(Problem(f"there is no turn {turn} in {quote.source_id}", place, fix))
    if turn == quote.turn:
        fix = "show what stands around it with: interview-coder quotes --context turn"
        return InputError(Problem("a quote is what was coded, and does not grow", place, fix))
    fix = "quote each turn on its own, with its own attribution"
    if own["speaker"] == other["speaker"]:
        return InputError(Problem(f"turns {quote.turn} and {turn} do not follow on as one speech", place, fix))
    message = f"this would join two speakers: turn {quote.turn} is {own['speaker']}'s, turn {turn} {other['speaker']}'s"
    return InputError(Problem(message, place, fix))


def add_changes(
    text: str, before: Sequence[WordChange], omit: Collection[str], clarify: Mapping[str, str]
) -> tuple[WordChange, ...]:
    """Return all changes of a text, those that it has and those that are asked for.

    Raises
    ------
    InputError
        With everything that cannot be done.
    """
    problems: list[Problem] = []
    changes = [*before, *_find_changes(text, omit, clarify, problems)]
    changes.sort()
    for one, following in pairwise(changes):
        if following.start < one.end:
            words = text[following.start : following.end]
            fix = "--reset takes the earlier edits of the quote back"
            problems.append(Problem(f'"{words}" is changed already, or overlaps with what is', Place("ID"), fix))
    if not problems and not re.search(r"\w", apply_changes(text, [one._replace(shown="") for one in changes])):
        problems.append(Problem("no word of the quote would be left", Place("ID"), "leave fewer words out"))
    if problems:
        raise InputError(*problems)
    return tuple(changes)


def _find_changes(
    text: str, omit: Collection[str], clarify: Mapping[str, str], problems: list[Problem]
) -> Iterator[WordChange]:
    wanted = [("--omit", words, OMITTED) for words in omit]
    for words, meant in clarify.items():
        shown = _write_in_brackets(words, meant)
        if shown is None:
            fix = f'write --clarify "{words}=[what is meant]"'
            problems.append(Problem(f'"{meant}" is no text in one pair of brackets', Place("--clarify"), fix))
        else:
            wanted.append(("--clarify", words, shown))
    for option, words, shown in wanted:
        places = _find_words(text, words)
        if len(places) == 1:
            yield WordChange(*places[0], shown)
        else:
            problems.append(_tell_count(option, words, len(places)))


def _write_in_brackets(words: str, meant: str) -> str | None:
    """Return what stands in a quote instead of words; None if that is no one text in brackets.

    Examples
    --------
    >>> [_write_in_brackets("it", meant) for meant in ("the plan", "[the plan]", "it [the plan]", "[]", "the] [plan")]
    ['[the plan]', '[the plan]', 'it [the plan]', None, None]
    """
    kept = f"{words} " if meant.startswith(f"{words} [") else ""
    rest = meant[len(kept) :].strip()
    rest = rest if rest.startswith("[") else f"[{rest}]"
    return f"{kept}{rest}" if _BRACKETED.fullmatch(rest) else None


def _find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Return where words stand, as whole words, whatever their quotation marks and the space between them."""
    written = r"\s+".join("".join(_SIGNS.get(sign) or re.escape(sign) for sign in word) for word in words.split())
    first, last = words.strip()[:1], words.strip()[-1:]
    if not written:
        return []
    before, after = (r"(?<!\w)" if _is_letter(first) else ""), (r"(?!\w)" if _is_letter(last) else "")
    return [found.span(1) for found in re.finditer(f"{before}(?=({written}){after})", text)]


def _is_letter(sign: str) -> bool:
    return re.match(r"\w", sign) is not None


def _tell_count(option: str, words: str, count: int) -> Problem:
    if count:
        fix = "give more of the words around it, so that it can only be one place"
        return Problem(f'"{words}" stands {count} times in the quote', Place(option), fix)
    fix = "copy the words from the quote as interview-coder quotes shows it, capitals too"
    return Problem(f'"{words}" does not stand in the quote', Place(option), fix)
