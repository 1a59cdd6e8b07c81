"""Names of files, without the names of people in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from interview_coder.anonymise.naming import fold_name
from interview_coder.anonymise.replacing import replace_masks
from interview_coder.anonymise.titles import ROLES
from interview_coder.corpus import source_id_of
from interview_coder.keeping.study_key import NamedEntity
from interview_coder.language.english_words import is_common_word
from interview_coder.language.word_lists import words_of
from interview_coder.model.masking import Document, Mask

DOC_ID = "names of files"
_SEPARATORS = re.compile(r"[_.\-]")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_UNSAFE = re.compile(r"[^\w. ()/-]+")


_OF_FILES = words_of(
    "interview interviews transcript transcripts notes note session recording audio file part final draft copy clean "
    "edited checked version group focus visit call phone pilot first second third one two three follow-up round wave "
    "site ward day week month january february march april may june july august september october november december"
)
"""Ordinary words of which names of files are made, beside names too."""


class _Known(NamedTuple):
    """What stands for a word of somebody's name, and whether a person said that it is one."""

    wording: str
    is_sure: bool


def make_document(originals: Iterable[str]) -> Document:
    """Return the names of files as a text that is searched, one a line and no longer or shorter than they are."""
    lines = [_SEPARATORS.sub(" ", source_id_of(name)) for name in originals]
    spans = list(_line_spans(lines))
    return Document(DOC_ID, "\n".join(lines), (), tuple(spans))


def _line_spans(lines: Iterable[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for line in lines:
        yield start, start + len(line)
        start += len(line) + 1


def rename_files(
    originals: Sequence[str], masks: Sequence[Mask], named: Mapping[str, NamedEntity], earlier: Mapping[str, str]
) -> dict[str, str]:
    """Return what becomes of the name of each file, without its ending.

    Parameters
    ----------
    originals : sequence of str
        In the order in which `make_document` got them.
    masks : sequence of Mask
        In that document.
    named : mapping of str to NamedEntity
        Entity → what stands for it.
    earlier : mapping of str to str
        Original → its name in an earlier run, which it keeps unless that has in it what is masked now.
    """
    wordings = {entity_id: one.wording for entity_id, one in named.items()}
    by_word = dict(_words_of_people(named))
    document = make_document(originals)
    new: dict[str, str] = {}
    kept: dict[str, str] = {}
    for name, (start, end) in zip(originals, document.turns, strict=True):
        own = [mask for mask in masks if start <= mask.start and mask.end <= end]
        new[name] = _rename(source_id_of(name), start, own, wordings, by_word)
        masked = {word for mask in own for word in _list_words(document.text[mask.start : mask.end])}
        before = earlier.get(name, "")
        is_as_good = (masked | by_word.keys()).isdisjoint(_list_words(before))
        if before and (is_as_good or re.fullmatch(re.escape(new[name]) + r"(_\d+)?", before)):
            kept[name] = before
    return kept | _number(new, kept)


def _list_words(text: str) -> set[str]:
    return {fold_name(word) for word in _SEPARATORS.sub(" ", text).split()}


def _rename(
    name: str, start: int, masks: Iterable[Mask], wordings: Mapping[str, str], by_word: Mapping[str, _Known]
) -> str:
    shifted = [
        Mask(one.start - start, one.end - start, one.kind, one.certainty, one.witness, one.entity_id) for one in masks
    ]
    replaced = replace_masks(name, shifted, wordings).text
    pieces = _BRACKETS.split(replaced)  # every other piece is a replacement
    for place, piece in enumerate(pieces):
        if place % 2:
            pieces[place] = piece.replace(" ", "_").replace("/", "_")
        else:
            pieces[place] = _replace_words(piece, by_word)
    return _UNSAFE.sub("_", "".join(pieces)).strip() or "source"


def _replace_words(piece: str, by_word: Mapping[str, _Known]) -> str:
    """Replace the words of names, but no ordinary word that stands beside another: *young people*."""
    words = [(found, fold_name(found[0])) for found in _WORD.finditer(piece)]
    ordinary = [False, *(_is_ordinary(word) for _, word in words), False]
    beside = {
        found.start()
        for (found, _), before, after in zip(words, ordinary, ordinary[2:], strict=False)
        if before or after
    }

    def write(found: re.Match[str]) -> str:
        word = fold_name(found[0])
        known = by_word.get(word)
        is_phrase = found.start() in beside and _is_ordinary(word)
        return found[0] if known is None or (is_phrase and not known.is_sure) else known.wording

    return _WORD.sub(write, piece)


def _is_ordinary(word: str) -> bool:
    return is_common_word(word) and word not in _OF_FILES and word not in ROLES


def _words_of_people(named: Mapping[str, NamedEntity]) -> Iterator[tuple[str, _Known]]:
    """Yield every word of every name, with what stands for it; what is known surely comes last."""
    for one in sorted(named.values(), key=lambda one: one.certainty == "sure"):
        if one.kind == "person":
            for word in _WORD.findall(" ".join((one.name, *one.forms))):
                yield fold_name(word), _Known(one.wording.replace(" ", "_"), one.certainty == "sure")


def _number(new: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """Give files that would have one name, or one that another file keeps, a number."""
    numbered = {}
    taken = {name.casefold() for name in kept.values()}
    for original, name in new.items():
        if original in kept:
            continue
        number = 1
        own = name
        while own.casefold() in taken:
            number += 1
            own = f"{name}_{number}"
        numbered[original] = own
        taken.add(own.casefold())
    return numbered
