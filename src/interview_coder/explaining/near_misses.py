"""Which rules came near in a passage, and what kept them from being found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from interview_coder.explaining.turn_search import TurnSearch
from interview_coder.match.compiled import (
    CompiledEither,
    CompiledNear,
    CompiledPattern,
    CompiledRule,
    CompiledUnless,
)
from interview_coder.match.hits import Hit, count_between
from interview_coder.model.coding import STANCES
from interview_coder.model.explanation import Lack, LackKind, NearMiss, Part, Refusal
from interview_coder.rules import Either, Near, Pattern, Phrase, RuleTree, Unless, format_rule, parse_rule

_COSTS: dict[LackKind, int] = {"missing": 2, "elsewhere": 1, "BY": 1, "ASKED": 1}
_MOST_HITS = 200
_MOST_SENTENCES = 200
"""In a longer passage only these are looked at for rules that came near: a turn may be a whole book."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is found of a pattern, and what it lacks; nothing if it is found."""

    found: tuple[tuple[Pattern, Hit], ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """What is nearer sorts first."""
        cost = sum(_COSTS.get(lack.kind, 0) for lack in self.lacks)
        too_far = sum(lack.n_between - lack.most_between for lack in self.lacks)
        return not self.found, cost, too_far, -len(self.found)


class NearMissFinder:
    """Looks for rules that came near.

    Parameters
    ----------
    search : TurnSearch
        In the turn.
    turn, passage : range
        The sentences of the turn, and those of them that are asked about.
    content : collection of int
        Where words begin that tell what is talked about.
    """

    def __init__(self, search: TurnSearch, turn: range, passage: range, content: Collection[int]) -> None:
        self._search, self._turn, self._passage, self._content = search, turn, passage, content

    def find_refusals(self) -> list[Refusal]:
        """Return what rules find in the passage and refuse themselves, by place, then in the order of the codebook."""
        refusals = [one for rule in self._search.rules for one in self._refusals_of(rule)]
        return sorted(refusals, key=lambda one: one.words[0].start)

    def find_near_misses(self, codes: Collection[str], refusals: Iterable[Refusal], *, most: int) -> list[NearMiss]:
        """Return the rules of which some parts stand in the passage and others do not, nearest first.

        A rule of which something is missing, and only words such as *we* and *not* stand there, is not near.

        Parameters
        ----------
        codes : collection of str
            Ids of codes whose rules are of no interest.
        refusals : iterable of Refusal
            Rules that need not be told again.
        most : int
            So many at most.
        """
        near: list[tuple[_Look, CompiledRule]] = []
        told = {(one.code.code_id, one.rule.rule_id) for one in refusals}
        for rule in self._search.rules:
            is_told = rule.code.code_id in codes or (rule.code.code_id, rule.rule.rule_id) in told
            if not is_told and not self._search.find_touching(rule.pattern, self._passage):
                look = self._look_for(rule)
                if look.lacks and self._is_near(look):
                    near.append((look, rule))
        near.sort(key=lambda one: (*one[0].rank, -self._count_content(one[0])))
        return [self._tell(look, rule) for look, rule in near[:most]]

    def _refusals_of(self, rule: CompiledRule) -> Iterator[Refusal]:
        tree = parse_rule(rule.rule.text)
        hits = self._search.find_touching(rule.pattern, self._passage)
        refused = [(hit, lack) for hit in hits if (lack := self._refuse_by_turn(rule, tree, hit)) is not None]
        refused += self._refused_within(tree.pattern, rule.pattern)
        by_clause = {hit for hit, _ in refused}
        for hit, (stance, _) in zip(hits, self._search.read_stances(hits), strict=True):
            if tree.stances is not None and stance not in tree.stances and hit not in by_clause:
                refused.append((hit, Lack("ONLY", _alternatives(one for one in STANCES if one in tree.stances))))
        found = [hit for hit, _ in refused]
        for (hit, lack), (stance, cue) in zip(refused, self._search.read_stances(found), strict=True):
            token = None if cue is None else self._search.tokens((cue,))[0]
            yield Refusal(rule.code, rule.rule, self._search.tokens(hit), stance, token, lack)

    def _refuse_by_turn(self, rule: CompiledRule, tree: RuleTree, hit: Hit) -> Lack | None:
        clause = self._search.find_refusing_clause(rule, hit)
        if clause is None:
            return None
        named = _alternatives(tree.speakers) if clause == "BY" else _write(tree.asked or Phrase(()))
        return Lack(clause, named)

    def _refused_within(self, pattern: Pattern, compiled: CompiledPattern) -> Iterator[tuple[Hit, Lack]]:
        """Yield what the EXCEPT and NOT of a whole pattern leave out in the passage."""
        match pattern, compiled:
            case Unless(), CompiledUnless():
                left = set(self._search.find(compiled))
                for hit in self._search.find_touching(compiled.wanted, self._passage):
                    if hit not in left:
                        yield hit, self._tell_unwanted(pattern, compiled, hit)
                yield from self._refused_within(pattern.wanted, compiled.wanted)
            case Either(), CompiledEither():
                for one, compiled_one in zip(pattern.patterns, compiled.patterns, strict=True):
                    yield from self._refused_within(one, compiled_one)

    def _tell_unwanted(self, pattern: Unless, compiled: CompiledUnless, hit: Hit) -> Lack:
        sentences = self._turn if pattern.scope == "turn" else self._search.sentences_of(hit)
        unwanted = self._search.find(compiled.unwanted)
        if pattern.scope == "overlap":
            spoiling = [other for other in unwanted if not set(hit).isdisjoint(other)]
        else:
            spoiling = [other for other in unwanted if self._search.sentence_of(other[0]) in sentences]
        words = self._search.tokens(spoiling[0]) if spoiling else ()
        return Lack(pattern.operator, _write(pattern.unwanted), words)

    def _look_for(self, rule: CompiledRule) -> _Look:
        tree = parse_rule(rule.rule.text)
        look = self._look(tree.pattern, rule.pattern, self._passage)
        if not look.found or not look.lacks:
            return _Look()
        clause = self._refuse_by_turn(rule, tree, look.found[0][1])
        return look if clause is None else _Look(look.found, (*look.lacks, clause))

    def _look(self, pattern: Pattern, compiled: CompiledPattern, sentences: range) -> _Look:
        """Look for a pattern in some sentences, and if it is not there for what it is made of."""
        hits = self._search.find_within(compiled, sentences)
        if hits:
            return _Look(((pattern, hits[0]),))
        match pattern, compiled:
            case Near(), CompiledNear() if pattern.within == "turn":
                return self._look_near(pattern, compiled, self._turn)
            case Near(), CompiledNear():
                looks = (self._look_near(pattern, compiled, range(one, one + 1)) for one in sentences[:_MOST_SENTENCES])
                return min(looks, key=lambda look: look.rank)
            case Unless(), CompiledUnless():
                return self._look_unless(pattern, compiled, sentences)
            case Either(), CompiledEither():
                pairs = zip(pattern.patterns, compiled.patterns, strict=True)
                return min((self._look(*pair, sentences) for pair in pairs), key=lambda look: look.rank)
            case _:
                return self._look_elsewhere(pattern, compiled)

    def _look_near(self, near: Near, compiled: CompiledNear, sentences: range) -> _Look:
        first = self._look(near.first, compiled.first, sentences)
        second = self._look(near.second, compiled.second, sentences)
        if first.lacks or second.lacks:
            return _Look(first.found + second.found, first.lacks + second.lacks)
        return self._tell_apart(near, compiled, sentences)

    def _tell_apart(self, near: Near, compiled: CompiledNear, sentences: range) -> _Look:
        """Tell why two patterns that are both found are not found together."""
        first = self._search.find_within(compiled.first, sentences)[:_MOST_HITS]
        second = self._search.find_within(compiled.second, sentences)[:_MOST_HITS]
        pairs = [
            (count_between(one, other), one, other) for one in first for other in second if set(one).isdisjoint(other)
        ]
        if not pairs:
            return _Look(((near.first, first[0]),), (Lack("missing", _write(near.second)),))
        in_order = [(n, one, other) for n, one, other in pairs if other[0] > one[-1] or not near.ordered]
        n_between, one, other = min(in_order or pairs)
        found = (near.first, one), (near.second, other)
        if not in_order:
            return _Look(found, (Lack("wrong order", _write(near.second)),))
        if near.most_between is None or n_between <= near.most_between:
            return _Look(found)  # it is found in the turn, and not here
        return _Look(found, (Lack("too far", _write(near.second), (), n_between, near.most_between),))

    def _look_unless(self, pattern: Unless, compiled: CompiledUnless, sentences: range) -> _Look:
        wanted = self._look(pattern.wanted, compiled.wanted, sentences)
        if wanted.lacks:
            return wanted
        return _Look(wanted.found, (self._tell_unwanted(pattern, compiled, wanted.found[0][1]),))

    def _look_elsewhere(self, phrase: Pattern, compiled: CompiledPattern) -> _Look:
        hits = self._search.find(compiled)
        if hits:
            return _Look((), (Lack("elsewhere", _write(phrase), self._search.tokens(hits[0])),))
        return _Look((), (Lack("missing", _write(phrase)),))

    def _is_near(self, look: _Look) -> bool:
        """Whether something of it is in the passage, and more than words like `we` and `not` if parts are missing."""
        touching = [hit for _, hit in look.found if not self._search.sentences_of(hit).isdisjoint(self._passage)]
        is_telling = self._count_content(look) or all(lack.kind != "missing" for lack in look.lacks)
        return bool(touching) and bool(is_telling)

    def _count_content(self, look: _Look) -> int:
        """Count the words found that tell what is talked about."""
        words = {token.start for _, hit in look.found for token in self._search.tokens(hit)}
        return len(words.intersection(self._content))

    def _tell(self, look: _Look, rule: CompiledRule) -> NearMiss:
        found = dict(look.found)
        parts = tuple(Part(_write(pattern), self._search.tokens(hit)) for pattern, hit in found.items())
        return NearMiss(rule.code, rule.rule, parts, tuple(dict.fromkeys(look.lacks)))


def _write(pattern: Pattern) -> str:
    return format_rule(RuleTree(pattern))


def _alternatives(names: Iterable[str]) -> str:
    return " | ".join(names)
