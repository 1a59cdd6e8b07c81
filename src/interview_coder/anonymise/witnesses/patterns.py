"""The witness of forms: contacts, numbers, dates, spelled names, organisations by their heads, streets."""

from __future__ import annotations

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


def find(reading: Reading, context: Context) -> Iterator[Find]:  # noqa: ARG001
    """Find what its form betrays."""
    folded = reading.folded
    for found in chain(
        find_contacts(folded.text),
        find_numbers(folded.text),
        find_spelled_names(folded.text),
        find_dates(folded.text, is_talk=reading.is_talk),
        () if reading.is_talk else find_attributes(folded.text),
    ):
        start, end = folded.place_back(found.start, found.end)
        yield Find(start, end, found.kind, found.certainty, "patterns", found.is_direct)
    if not reading.is_talk:
        yield from find_glosses(reading)
    yield from find_organisations(reading)
    yield from find_streets(reading)
