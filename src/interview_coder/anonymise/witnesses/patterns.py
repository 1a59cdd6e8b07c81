"""The witness of forms: contacts, numbers, dates, spelled names, organisations by their heads, streets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.patterns.attributes import find_attributes
from interview_coder.anonymise.patterns.contacts import find_contacts
from interview_coder.anonymise.patterns.dates import find_dates
from interview_coder.anonymise.patterns.glosses import find_glosses
from interview_coder.anonymise.patterns.numbers import find_numbers
from interview_coder.anonymise.patterns.organisations import find_organisations
from interview_coder.anonymise.patterns.spelled_names import find_spelled_names
from interview_coder.anonymise.patterns.streets import find_streets
from interview_coder.anonymise.reading import Reading
from interview_coder.model.masking import Find

_LINE_END = re.compile(r"(?<=[a-z0-9,])\n(?=[a-z])")


def _join_wrapped_lines(reading: Reading) -> str:
    """Return the folded text with a space where a line ends that goes on in small letters below."""
    folded, starts = reading.folded, {start for start, _ in reading.labels}

    def join(found: re.Match[str]) -> str:
        below = folded.places[found.end()]
        return " " if reading.text[below].islower() and below not in starts else found[0]

    return _LINE_END.sub(join, folded.text)


def find(reading: Reading, context: Context) -> Iterator[Find]:  # noqa: ARG001
    """Find what its form betrays."""
    folded = reading.folded
    text = _join_wrapped_lines(reading)
    for found in chain(
        find_contacts(text),
        find_numbers(text),
        find_spelled_names(text),
        find_dates(text, is_talk=reading.is_talk),
        () if reading.is_talk else find_attributes(text),
    ):
        start, end = folded.place_back(found.start, found.end)
        yield Find(start, end, found.kind, found.certainty, "patterns", found.is_direct)
    if not reading.is_talk:
        yield from find_glosses(reading)
    yield from find_organisations(reading)
    yield from find_streets(reading)
