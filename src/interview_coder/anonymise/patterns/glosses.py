"""What stands in brackets behind a name in a record: the name in the language of the country."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.anonymise.reading import Reading
from interview_coder.language.english_words import is_known_word
from interview_coder.model.masking import Find

_BRACKETS = re.compile(r"\(([^\W\d_][^()\d\n“”\"–—]{3,80}?)(?:\)| ?[-–—] ?[“\"])")


def find_glosses(reading: Reading) -> Iterator[Find]:
    """Find words of another language in brackets behind a word with a capital: *the Court of Appeal (Cour d'appel)*."""
    for found in _BRACKETS.finditer(reading.text):
        first = reading.word_at(found.start())
        named = reading.words[first - 1] if first > 0 else None
        words = [word for word in reading.words[first : first + 12] if word.start < found.end(1)]
        if named is None or not named.is_capital or reading.text[named.end : found.start()].strip():
            continue
        if words and 2 * sum(is_known_word(word.folded) for word in words) <= len(words):
            yield Find(words[0].start, words[-1].end, "organisation", "possible", "patterns", is_direct=False)
