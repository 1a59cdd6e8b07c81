"""What came of trying the examples of a codebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from interview_coder.codebook_testing.examples import Example, Kind
from interview_coder.model.codebook import Code, Rule
from interview_coder.model.coding import MatchedToken, Stance


class Finding(NamedTuple):
    """One place of an example that a rule finds; places count from the start of the example.

    Parameters
    ----------
    code : Code
        Whose rule it is: that of the example, or one below it.
    tokens : tuple of MatchedToken
        Its words, in the order of the text.
    cue : MatchedToken, optional
        The word that made the stance other than said.
    left_open : tuple of str
        The clauses of the rule, ``BY`` or ``ASKED``, of which the example says nothing, and which count as fulfilled.
    """

    code: Code
    rule: Rule
    tokens: tuple[MatchedToken, ...]
    stance: Stance
    cue: MatchedToken | None
    left_open: tuple[str, ...] = ()


class NearMiss(NamedTuple):
    """A rule that does not find an example, though parts of it do.

    Parameters
    ----------
    found : tuple of str
        What its phrases find, as it stands in the example.
    reason : str
        What is missing, or what refuses it, in words.
    """

    code: Code
    rule: Rule
    found: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules of its code make of one example.

    Parameters
    ----------
    findings : tuple of Finding
        In the order of the codebook.
    near_misses : tuple of NearMiss
        Nearest first; only for an example that is not found.
    remark : str
        Why it is not found, where no rule comes near.
    """

    example: Example
    findings: tuple[Finding, ...]
    near_misses: tuple[NearMiss, ...] = ()
    remark: str = ""

    @property
    def is_right(self) -> bool:
        """Whether an example is found, or a counter-example is not."""
        return bool(self.findings) == (self.example.kind == "example")

    def show(self, finding: Finding) -> tuple[str, ...]:
        """Return the words of a finding as they stand in the example: in one piece where no others are between."""
        text = self.example.text
        pieces: list[tuple[int, int]] = []
        for token in finding.tokens:
            if pieces and not any(letter.isalnum() for letter in text[pieces[-1][1] : token.start]):
                pieces[-1] = pieces[-1][0], token.end
            else:
                pieces.append((token.start, token.end))
        return tuple(text[start:end] for start, end in pieces)


@dataclass(frozen=True, slots=True)
class CodeOutcome:
    """What the rules of one code make of its examples.

    Parameters
    ----------
    has_rules : bool
        Whether it or a code below it has any; without, nothing is tried.
    outcomes : tuple of Outcome
        In the order of the file: examples, then counter-examples.
    """

    code: Code
    has_rules: bool
    outcomes: tuple[Outcome, ...]

    def count(self, kind: Kind) -> tuple[int, int]:
        """Return how many examples or counter-examples are found, and how many there are."""
        found = [bool(outcome.findings) for outcome in self.outcomes if outcome.example.kind == kind]
        return sum(found), len(found)


@dataclass(frozen=True, slots=True)
class ExampleReport:
    """What came of all examples that were tried.

    Parameters
    ----------
    codes : tuple of CodeOutcome
        In the order of the codebook.
    notes : tuple of str
        What else should be looked at, each with its place.
    """

    codes: tuple[CodeOutcome, ...]
    notes: tuple[str, ...] = ()

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Examples that are not found, and counter-examples that are; in the order of the file."""
        return tuple(outcome for outcome in self._tried if not outcome.is_right)

    @property
    def n_tried(self) -> int:
        """How many examples and counter-examples were tried."""
        return sum(1 for _ in self._tried)

    @property
    def _tried(self) -> Iterator[Outcome]:
        return (outcome for one in self.codes if one.has_rules for outcome in one.outcomes)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield a plain dict for every example that was tried."""
        for outcome in self._tried:
            example = outcome.example
            yield {
                "theme": example.code.theme_id,
                "code": example.code.code_id,
                "kind": example.kind,
                "line": example.place.line,
                "text": example.text,
                "found": bool(outcome.findings),
                "right": outcome.is_right,
                "findings": [_describe_finding(one) for one in outcome.findings],
                "near_misses": [_describe_near_miss(one) for one in outcome.near_misses],
                "remark": outcome.remark,
            }


def _describe_finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code.code_id,
        "rule": finding.rule.text,
        "rule_line": finding.rule.line,
        "tokens": [token._asdict() for token in finding.tokens],
        "stance": finding.stance,
        "cue": None if finding.cue is None else finding.cue._asdict(),
        "left_open": list(finding.left_open),
    }


def _describe_near_miss(miss: NearMiss) -> dict[str, Any]:
    return {
        "code": miss.code.code_id,
        "rule": miss.rule.text,
        "rule_line": miss.rule.line,
        "found": list(miss.found),
        "reason": miss.reason,
    }
