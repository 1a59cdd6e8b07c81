"""What the interviewers of each source ask about: what an earlier run found, and what is found now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from interview_coder.language import Language
from interview_coder.model.codebook import Codebook
from interview_coder.model.question_subject import Subject, list_subjects
from interview_coder.project.cache import Cache, key_of
from interview_coder.project.packed import Packed, pack
from interview_coder.project.program_key import program_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KEPT = "questions.bin"


def hash_subjects(codebook: Codebook, language: Language) -> dict[str, str]:
    """Return for each theme and code what changes with all by which a question on it is known, by its key."""
    model = language.describe_model().values()
    lists = key_of(chain.from_iterable((name, *entries) for name, entries in codebook.lists.items()))
    return {
        one.key: key_of((program_key(), *model, one.key, *_known_by(one, lists))) for one in list_subjects(codebook)
    }


def _known_by(subject: Subject, lists: str) -> Iterator[str]:
    if subject.guide:
        yield from (lists, *subject.guide)
    if subject.code is not None:
        yield from (rule.rule_id for rule in subject.code.rules)


@dataclass(frozen=True, slots=True)
class KnownQuestions:
    """Which sources ask about what.

    Parameters
    ----------
    subjects : mapping of str to str
        Key → hash of every theme and code, as `hash_subjects` gives them.
    asked : dict of str to set of str
        Key of every source → keys of what it asks about.
    """

    subjects: Mapping[str, str]
    asked: dict[str, Set[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, cache: Cache) -> KnownQuestions:
        """Read what the last run kept; nothing is known where that is not to be had."""
        raw = cache.read(_KEPT)
        try:
            packed = None if raw is None else Packed(raw)
        except ValueError:
            packed = None
        if packed is None:
            return cls({})
        keys: list[str] = list(packed.facts["subjects"])
        borders, places = packed.array("borders").tolist(), packed.array("places").tolist()
        asked: dict[str, Set[str]] = {
            source: {keys[place] for place in places[start:end]}
            for source, start, end in zip(packed.facts["sources"], borders[:-1], borders[1:], strict=True)
        }
        return cls(packed.facts["subjects"], asked)

    def keep(self, cache: Cache) -> None:
        """Keep it for a later run."""
        import numpy as np

        places = {key: place for place, key in enumerate(self.subjects)}
        rows = [sorted(places[key] for key in asked) for asked in self.asked.values()]
        arrays: dict[str, NDArray[Any]] = {
            "borders": np.cumsum([0, *map(len, rows)]),
            "places": np.array([place for row in rows for place in row], np.int32),
        }
        facts = {"subjects": dict(self.subjects), "sources": list(self.asked)}
        cache.write(_KEPT, pack(facts, arrays, {}))

    def list_new(self, now: Mapping[str, str], sources: Iterable[str]) -> set[str]:
        """Return keys of themes and codes of which it is not known whether sources ask about them."""
        if not all(source in self.asked for source in sources):
            return set(now)
        return {key for key, digest in now.items() if self.subjects.get(key) != digest}

    def update(self, now: Mapping[str, str], sources: Sequence[str], found: Mapping[str, Set[str]]) -> KnownQuestions:
        """Return what is known of some sources, with what was found of new themes, codes and sources."""
        valid = {key for key, digest in now.items() if self.subjects.get(key) == digest}
        asked = {one: (self.asked.get(one, set()) & valid) | found.get(one, set()) for one in sources}
        return KnownQuestions(now, asked)
