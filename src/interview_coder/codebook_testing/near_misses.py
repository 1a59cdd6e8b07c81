"""Why rules do not find an example: which of their parts stand in it, and what is missing or refuses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from interview_coder.codebook_testing.outcomes import NearMiss
from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.language.word_flags import CONTENT
from interview_coder.match.hits import Hit, count_between
from interview_coder.match.rule_matcher import RuleHit, RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule, Theme
from interview_coder.model.coding import STANCES
from interview_coder.model.source import Participant, Source
from interview_coder.rules import (
    Either,
    Near,
    Pattern,
    Phrase,
    RuleError,
    RuleTree,
    Unless,
    format_rule,
    parse_rule,
)

MOST_NEAR = 3
"""So many rules are named for an example that none finds."""
_LONGEST_PATTERN = 60
_MOST_HITS = 50


class Missed(NamedTuple):
    """An example that no rule finds.

    Parameters
    ----------
    refused : sequence of RuleHit
        Where patterns hold, and clauses of their rules refuse it.
    """

    source: Source
    words: SourceWords
    refused: Sequence[RuleHit]


def find_near_misses(
    missed: Sequence[Missed],
    rules: Sequence[tuple[Code, Rule]],
    lists: Mapping[str, tuple[str, ...]],
    language: Language,
    participants: Mapping[str, Participant],
) -> list[tuple[NearMiss, ...]]:
    """Say of examples that none of some rules finds which of them come near.

    Parameters
    ----------
    rules : sequence of (Code, Rule)
        With which they were tried, in the order of the codebook.
    lists : mapping of str to tuple of str
        The word lists of the codebook.

    Returns
    -------
    list of tuple of NearMiss
        For each example the nearest rules: those whose pattern holds and a clause refuses it, then those of which least
        is missing and most is found, words of content before others. A rule of which nothing is found is not near.
    """
    trees = {rule.text: parse_rule(rule.text) for _, rule in rules}
    parts = dict.fromkeys(part for tree in trees.values() for part in _walk(tree.pattern))
    found = _find_parts(list(parts), missed, lists, language, participants)
    flags = language.vocabulary.flags
    near = []
    for one, own in zip(missed, found, strict=True):
        is_content = (flags[one.words.types] & CONTENT) != 0
        near.append(tuple(_Diagnosis(one, own, is_content.tolist()).rank(rules, trees))[:MOST_NEAR])
    return near


def _walk(pattern: Pattern) -> Iterator[Pattern]:
    """Yield a pattern and all that it is made of."""
    yield pattern
    for part in _parts_of(pattern):
        yield from _walk(part)


def _parts_of(pattern: Pattern) -> tuple[Pattern, ...]:
    match pattern:
        case Phrase():
            return ()
        case Near():
            return pattern.first, pattern.second
        case Unless():
            return pattern.wanted, pattern.unwanted
        case Either():
            return pattern.patterns


def _find_parts(
    parts: Sequence[Pattern],
    missed: Sequence[Missed],
    lists: Mapping[str, tuple[str, ...]],
    language: Language,
    participants: Mapping[str, Participant],
) -> Sequence[Mapping[Pattern, list[Hit]]]:
    """Return for each example where each part of the rules stands in it."""
    texts = [format_rule(RuleTree(part)) for part in parts]
    rules = tuple(Rule(text, str(number), 0) for number, text in enumerate(texts) if _can_be_read(text))
    codebook = Codebook("", "", (Theme("", "", "", "", (Code("", "", "", "", rules=rules),)),), lists)
    found: list[dict[Pattern, list[Hit]]] = [defaultdict(list) for _ in missed]
    sources = [(one.source, one.words) for one in missed]
    for hit in RuleMatcher(codebook, language).find_hits(sources, participants):
        found[hit.source][parts[int(hit.rule.rule_id)]].append(hit.words)
    return found


def _can_be_read(rule: str) -> bool:
    """Whether a part of a rule is a rule by itself; written in full, a very long one may break a limit."""
    try:
        parse_rule(rule)
    except RuleError:
        return False
    return True


class _Diagnosis:
    """What is found of rules in one example."""

    def __init__(self, missed: Missed, found: Mapping[Pattern, list[Hit]], is_content: Sequence[bool]) -> None:
        self._source, self._words, self._is_content = missed.source, missed.words, is_content
        self._refused = {(hit.code.code_id, hit.rule.rule_id): hit for hit in reversed(missed.refused)}
        self._found = found

    def rank(self, rules: Iterable[tuple[Code, Rule]], trees: Mapping[str, RuleTree]) -> Iterator[NearMiss]:
        """Yield the rules that come near, nearest first."""
        near: list[tuple[tuple[int, int, int], NearMiss]] = []
        for code, rule in rules:
            tree = trees[rule.text]
            hits = list(dict.fromkeys(self._first_hits(tree.pattern)))
            if not hits:
                continue
            hit = self._refused.get((code.code_id, rule.rule_id))
            n_missing, reason = self._why_not(tree.pattern) if hit is None else (-1, self._why_refused(hit, tree))
            n_content = sum(self._is_content[word] for one in hits for word in one)
            rank = n_missing, -n_content, -len(hits)
            near.append((rank, NearMiss(code, rule, tuple(dict.fromkeys(map(self._show, hits))), reason)))
        near.sort(key=lambda one: one[0])
        return (miss for _, miss in near)

    def _show(self, hit: Hit) -> str:
        """Return what stands in the example from the first to the last word of a hit."""
        return self._source.text[int(self._words.starts[hit[0]]) : int(self._words.ends[hit[-1]])]

    def _first_hits(self, pattern: Pattern) -> Iterator[Hit]:
        """Yield a hit of each phrase that is wanted and stands in the example, of alternatives of the nearest."""
        if isinstance(pattern, Phrase):
            yield from self._found[pattern][:1]
        for part in self._wanted_parts(pattern):
            yield from self._first_hits(part)

    def _wanted_parts(self, pattern: Pattern) -> tuple[Pattern, ...]:
        match pattern:
            case Unless():
                return (pattern.wanted,)
            case Either():
                nearest = self._nearest(pattern)
                return () if nearest is None else (nearest,)
            case _:
                return _parts_of(pattern)

    def _why_refused(self, hit: RuleHit, tree: RuleTree) -> str:
        if hit.refused_by == "BY":
            return f"only what is said BY {_list(tree.speakers)} counts, and {self._speaker_of(hit)} says it"
        if hit.refused_by == "ASKED" and tree.asked is not None:
            return f"what was asked before has no {_write(tree.asked)}"
        cue = "" if hit.cue is None else f", by “{self._show((hit.cue,))}”"
        wanted = [stance for stance in STANCES if stance in (tree.stances or ())]
        return f"only what is {_list(wanted)} counts, and it is {hit.stance}{cue}"

    def _speaker_of(self, hit: RuleHit) -> str:
        turn = self._source.turns[self._turn_of(hit.words[0]) - 1]
        return turn.participant or "somebody of no stakeholder type"

    def _turn_of(self, word: int) -> int:
        return int(self._words.sentence_turns[self._words.sentences[word]])

    def _why_not(self, pattern: Pattern) -> tuple[int, str]:
        """Return how many parts of a pattern are missing, and what is wrong, in words."""
        match pattern:
            case Phrase():
                return 1, f"there is no {_write(pattern)}"
            case Near():
                missing = [part for part in (pattern.first, pattern.second) if not self._found[part]]
                if not missing:
                    return 0, self._why_apart(pattern)
                reasons = [self._why_not(part) for part in dict.fromkeys(missing)]
                return sum(n for n, _ in reasons), "; ".join(reason for _, reason in reasons)
            case Unless():
                if not self._found[pattern.wanted]:
                    return self._why_not(pattern.wanted)
                unwanted = [self._show(hit) for hit in self._found[pattern.unwanted][:1]]
                return 0, f"{pattern.operator} leaves it out, for “{''.join(unwanted)}”"
            case Either():
                nearest = self._nearest(pattern)
                return (1, f"there is no {_write(pattern)}") if nearest is None else self._why_not(nearest)

    def _nearest(self, either: Either) -> Pattern | None:
        """Return the alternative of which least is missing; None where nothing of any is there."""
        begun = (part for part in either.patterns if any(self._first_hits(part)))
        return min(begun, key=self._why_not, default=None)

    def _why_apart(self, near: Near) -> str:
        """Tell why two patterns that both hold are not near each other."""
        pairs = [
            (one, other)
            for one in self._found[near.first][:_MOST_HITS]
            for other in self._found[near.second][:_MOST_HITS]
            if len({self._unit_of(word, near) for word in (one[0], one[-1], other[0], other[-1])}) == 1
        ]
        if not pairs:
            shown = [self._show(self._found[part][0]) for part in (near.first, near.second)]
            return f"“{shown[0]}” and “{shown[1]}” stand in different {near.within}s"
        apart = [pair for pair in pairs if not set(pair[0]) & set(pair[1])]
        if not apart:
            return f"both parts are found in “{self._show(pairs[0][0])}”, and must be different words"
        ordered = [(one, other) for one, other in apart if other[0] > one[-1] or not near.ordered]
        if not ordered:
            return f"“{self._show(apart[0][1])}” does not come after “{self._show(apart[0][0])}”"
        one, other = min(ordered, key=lambda pair: count_between(*pair))
        n = count_between(one, other)
        words = "1 word lies" if n == 1 else f"{n} words lie"
        return f"{words} between “{self._show(one)}” and “{self._show(other)}”: {near.most_between} at most may"

    def _unit_of(self, word: int, near: Near) -> int:
        return int(self._words.sentences[word]) if near.within == "sentence" else self._turn_of(word)


def _write(pattern: Pattern) -> str:
    written = format_rule(RuleTree(pattern))
    return written if len(written) <= _LONGEST_PATTERN else f"{written[:_LONGEST_PATTERN].rstrip(' |')} …"


def _list(names: Collection[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
