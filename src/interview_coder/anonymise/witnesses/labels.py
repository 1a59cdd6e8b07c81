"""The witness of places where names are said to stand: speakers' labels, titles, introductions."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.initials import find_dotted_initials
from interview_coder.anonymise.introduced_behind import is_introduced_behind
from interview_coder.anonymise.reading import Reading
from interview_coder.anonymise.told_names.introduced import find_introduced
from interview_coder.anonymise.told_names.name_runs import make_person
from interview_coder.anonymise.told_names.paired import find_author, find_in_brackets, find_pair
from interview_coder.anonymise.told_names.speakers import find_in_labels
from interview_coder.anonymise.told_names.titled import find_behind_title
from interview_coder.language.english_words import is_common_word
from interview_coder.model.masking import Find


def find(reading: Reading, context: Context) -> Iterator[Find]:  # noqa: ARG001
    """Find names in labels, behind titles, and where somebody says who somebody is."""
    yield from find_in_labels(reading)
    for place, word in enumerate(reading.words):
        if word.is_label:
            continue
        yield from find_behind_title(reading, place)
        yield from find_introduced(reading, place)
        if not word.is_cased or word.is_capital:
            yield from find_pair(reading, place)
            yield from find_in_brackets(reading, place)
            if is_introduced_behind(reading, place):
                yield make_person(word, word, "possible" if is_common_word(word.folded) else "likely")
        yield from find_author(reading, place)
        for first, last in find_dotted_initials(reading, place):
            yield make_person(reading.words[first], reading.words[last], "possible")
