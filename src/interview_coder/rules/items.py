"""One written word, quotation or expression of a rule, read into what its words must be."""

from __future__ import annotations

import re
import unicodedata

from interview_coder.rules.rule_error import RuleError
from interview_coder.rules.tokens import RuleToken, refuse_other_operators
from interview_coder.rules.tree import PARTS_OF_SPEECH, Item, PartOfSpeech, WordPattern
from interview_coder.rules.word_regex import check_word_regex
from interview_coder.rules.words import split_word, straighten_marks

MAX_WORD = 100
_AMPERSAND = re.compile(r"(?<=\S)\s+&\s+(?=\S)")
_NAMES_ELSEWHERE = {
    "nouns": "noun",
    "verbs": "verb",
    "vb": "verb",
    "adj": "adjective",
    "adjectives": "adjective",
    "adv": "adverb",
    "adverbs": "adverb",
    "names": "name",
    "propn": "name",
    "num": "number",
    "numbers": "number",
}
_PART_FIX = 'write it after a word: lead/noun, "lead"/noun, lead*/noun, */noun'


def read_words(token: RuleToken, part: RuleToken | None) -> list[Item]:
    """Read a word, exact words, exact letters or a regular expression.

    Parameters
    ----------
    part : RuleToken, optional
        A slash and a part of speech, where they follow a quotation.

    Raises
    ------
    RuleError
        Where no word can be that.
    """
    match token.kind:
        case "word":
            refuse_other_operators(token)
            return [_read_word(token)]
        case "exact":
            return _read_exact(token, part)
        case "letters":
            return _read_letters(token)
        case _:
            expression = token.text[1:-1]
            check_word_regex(expression, token.offset)
            return [WordPattern(expression, "regex")]


def _read_word(token: RuleToken) -> WordPattern:
    base, part = _split_off_part(token)
    word = straighten_marks(base)
    if word.endswith((",", ";")):
        message = "a comma or semicolon parts no words of a rule"
        raise RuleError(message, token.offset + len(base) - 1, "write (one | other) for alternatives, or remove it")
    return _checked(_make_pattern(word.lower(), "lemma", part), token)


def _read_exact(token: RuleToken, part: RuleToken | None) -> list[Item]:
    words = _words_between_marks(_AMPERSAND.sub("&", token.text[1:-1]), token)
    if part is not None and len(words) > 1:
        raise RuleError("a part of speech belongs to one word, not to several", part.offset, _PART_FIX)
    read = _read_part(part.text[1:], part.offset) if part is not None else None
    return [_checked(_make_pattern(word.lower(), "form", read), token) for word in words]


def _read_letters(token: RuleToken) -> list[Item]:
    letters = token.text[1:].strip('"“”')
    if not letters.strip():
        raise RuleError("no letters stand after '='", token.offset, 'write =NHS or ="Big Society"')
    if "*" in letters:
        raise RuleError("'=' takes exactly these letters, and no '*'", token.offset, "remove the = or the *")
    base, _, name = token.text[1:].rpartition("/")
    if base and name.lower() in PARTS_OF_SPEECH:
        message = "no part of speech can be asked of exact letters"
        raise RuleError(message, token.offset + len(base) + 1, _PART_FIX)
    return [WordPattern(word, "letters") for word in _words_between_marks(letters, token)]


def _words_between_marks(quoted: str, token: RuleToken) -> list[str]:
    """Cut a quotation at its spaces; what stands alone and is no word (a dash) is left out."""
    words = [word for word in straighten_marks(quoted).split() if _can_be_said(word) or not word.strip("*")]
    if not any(map(_can_be_said, words)):
        raise RuleError(
            "no word stands between the quotation marks", token.offset, "write the exact words, or remove the marks"
        )
    return words


def _make_pattern(word: str, kind: str, part: PartOfSpeech | None) -> WordPattern:
    if not word.strip("*"):
        return WordPattern("", "any", part)
    if "*" in word:
        return WordPattern(word, "wild", part)
    return WordPattern(word, "form" if kind == "form" else "lemma", part)


def _checked(pattern: WordPattern, token: RuleToken) -> WordPattern:
    if len(pattern.text) > MAX_WORD:
        message = f"a word has more than {MAX_WORD} characters"
        raise RuleError(message, token.offset, "put spaces between its words")
    if pattern.kind != "any" and not _can_be_said(pattern.text):
        raise RuleError(
            f"'{token.text}' is no word",
            token.offset,
            "write a word; operators are AND, NOT, NEAR, THEN, EXCEPT, WITHOUT",
        )
    if pattern.part is not None and len(split_word(pattern.text)) > 1:
        message = f"'{pattern.text}' is several words, and a part of speech belongs to one"
        raise RuleError(message, token.offset, "write the words apart: decision making/noun")
    return pattern


def _can_be_said(word: str) -> bool:
    """Whether a word has a letter or digit in it, or is a picture or a sign that is said."""
    return any(letter.isalnum() or letter in "%&" or unicodedata.category(letter) in {"So", "Sc"} for letter in word)


def _split_off_part(token: RuleToken) -> tuple[str, PartOfSpeech | None]:
    base, slash, name = token.text.rpartition("/")
    if slash and name.lower() in {*PARTS_OF_SPEECH, *_NAMES_ELSEWHERE}:
        return base, _read_part(name, token.offset + len(base))
    return token.text, None


def _read_part(name: str, offset: int) -> PartOfSpeech:
    for part in PARTS_OF_SPEECH:
        if part == name.lower():
            return part
    meant = _NAMES_ELSEWHERE.get(name.lower())
    fix = f"write /{meant}" if meant else f"the parts of speech are {', '.join(PARTS_OF_SPEECH)}"
    raise RuleError(f"'/{name}' is no part of speech", offset, fix)
