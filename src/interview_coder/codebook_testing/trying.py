"""Every example of a codebook, tried with the rules of its code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from interview_coder.codebook_testing.examples import (
    Example,
    Speech,
    hear_example,
    list_participants,
    locate_examples,
)
from interview_coder.codebook_testing.near_misses import Missed, find_near_misses
from interview_coder.codebook_testing.notes import find_likely_groups, find_notes
from interview_coder.codebook_testing.outcomes import CodeOutcome, ExampleReport, Finding, NearMiss, Outcome
from interview_coder.ingest.codebook_yaml import read_codebook
from interview_coder.language import Language
from interview_coder.language.source_words import SourceWords
from interview_coder.match.rule_matcher import RuleHit, RuleMatcher
from interview_coder.model.codebook import Code, Codebook, Rule
from interview_coder.rules import name_group, parse_rule
from interview_coder.rules.tokens import read_tokens
from interview_coder.segment import split_paragraphs

NOTHING_NEAR = "nothing in it is in any rule of this code"
ONLY_ASKED = 'only an interviewer speaks in it, whose words are never found: put " / A:" before an answer'


def try_examples(
    raw: bytes,
    language: Language,
    *,
    file: str = "codebook.yml",
    stakeholder_types: Collection[str] = (),
    codes: Collection[str] | None = None,
) -> ExampleReport:
    """Find out whether the rules of each code find its examples, and leave its counter-examples alone.

    Parameters
    ----------
    raw : bytes
        The codebook's file.
    language : Language
        Reads the words of the examples.
    file : str, default="codebook.yml"
        Name for places.
    stakeholder_types : collection of str, optional
        Those of the study's participants: an example may begin with one of them and a colon. Without any, and where
        rules ask for speakers, words that look like a speaker are taken for one.
    codes : collection of str, optional
        The ids of the codes to try; all, if it is not given.

    Returns
    -------
    ExampleReport
        A code finds what its rules or those of the codes below it find, as in the counts of a study. An example that
        does not say who speaks counts as said by whom the rule asks for (``BY``); one that does not say what was asked,
        as an answer to what it asks for (``ASKED``).

    Raises
    ------
    InputError
        With every problem of the codebook; where a rule asks for a part of speech and there is no language model.

    Examples
    --------
    >>> from interview_coder.language import load_language
    >>> code = b"{id: rent, match: [rent NEAR rise BY tenant], examples: ['The rent rose.', 'A landlord: It rose.']}"
    >>> report = try_examples(b"themes: [{id: cost, codes: [%s]}]" % code, load_language("blank"))
    >>> [outcome.example.text for outcome in report.failures]
    ['A landlord: It rose.']
    """
    codebook = read_codebook(raw, file=file)
    wanted = [code for code in codebook.codes if codes is None or code.code_id in codes]
    ids = {code.code_id for code in wanted}
    examples = [one for one in locate_examples(raw, codebook, file=file) if one.code.code_id in ids]
    types = {name_group(name) for name in stakeholder_types}
    speakers = _list_speakers_asked_for(codebook)
    groups = types.union(*speakers.values())
    if groups and not types:
        groups |= find_likely_groups(examples, groups)
    trial = _Trial(codebook, language, groups)
    outcomes = trial.run(examples)
    return ExampleReport(
        tuple(CodeOutcome(code, code.code_id in trial.with_rules, tuple(outcomes[code.code_id])) for code in wanted),
        tuple(find_notes(wanted, examples, speakers, types, groups, file)),
    )


def _list_speakers_asked_for(codebook: Codebook) -> dict[Rule, tuple[str, ...]]:
    rules = (rule for code in codebook.codes for rule in code.rules if "BY" in rule.text)
    return {rule: parse_rule(rule.text).speakers for rule in rules}


@dataclass(frozen=True, slots=True)
class _Heard:
    """An example with its words."""

    example: Example
    speech: Speech
    words: SourceWords

    @property
    def left_open(self) -> frozenset[str]:
        """The clauses of which the example says nothing."""
        said = {"BY": self.speech.names_speaker, "ASKED": self.speech.names_question}
        return frozenset(clause for clause, is_said in said.items() if not is_said)


class _Trial:
    """Tries examples of one codebook.

    Parameters
    ----------
    groups : collection of str
        The stakeholder types that speakers of examples may have.

    Attributes
    ----------
    with_rules : set of str
        The ids of the codes that have rules, or codes below them that do.
    """

    def __init__(self, codebook: Codebook, language: Language, groups: Collection[str]) -> None:
        self._codebook, self._language, self._groups = codebook, language, groups
        self._participants = list_participants(groups)
        self._rules = {(code.code_id, rule.rule_id): rule for code in codebook.codes for rule in code.rules}
        self._above = _list_codes_above(codebook)
        self.with_rules = {above for code in codebook.codes if code.rules for above in self._above[code.code_id]}

    def run(self, examples: Sequence[Example]) -> Mapping[str, list[Outcome]]:
        """Try examples; return what came of them by the ids of their codes, in the same order."""
        by_open: dict[frozenset[str], list[_Heard]] = defaultdict(list)
        outcomes = {number: Outcome(example, ()) for number, example in enumerate(examples)}
        for number, example in enumerate(examples):
            if example.code.code_id in self.with_rules:
                heard = self._hear(example, number)
                by_open[heard.left_open].append(heard)
        for clauses, some in by_open.items():
            codebook = _without_clauses(self._codebook, clauses)
            tried = self._try(codebook, some)
            outcomes |= {int(one.speech.source.source_id): made for one, made in zip(some, tried, strict=True)}
        by_code: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in outcomes.values():
            by_code[outcome.example.code.code_id].append(outcome)
        return by_code

    def _hear(self, example: Example, number: int) -> _Heard:
        speech = hear_example(example, number, self._groups)
        source = speech.source
        return _Heard(example, speech, self._language.read_words(source.text, split_paragraphs(source), source.asides))

    def _try(self, codebook: Codebook, examples: Sequence[_Heard]) -> list[Outcome]:
        """Try examples with rules that ask for nothing of which they do not speak."""
        hits: list[list[RuleHit]] = [[] for _ in examples]
        sources = [(one.speech.source, one.words) for one in examples]
        for hit in RuleMatcher(codebook, self._language).find_hits(sources, self._participants):
            if examples[hit.source].example.code.code_id in self._above[hit.code.code_id]:
                hits[hit.source].append(hit)
        outcomes = [
            Outcome(one.example, tuple(self._make_findings(one, own))) for one, own in zip(examples, hits, strict=True)
        ]
        self._look_for_near_misses(codebook, examples, hits, outcomes)
        return outcomes

    def _make_findings(self, heard: _Heard, hits: Sequence[RuleHit]) -> Iterator[Finding]:
        words, text = heard.words, heard.example.text
        for hit in hits:
            if hit.refused_by is None:
                rule = self._rules[hit.code.code_id, hit.rule.rule_id]
                cue = None if hit.cue is None else words.tokens(text, [hit.cue])[0]
                left_open = tuple(sorted(heard.left_open.intersection(list_clauses(rule.text))))
                yield Finding(hit.code, rule, words.tokens(text, hit.words), hit.stance, cue, left_open)

    def _look_for_near_misses(
        self,
        codebook: Codebook,
        examples: Sequence[_Heard],
        hits: Sequence[Sequence[RuleHit]],
        outcomes: list[Outcome],
    ) -> None:
        """Replace the outcomes of examples that are not found by ones that say why."""
        by_code: dict[str, list[int]] = defaultdict(list)
        for place, outcome in enumerate(outcomes):
            if not outcome.is_right and outcome.example.kind == "example":
                by_code[outcome.example.code.code_id].append(place)
        for code_id, places in by_code.items():
            rules = [
                (code, rule) for code in codebook.codes if code_id in self._above[code.code_id] for rule in code.rules
            ]
            missed = [Missed(examples[place].speech.source, examples[place].words, hits[place]) for place in places]
            near = find_near_misses(missed, rules, codebook.lists, self._language, self._participants)
            for place, misses in zip(places, near, strict=True):
                outcomes[place] = replace(
                    outcomes[place],
                    near_misses=tuple(map(self._as_written, misses)),
                    remark="" if misses else _remark_on(examples[place].speech),
                )

    def _as_written(self, miss: NearMiss) -> NearMiss:
        return miss._replace(rule=self._rules[miss.code.code_id, miss.rule.rule_id])


def _remark_on(speech: Speech) -> str:
    roles = {turn.role for turn in speech.source.turns}
    return NOTHING_NEAR if "participant" in roles or not roles else ONLY_ASKED


def _list_codes_above(codebook: Codebook) -> dict[str, frozenset[str]]:
    """Return for each code its id and those of the codes that it is below."""
    above: dict[str, frozenset[str]] = {"": frozenset()}
    for code in codebook.codes:
        above[code.code_id] = above[code.parent] | {code.code_id}
    return above


def _without_clauses(codebook: Codebook, clauses: Collection[str]) -> Codebook:
    """Return a codebook whose rules do not ask for some things; the ids of its rules stay."""

    def loosen(code: Code) -> Code:
        return replace(code, rules=tuple(replace(rule, text=drop_clauses(rule.text, clauses)) for rule in code.rules))

    themes = (replace(theme, codes=tuple(map(loosen, theme.codes))) for theme in codebook.themes)
    return replace(codebook, themes=tuple(themes)) if clauses else codebook


def drop_clauses(rule: str, clauses: Collection[str]) -> str:
    """Return a rule without some of its clauses.

    Examples
    --------
    >>> drop_clauses("repair BY tenant UNLESS denied ASKED (damp | mould)", {"BY", "ASKED"})
    'repair UNLESS denied'
    """
    borders = [(0, ""), *((offset, clause) for clause, offset in list_clauses(rule).items()), (len(rule), "")]
    kept = [rule[start:end].strip() for (start, clause), (end, _) in pairwise(borders) if clause not in clauses]
    return " ".join(kept)


def list_clauses(rule: str) -> dict[str, int]:
    """Return where each clause of a rule begins, in their order.

    Examples
    --------
    >>> list_clauses('repair NEAR "BY" BY tenant ONLY said')
    {'BY': 17, 'ONLY': 27}
    """
    return {token.text: token.offset for token in read_tokens(rule) if token.kind == "clause"}
