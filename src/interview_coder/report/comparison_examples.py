"""Which of many changed codings are shown, and what is told of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from interview_coder.model.coding import Coding, Evidence
from interview_coder.model.comparison import CodingChange, CodingChangeKind

EXAMPLES_OF_EACH = 3
"""So many examples of each kind are shown for each code, if nobody says how many."""


_KINDS: tuple[CodingChangeKind, ...] = ("gained", "lost", "changed")


class ExampleGroup(NamedTuple):
    """Some of what one code gains, loses or keeps otherwise.

    Parameters
    ----------
    total : int
        How many there are, of which `shown` are the first.
    """

    code_id: str
    kind: CodingChangeKind
    total: int
    shown: tuple[CodingChange, ...]


def group_examples(codings: Sequence[CodingChange], limit: int | None) -> Iterator[ExampleGroup]:
    """Yield what each code gains, then what it loses, then what changes.

    Parameters
    ----------
    codings : sequence of CodingChange
        Those of one code together.
    limit : int, optional
        So many of each group are shown: every participant has one before anybody has two.
    """
    for code_id, of_code in groupby(codings, key=lambda change: change.shown.code_id):
        by_kind: dict[CodingChangeKind, list[CodingChange]] = defaultdict(list)
        for change in of_code:
            by_kind[change.kind].append(change)
        for kind in _KINDS:
            if by_kind[kind]:
                shown = by_kind[kind] if limit is None else _take_turns(by_kind[kind])[:limit]
                yield ExampleGroup(code_id, kind, len(by_kind[kind]), tuple(shown))


def _take_turns(changes: Sequence[CodingChange]) -> list[CodingChange]:
    """Let every participant have one before anybody has two; else the order stays."""
    counts: Counter[str] = Counter()
    rounds = []
    for change in changes:
        rounds.append(counts[change.shown.participant])
        counts[change.shown.participant] += 1
    order = sorted(range(len(changes)), key=rounds.__getitem__)
    return [changes[place] for place in order]


class EvidenceChange(NamedTuple):
    """A hit that a place of a code has by one of two codebooks only, or with another stance.

    Parameters
    ----------
    words : str
        The words that were found; ``…`` where others stand between.
    """

    sign: Literal["+", "-"]
    words: str
    rule: str
    stance: str


def list_evidence(change: CodingChange) -> Iterator[EvidenceChange]:
    """Yield the hits that are gone, then those that have come."""
    before, after = _hits(change.before), _hits(change.after)
    yield from (_tell("-", evidence) for key, evidence in before.items() if key not in after)
    yield from (_tell("+", evidence) for key, evidence in after.items() if key not in before)


def _tell(sign: Literal["+", "-"], evidence: Evidence) -> EvidenceChange:
    return EvidenceChange(sign, write_words(evidence), evidence.rule, evidence.stance)


def _hits(codings: Sequence[Coding]) -> dict[object, Evidence]:
    # the hash of a rule is another one as soon as a list is, though it finds the same
    return {(one.rule, one.tokens, one.stance, one.cue): one for coding in codings for one in coding.evidence}


def write_words(evidence: Evidence) -> str:
    """Write the words of a hit, with a sign where others stand between them.

    Examples
    --------
    >>> from interview_coder.model.coding import MatchedToken
    >>> tokens = MatchedToken(0, 3, "the"), MatchedToken(4, 8, "rent"), MatchedToken(20, 24, "rose")
    >>> write_words(Evidence("", "", tokens))
    'the rent … rose'
    """
    words = ""
    reached = 0
    for token in evidence.tokens:
        gap = "" if not words else " " if token.start <= reached + 1 else " … "
        words += f"{gap}{token.text}"
        reached = token.end
    return words
