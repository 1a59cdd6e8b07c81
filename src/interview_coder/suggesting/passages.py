"""What of a source belongs to a code, what else its participants say, and which words rules of the code know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from interview_coder.codebook_testing.examples import Example, hear_example, list_participants
from interview_coder.errors import Place
from interview_coder.following import Follow
from interview_coder.language.source_words import SourceWords
from interview_coder.match.rule_matcher import RuleHit, RuleMatcher
from interview_coder.model.codebook import Code
from interview_coder.model.coding import Coding
from interview_coder.model.part_of_codebook import only_codes
from interview_coder.model.source import Source
from interview_coder.recoding import SOURCES_AT_ONCE
from interview_coder.rules import name_group
from interview_coder.segment import split_paragraphs
from interview_coder.study_inputs import StudyInputs

if TYPE_CHECKING:
    from numpy.typing import NDArray


NO_PASSAGE, NOT_SPEECH = -1, -2


@dataclass(frozen=True, slots=True, eq=False)
class MarkedSource:
    """A source with what matters of it for one code.

    Parameters
    ----------
    passages : array of int32
        For each sentence the number of the passage that it is in, from 0 in each source; `NO_PASSAGE` for what else
        participants say, `NOT_SPEECH` for what others say.
    hits : list of tuple of int
        The words of each place where a rule of the code holds, whatever its clauses say.
    """

    source: Source
    words: SourceWords
    passages: NDArray[Any]
    hits: Sequence[tuple[int, ...]]

    @property
    def n_passages(self) -> int:
        """How many passages it has."""
        return int(self.passages.max(initial=-1)) + 1


def mark_codings(codes: Sequence[Code], inputs: StudyInputs, follow: Follow) -> Iterator[MarkedSource]:
    """Yield every source of a study; the passages are the codings of some codes."""
    codebook = only_codes(inputs.codebook, {code.code_id for code in codes})
    matcher = RuleMatcher(codebook, inputs.library.language)
    blocks = [inputs.stored[first : first + SOURCES_AT_ONCE] for first in range(0, len(inputs.stored), SOURCES_AT_ONCE)]
    for block in follow(blocks, "coding"):
        read = [inputs.library.open(one) for one in block]
        codings = matcher.match_block([(one.source, one.words, one.segments) for one in read], inputs.participants)
        hits = _sort_hits(matcher.find_hits([(one.source, one.words) for one in read], inputs.participants), len(read))
        for one, found, known in zip(read, codings, hits, strict=True):
            yield MarkedSource(one.source, one.words, _place(one.source, one.words, found), known)


def mark_examples(codes: Sequence[Code], inputs: StudyInputs) -> list[MarkedSource]:
    """Return the examples of some codes as sources, each a passage as a whole but for what is asked in it."""
    codebook = only_codes(inputs.codebook, {code.code_id for code in codes})
    groups = {name_group(person.stakeholder_type) for person in inputs.participants.values()}
    language = inputs.library.language
    examples = [Example(code, "example", text, Place("codebook.yml")) for code in codes for text in code.examples]
    sources = [hear_example(example, number, groups).source for number, example in enumerate(examples)]
    read = [(source, language.read_words(source.text, split_paragraphs(source), source.asides)) for source in sources]
    hits = _sort_hits(RuleMatcher(codebook, language).find_hits(read, list_participants(groups)), len(read))
    return [
        MarkedSource(source, words, np.where(_is_speech(source, words), 0, NOT_SPEECH).astype(np.int32), known)
        for (source, words), known in zip(read, hits, strict=True)
    ]


def _place(source: Source, words: SourceWords, codings: Sequence[Coding]) -> NDArray[Any]:
    """Return the passage of each sentence, where codings that overlap are one passage."""
    passages = np.where(_is_speech(source, words), NO_PASSAGE, NOT_SPEECH).astype(np.int32)
    number = reached = -1
    for coding in sorted(codings, key=lambda one: (one.start, one.end)):
        number += coding.start >= reached
        reached = max(reached, coding.end)
        first, last = np.searchsorted(words.sentence_starts, (coding.start, coding.end)).tolist()
        passages[first:last] = number
    return passages


def _is_speech(source: Source, words: SourceWords) -> NDArray[Any]:
    """Whether each sentence is a participant's."""
    speaking = np.array([False, *(turn.role == "participant" for turn in source.turns)], np.bool_)
    return speaking[words.sentence_turns]


def _sort_hits(hits: Iterable[RuleHit], n_sources: int) -> list[list[tuple[int, ...]]]:
    """Return the words of hits by source, those of refused ones too: the rules know these words."""
    sorted_hits: list[list[tuple[int, ...]]] = [[] for _ in range(n_sources)]
    for hit in hits:
        sorted_hits[hit.source].append(hit.words)
    return sorted_hits
