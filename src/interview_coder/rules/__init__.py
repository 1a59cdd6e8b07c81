"""The rule language of the codebook: text → tree → plain phrases; it knows nothing of texts or tokens.

``docs/rules.md`` describes it for researchers.
"""

from interview_coder.rules.patterns import MAX_NESTING
from interview_coder.rules.reader import MAX_OPERATORS, parse_entry, parse_rule
from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.spelling_out import MAX_PLAIN_PHRASES, spell_out, spell_out_lists
from interview_coder.rules.tokens import MAX_RULE
from interview_coder.rules.tree import (
    PARTS_OF_SPEECH,
    Choice,
    Either,
    Item,
    Kind,
    ListName,
    Near,
    PartOfSpeech,
    Pattern,
    Phrase,
    RuleTree,
    Unless,
    WordPattern,
    list_names,
    name_group,
    phrases_of,
)
from interview_coder.rules.word_lists import Lists, PlainPhrase, SpelledList, find_circles
from interview_coder.rules.word_regex import compile_word_regex
from interview_coder.rules.words import CutWord, WordPart, split_word
from interview_coder.rules.writer import format_rule

__all__ = [
    "MAX_NESTING",
    "MAX_OPERATORS",
    "MAX_PLAIN_PHRASES",
    "MAX_RULE",
    "PARTS_OF_SPEECH",
    "Choice",
    "CutWord",
    "Either",
    "Item",
    "Kind",
    "ListName",
    "Lists",
    "Near",
    "PartOfSpeech",
    "Pattern",
    "Phrase",
    "PlainPhrase",
    "RuleError",
    "RuleTree",
    "SpelledList",
    "Unless",
    "WordPart",
    "WordPattern",
    "compile_word_regex",
    "find_circles",
    "format_rule",
    "list_names",
    "name_group",
    "parse_entry",
    "parse_rule",
    "phrases_of",
    "spell_out",
    "spell_out_lists",
    "split_word",
]
