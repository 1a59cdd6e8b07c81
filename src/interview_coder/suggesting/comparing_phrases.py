"""Passages of a code against all other talk → the words and phrases that are distinctive of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.errors import InputError, Place, Problem, offer_near_name
from interview_coder.following import Follow, follow_without_showing
from interview_coder.language.source_words import SourceWords
from interview_coder.model.codebook import Code, Codebook
from interview_coder.model.part_of_codebook import with_codes_below
from interview_coder.model.source import Source
from interview_coder.model.suggestions import PhraseInContext, Suggestion, Suggestions, TakenFrom
from interview_coder.study_inputs import StudyInputs
from interview_coder.suggesting.log_likelihood import ONE_IN_A_HUNDRED, log_likelihood, log_ratio
from interview_coder.suggesting.passages import MarkedSource, mark_codings, mark_examples
from interview_coder.suggesting.tally import ElsewhereTally, PassageTally, PhraseCount
from interview_coder.suggesting.word_groups import WordGroups

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_COUNTS: Mapping[TakenFrom, int] = {"codings": 2, "examples": 1}
"""What occurs less often in the passages is not looked at."""


def suggest_phrases(
    code_id: str,
    inputs: StudyInputs,
    *,
    taken_from: TakenFrom = "codings",
    limit: int | None = 20,
    least_count: int | None = None,
    follow: Follow = follow_without_showing,
) -> Suggestions:
    """Find words and phrases that passages of a code have more of than all other talk of participants.

    What a rule of the code finds already is not counted, on either side: a stretch of words all of which are words of
    hits, or that has all words of a hit in it, be the hit refused by the rule's clauses or not.

    Parameters
    ----------
    code_id : str
        The code; those below it count as part of it.
    inputs : StudyInputs
        The study.
    taken_from : {"codings", "examples"}, default="codings"
        Whether the passages are what the code's rules find now, or its examples.
    limit : int, optional
        At most so many; all that are distinctive for None.
    least_count : int, optional
        How often something must occur in the passages to be looked at: twice, in examples once, if not given.
    follow : callable, optional
        Shows progress.

    Returns
    -------
    Suggestions
        The same for the same study, whatever was asked before.

    Raises
    ------
    InputError
        When there is no such code, or no passage of it.
    """
    codes = _find_codes(inputs.codebook, code_id)
    examples = mark_examples(codes, inputs) if taken_from == "examples" else None
    tally = PassageTally(WordGroups(inputs.library.language.vocabulary))
    for number, marked in enumerate(examples or ()):
        tally.add(marked, number)
    marks = _mark_sources(codes, inputs, tally if examples is None else None, follow)
    if not tally.n_passages:
        raise InputError(_tell_no_passages(code_id, taken_from))
    least = LEAST_COUNTS[taken_from] if least_count is None else least_count
    counted = list(tally.count(least))
    elsewhere = _count_elsewhere(counted, tally.groups, inputs, marks, follow)
    distinctive = _leave_out_parts(_find_distinctive(counted, tally, elsewhere), tally.groups)
    writer = _Writer(inputs, tally, examples)
    suggestions = sorted(map(writer.write, distinctive), key=lambda one: (-one.log_likelihood, one.phrase))
    return Suggestions(
        code_id=code_id,
        taken_from=taken_from,
        n_passages=tally.n_passages,
        n_participants=len(tally.speakers) if examples is None else 0,
        n_words=tally.n_words,
        n_words_elsewhere=elsewhere.n_words,
        least_count=least,
        n_compared=len(counted),
        n_found=len(suggestions),
        suggestions=tuple(suggestions[:limit]),
    )


def _find_codes(codebook: Codebook, code_id: str) -> tuple[Code, ...]:
    codes = with_codes_below(codebook, code_id)
    if codes:
        return codes
    of_theme = next(([code.code_id for code in one.codes] for one in codebook.themes if one.theme_id == code_id), None)
    if of_theme is not None:
        fix = f"name one of its codes: {', '.join(of_theme)}"
        raise InputError(Problem(f'"{code_id}" is a theme, and no code', Place("codebook.yml"), fix))
    known = [code.code_id for code in codebook.codes]
    fix = offer_near_name(code_id, known) or f"the codes are: {', '.join(known)}"
    raise InputError(Problem(f'there is no code "{code_id}"', Place("codebook.yml"), fix))


def _tell_no_passages(code_id: str, taken_from: TakenFrom) -> Problem:
    if taken_from == "codings":
        message = f'no passage of the transcripts has the code "{code_id}" yet'
        return Problem(message, Place("codebook.yml"), "take the words of its examples: --from examples")
    return Problem(f'the code "{code_id}" has no examples', Place("codebook.yml"), 'write some under "examples:"')


class _Marks(NamedTuple):
    """What is kept of a `MarkedSource` until it is opened again."""

    passages: NDArray[Any]
    hits: Sequence[tuple[int, ...]]


def _mark_sources(
    codes: Sequence[Code], inputs: StudyInputs, tally: PassageTally | None, follow: Follow
) -> list[_Marks]:
    """Mark the codings in every source of the study, and count their phrases if there is a tally for them."""
    marks = []
    for number, marked in enumerate(mark_codings(codes, inputs, follow)):
        marks.append(_Marks(marked.passages, marked.hits))
        if tally is not None and marked.n_passages:
            tally.add(marked, number)
    return marks


def _count_elsewhere(
    counted: Sequence[PhraseCount], groups: WordGroups, inputs: StudyInputs, marks: Sequence[_Marks], follow: Follow
) -> ElsewhereTally:
    elsewhere = ElsewhereTally(counted, groups)
    for stored, mark in zip(follow(inputs.stored, "comparing"), marks, strict=True):
        read = inputs.library.open(stored)
        elsewhere.add(MarkedSource(read.source, read.words, *mark))
    return elsewhere


class _Distinctive(NamedTuple):
    """A phrase that the passages have more of."""

    counted: PhraseCount
    elsewhere: int
    log_likelihood: float
    log_ratio: float


def _find_distinctive(
    counted: Sequence[PhraseCount], tally: PassageTally, elsewhere: ElsewhereTally
) -> Iterator[_Distinctive]:
    for one in counted:
        sizes = tally.sizes[one.n_words], elsewhere.sizes[one.n_words]
        counts = one.times, elsewhere.count(one)
        if not all(sizes) or counts[0] * sizes[1] <= counts[1] * sizes[0]:
            continue
        sureness = log_likelihood(*counts, *sizes)
        if sureness >= ONE_IN_A_HUNDRED:
            yield _Distinctive(one, counts[1], sureness, log_ratio(*counts, *sizes))


def _leave_out_parts(found: Iterator[_Distinctive], groups: WordGroups) -> list[_Distinctive]:
    """Leave out what never stands without the same longer phrase around it."""
    by_words = {groups.split(one.counted.n_words, one.counted.key): one for one in found}
    parts = set()
    for words, one in by_words.items():
        for part in {words[:-1], words[1:], words[:1], words[-1:], words[1:2]} - {words}:
            shorter = by_words.get(part)
            if shorter is not None and _counts(shorter) == _counts(one):
                parts.add(part)
    return [one for words, one in by_words.items() if words not in parts]


def _counts(one: _Distinctive) -> tuple[int, int]:
    return one.counted.times, one.elsewhere


class _Writer:
    """Writes phrases out, with an example.

    Parameters
    ----------
    examples : sequence of MarkedSource, optional
        Those of the codebook, where the passages are these and not those of the study.
    """

    def __init__(self, inputs: StudyInputs, tally: PassageTally, examples: Sequence[MarkedSource] | None) -> None:
        self._inputs, self._tally, self._examples = inputs, tally, examples

    def write(self, found: _Distinctive) -> Suggestion:
        number, first = self._tally.place_of(found.counted)
        source, words = self._open(number)
        place = slice(first, first + found.counted.n_words)
        return Suggestion(
            phrase=self._tally.groups.write(words.types[place]),
            count=found.counted.times,
            count_elsewhere=found.elsewhere,
            passages=found.counted.passages,
            participants=() if self._examples is not None else self._tally.speakers_of(found.counted),
            log_likelihood=found.log_likelihood,
            log_ratio=found.log_ratio,
            example=self._show(source, words, place),
        )

    def _open(self, number: int) -> tuple[Source, SourceWords]:
        if self._examples is not None:
            return self._examples[number].source, self._examples[number].words
        read = self._inputs.library.open(self._inputs.stored[number])
        return read.source, read.words

    def _show(self, source: Source, words: SourceWords, place: slice) -> PhraseInContext:
        sentence = int(words.sentences[place.start])
        start, end = int(words.starts[place.start]), int(words.ends[place.stop - 1])
        turn = source.turns[int(words.sentence_turns[sentence]) - 1]
        is_example = self._examples is not None
        return PhraseInContext(
            source_id="" if is_example else source.source_id,
            turn=turn.number,
            participant="" if is_example else turn.participant or "",
            start=start,
            end=end,
            before=source.text[int(words.sentence_starts[sentence]) : start],
            text=source.text[start:end],
            after=source.text[end : int(words.sentence_ends[sentence])],
        )
