"""The witness who was told beforehand: the names that the researcher listed."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.anonymise.context import Context
from interview_coder.anonymise.forms import FormsToFind, find_forms, list_person_forms, read_parts, read_words
from interview_coder.anonymise.organisation_forms import list_organisation_forms
from interview_coder.anonymise.reading import Reading
from interview_coder.model.masking import Find, Kind, RosterEntry


def find(reading: Reading, context: Context) -> Iterator[Find]:
    """Find the listed names in all their forms; a common word where it may be meant as a name."""
    by_kind: dict[Kind, FormsToFind] = {}
    for entry in context.roster:
        forms = by_kind.setdefault(entry.kind, FormsToFind())
        for name in (entry.name, *entry.others):
            _add_forms(forms, entry, name)
    for kind, forms in by_kind.items():
        for first, last, _, _, weight in find_forms(reading, forms, is_listed=True):
            words = reading.words
            certainty = "sure" if weight > 1 else "possible"
            is_direct = kind not in ("organisation", "place", "date", "age", "role", "other")
            yield Find(words[first].start, words[last].end, kind, certainty, "roster", is_direct)  # type: ignore[arg-type]


def _add_forms(forms: FormsToFind, entry: RosterEntry, name: str) -> None:
    parts = read_parts(name) if entry.kind == "person" else read_words(name)
    if not parts:
        return
    if entry.kind == "person":
        forms.add_all(list_person_forms(parts))
    elif entry.kind == "organisation":
        forms.add_all(list_organisation_forms(parts))
    else:
        forms.add(parts, "full")
