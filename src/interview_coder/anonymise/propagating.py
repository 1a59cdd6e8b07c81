"""What one witness found is looked for everywhere, in all forms that a name stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview_coder.anonymise.forms import FormsToFind, find_forms, list_person_forms, read_parts
from interview_coder.anonymise.general_words import GENERAL
from interview_coder.anonymise.name_lists import may_be_given_name
from interview_coder.anonymise.organisation_forms import list_organisation_forms
from interview_coder.anonymise.reading import Reading
from interview_coder.language.english_words import is_common_word, is_grammar_word, is_known_word
from interview_coder.model.masking import Certainty, Find, Kind

_SHORTEST_MISSPELLED = 5
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that was found, as folded words."""

    parts: tuple[str, ...]
    kind: Kind
    certainty: Certainty


def collect_names(reading: Reading, finds: Iterable[Find]) -> set[KnownName]:
    """Return the names of a document that are worth looking for."""
    names = set()
    for found in finds:
        if found.kind not in ("person", "organisation", "place"):
            continue
        surface = reading.text[found.start : found.end]
        parts = read_parts(surface)
        if found.kind == "person" and _is_spelled(surface):
            parts = ("".join(parts),)
        if parts and len(parts) <= _MOST_PARTS and not _tells_nothing(parts, found.kind):
            names.add(KnownName(parts, found.kind, found.certainty))
    return names


def _is_spelled(surface: str) -> bool:
    letters = [part for part in surface.replace("-", " ").split() if part]
    return len(letters) > 2 and all(len(part.strip(".,")) == 1 for part in letters)


def _tells_nothing(parts: tuple[str, ...], kind: Kind) -> bool:
    if all(part in GENERAL or len(part) < 2 for part in parts):
        return not (kind == "person" and len(parts) == 1 and may_be_given_name(parts[0]))
    if kind == "person" and any(part[:1].isdigit() for part in parts):
        return True
    if kind == "person" and len(parts) == 1 and is_grammar_word(parts[0]) and not may_be_given_name(parts[0]):
        return True
    return kind != "person" and all(is_common_word(part) for part in parts) and len(parts) == 1


def propagate(reading: Reading, own: Iterable[KnownName], of_study: Iterable[KnownName]) -> Iterator[Find]:
    """Find the names of a document and of its study in a document, also with one letter wrong.

    Parameters
    ----------
    own : iterable of KnownName
        Found in this document: their parts, nicknames and initials are looked for as well.
    of_study : iterable of KnownName
        Found in others: whole names, and single ones that are no common word.
    """
    kinds: tuple[Kind, ...] = ("person", "organisation", "place")
    for kind in kinds:
        for certainty in ("sure", "likely", "possible"):
            forms = FormsToFind()
            for name in own:
                if name.kind == kind and name.certainty == certainty:
                    _add(forms, name)
            for name in of_study:
                if name.kind == kind and name.certainty == certainty and _tells_elsewhere(name):
                    forms.add(name.parts, "full" if len(name.parts) > 1 else "part")
            yield from _find_all(reading, forms, kind, guessed=certainty == "possible")
            if kind == "person":
                yield from _find_misspelled(reading, forms)


def _tells_elsewhere(name: KnownName) -> bool:
    return len(name.parts) > 1 or not is_common_word(name.parts[0])


def _find_all(reading: Reading, forms: FormsToFind, kind: Kind, *, guessed: bool) -> Iterator[Find]:
    for first, last, _, _, weight in find_forms(reading, forms, is_told=kind == "person" and not guessed):
        if kind != "person" and (weight < 2 or _is_lower(reading, first, last)):
            continue
        yield _make_find(reading, first, last, kind, "likely" if weight > 1 and not guessed else "possible")


def _add(forms: FormsToFind, name: KnownName) -> None:
    if name.kind == "person":
        forms.add_all(list_person_forms(name.parts))
    elif name.kind == "organisation":
        forms.add_all(list_organisation_forms(name.parts))
    else:
        forms.add(name.parts, "full" if len(name.parts) > 1 else "part")


def _is_lower(reading: Reading, first: int, last: int) -> bool:
    words = reading.words[first : last + 1]
    return all(word.is_cased and word.shape == "lower" for word in words)


def _find_misspelled(reading: Reading, forms: FormsToFind) -> Iterator[Find]:
    singles = {
        form[0]
        for listed in forms.by_first.values()
        for form, strength in listed
        if len(form) == 1 and strength == "part"
    }
    long = {name for name in singles if len(name) >= _SHORTEST_MISSPELLED and not is_common_word(name)}
    by_shortened: dict[str, set[str]] = {}
    for name in long:
        for shortened in _shorten(name):
            by_shortened.setdefault(shortened, set()).add(name)
    for place, word in enumerate(reading.words):
        if len(word.folded) < _SHORTEST_MISSPELLED - 1 or word.folded in singles or word.is_label:
            continue
        if word.is_cased and (not word.is_capital or (word.begins and is_known_word(word.folded))):
            continue
        if not word.is_cased and is_known_word(word.folded):
            continue
        near = {name for shortened in _shorten(word.folded) for name in by_shortened.get(shortened, ())}
        if any(is_one_letter_off(word.folded, name) and not _is_derived(word.folded, name) for name in near):
            yield _make_find(reading, place, place, "person", "possible")


def _is_derived(word: str, name: str) -> bool:
    """Whether a word is a common one that is made of a name: *Indian* of *India*."""
    return word.startswith(name) and is_common_word(word)


def is_one_letter_off(word: str, name: str) -> bool:
    """Whether a word is a name with one letter more, less, other, or two letters changed about.

    Examples
    --------
    >>> is_one_letter_off("daily", "daly"), is_one_letter_off("mensha", "mensah"), is_one_letter_off("menas", "mensah")
    (True, True, False)
    """
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    at = next(
        (place for place, (one, other) in enumerate(zip(word, name, strict=False)) if one != other),
        min(len(word), len(name)),
    )
    if len(word) != len(name):
        longer, shorter = (word, name) if len(word) > len(name) else (name, word)
        return longer[at + 1 :] == shorter[at:]
    return word[at + 1 :] == name[at + 1 :] or (
        word[at : at + 2] == name[at : at + 2][::-1] and word[at + 2 :] == name[at + 2 :]
    )


def _shorten(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _make_find(reading: Reading, first: int, last: int, kind: Kind, certainty: Certainty) -> Find:
    words = reading.words
    return Find(words[first].start, words[last].end, kind, certainty, "propagation", is_direct=kind == "person")
