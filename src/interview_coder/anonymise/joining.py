"""Finds that overlap become stretches that do not, of whole words, and nothing that was found is left out."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coder.anonymise.reading import Reading
from interview_coder.language.english_words import is_grammar_word
from interview_coder.model.masking import Find

_RANKS = {"sure": 0, "likely": 1, "possible": 2}
_ORDER = {"person": ""}
_OF_FORM = frozenset({"phone", "email", "handle", "url", "postcode", "nhs_number", "ni_number", "id_number"})


def join_finds(reading: Reading, finds: Iterable[Find]) -> list[Find]:
    """Return finds in order, none overlapping.

    A find within one of the same kind makes that as certain; else the more certain, then the longer, keeps its
    stretch, and of the other remains what is left.
    """
    whole = {(found.start, found.end, found.kind): found for found in sorted(finds, key=_rank, reverse=True)}
    kept: list[Find] = []
    taken = bytearray(len(reading.text))
    for found in sorted(_swallow(list(whole.values())), key=_rank):
        for start, end in _find_free(taken, found.start, found.end):
            piece = _trim(reading, start, end)
            if piece is not None:
                kept.append(Find(*piece, found.kind, found.certainty, found.witness, found.is_direct))
                taken[piece[0] : piece[1]] = b"\1" * (piece[1] - piece[0])
    return sorted(kept, key=lambda found: found.start)


def _rank(found: Find) -> tuple[int, int, int, int, str, str]:
    of_form = 0 if found.kind in _OF_FORM else 1
    return (
        of_form,
        _RANKS[found.certainty],
        found.start - found.end,
        found.start,
        _ORDER.get(found.kind, found.kind),
        found.witness,
    )


def _swallow(finds: list[Find]) -> list[Find]:
    """Let a find that has another of its kind within be as certain as that, and drop the inner one.

    What the researcher listed stays as it is: it is known whom that means.
    """
    finds.sort(key=lambda found: (found.start, -found.end, _RANKS[found.certainty], found.kind, found.witness))
    outer: list[Find] = []
    for found in finds:
        for place in range(len(outer) - 1, max(-1, len(outer) - 12), -1):
            around = outer[place]
            if around.kind == found.kind and around.start <= found.start and found.end <= around.end:
                if found.witness == "roster" != around.witness and found.end - found.start < around.end - around.start:
                    continue
                if _RANKS[found.certainty] < _RANKS[around.certainty]:
                    outer[place] = Find(
                        around.start,
                        around.end,
                        around.kind,
                        found.certainty,
                        found.witness,
                        around.is_direct or found.is_direct,
                    )
                break
        else:
            outer.append(found)
    return outer


def _find_free(taken: bytearray, start: int, end: int) -> list[tuple[int, int]]:
    free = []
    at = start
    while at < end:
        first = taken.find(b"\0", at, end)
        if first < 0:
            break
        last = taken.find(b"\1", first, end)
        last = end if last < 0 else last
        free.append((first, last))
        at = last
    return free


def _trim(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """Cut a stretch to the words it has, and drop it where only joining words are left."""
    place = reading.word_at(start)
    words = []
    while place < len(reading.words) and reading.words[place].start < end:
        words.append(reading.words[place])
        place += 1
    if not words:
        return (
            (start, end)
            if reading.text[start:end].strip() and any(sign.isalnum() for sign in reading.text[start:end])
            else None
        )
    if all(is_grammar_word(word.folded) and word.shape == "lower" for word in words) and (start, end) != (
        words[0].start,
        words[-1].end,
    ):
        return None
    first, last = start, end
    while first < last and not (reading.text[first].isalnum() or reading.text[first] in "@+(#£$€"):
        first += 1
    while last > first and not (reading.text[last - 1].isalnum() or reading.text[last - 1] in ")/%"):
        if not reading.text[last - 1].isprintable() or ord(reading.text[last - 1]) > 0x2FF:
            break
        last -= 1
    return first, last
