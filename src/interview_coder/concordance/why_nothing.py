"""Why a rule finds nothing: which of its parts are said at all, and which words nearly are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.concordance.finding import SOURCES_AT_ONCE
from interview_coder.errors import offer_near_name
from interview_coder.language.vocabulary import Vocabulary
from interview_coder.language.word_flags import WORD
from interview_coder.match.rule_trial import RuleTrial
from interview_coder.rules import Choice, Phrase, RuleTree, WordPattern, format_rule, parse_rule, phrases_of
from interview_coder.rules.tokens import read_tokens
from interview_coder.study_inputs import StudyInputs

_MOST_LETTERS_APART = 2
_OPERATORS = {
    **{word: f"as an operator, write {word.upper()}" for word in ("and", "not", "near", "then", "except", "without")},
    **{word: f"as a clause, write {word.upper()}" for word in ("by", "asked")},
    "or": "for any of several words, write (one | other)",
    "&": "for both in one sentence, write AND",
}
_ALTERNATIVES = re.compile(r"[^\W\d_]{2,}(?:/[^\W\d_]{2,})+")


def tell_why_nothing(inputs: StudyInputs, trial: RuleTrial, rule: str) -> Iterator[str]:
    """Yield how often each part of a rule is said, and the words most like those that nobody says.

    Parameters
    ----------
    inputs : StudyInputs
        In which the rule finds nothing.
    trial : RuleTrial
    rule : str
    """
    tree = parse_rule(rule)
    phrases = phrases_of(tree.pattern)
    counts = [0] * len(phrases)
    is_plain = tree == RuleTree(phrases[0])  # what nobody says need not be counted
    for first in () if is_plain else range(0, len(inputs.stored), SOURCES_AT_ONCE):
        read = [inputs.library.open(one) for one in inputs.stored[first : first + SOURCES_AT_ONCE]]
        found = trial.count_phrases([(one.source, one.words) for one in read])
        counts = [count + more for count, more in zip(counts, found, strict=True)]
    told = dict(zip(phrases, counts, strict=True))
    for phrase, count in told.items():
        written = format_rule(RuleTree(phrase))
        if count:
            times = "once" if count == 1 else f"{count:,} times"
            yield f"nothing is as the whole rule says, but “{written}” is said {times}"
        else:
            near = "".join(f"; {offer}" for offer in _offer_near_words(phrase, inputs.library.language.vocabulary))
            yield f"no participant says “{written}”{near}"
    yield from _tell_small_operators(rule)


def _tell_small_operators(rule: str) -> Iterator[str]:
    """Yield words that may be meant as operators: in small letters between others, or a slash between words."""
    words = [token.text for token in read_tokens(rule)]
    small = [word for word in words[1:-1] if word in _OPERATORS]
    for word in dict.fromkeys(small):
        yield f"operators are in capitals, and “{word}” is a word here; {_OPERATORS[word]}"
    for word in words:
        if _ALTERNATIVES.fullmatch(word):
            yield f"“{word}” is words in a row; for any of them, write ({word.replace('/', ' | ')})"


def _offer_near_words(phrase: Phrase, vocabulary: Vocabulary) -> Iterator[str]:
    forms = [vocabulary.forms(number) for number, flags in enumerate(vocabulary.plain_flags) if flags & WORD]
    known = frozenset().union(*(one.keys for one in forms))
    for word in _written_words(phrase):
        if word not in known:
            alike = {one.lower for one in forms if _may_be_meant(word, one.lower)}
            near = offer_near_name(word, sorted(alike))
            if near or len(phrase.items) > 1:
                yield near or f"nobody says “{word}”"


def _written_words(phrase: Phrase) -> Iterator[str]:
    """Yield the words of a phrase that must be as they are written, or a form of that."""
    for item in phrase.items:
        match item:
            case WordPattern(text, "lemma" | "form") if text.isalpha() and text not in _OPERATORS:
                yield text
            case Choice(phrases):
                for one in phrases:
                    yield from _written_words(one)
            case _:
                pass


def _may_be_meant(word: str, other: str) -> bool:
    return other[0] == word[0] and abs(len(other) - len(word)) <= _MOST_LETTERS_APART
