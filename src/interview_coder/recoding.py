"""The codings of a study, and what is asked in it: what an earlier run found and still holds, and what is new.

A coding of the rules hangs on its source and on the rules of its code, and on nothing else. So a changed rule costs the
codings of its code, and a changed transcript those in it, which are made while it is still in memory. What interviewers
ask about is found on the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from interview_coder.collecting import collecting_later
from interview_coder.following import Follow
from interview_coder.known_codings import CodingWriter, KnownCodings, key_of_code, rank_codes
from interview_coder.known_questions import KnownQuestions, hash_subjects
from interview_coder.known_sources import StoredSource
from interview_coder.library import Library, ReadSource
from interview_coder.match.rule_matcher import RuleMatcher
from interview_coder.model.codebook import Codebook
from interview_coder.model.part_of_codebook import only_codes
from interview_coder.model.question_subject import list_subjects
from interview_coder.model.source import Participant
from interview_coder.project.coding_lines import Part, write_in_order
from interview_coder.project.records import codebook_mark

SOURCES_AT_ONCE = 64
_WORDS_AT_ONCE = 600_000


class Recoding:
    """Brings the codings of a study up to date.

    Parameters
    ----------
    codebook : Codebook
    library : Library
        Of the study; `take` what it reads, then `finish`.
    kept : KnownCodings, optional
    asked : KnownQuestions
        What is known of an earlier run.
    scratch : Path
        A folder in which the lines of all codings are written, unless all is as it was.
    """

    def __init__(
        self,
        codebook: Codebook,
        library: Library,
        kept: KnownCodings | None,
        asked: KnownQuestions,
        scratch: Path,
    ) -> None:
        self._codebook, self._library, self._scratch = codebook, library, scratch
        self._kept, self._asked = kept, asked
        self._subjects = hash_subjects(codebook, library.language)
        self._asked_now: dict[str, set[str]] = {}
        self._writer = CodingWriter(codebook, library.language, scratch / "codings-new.jsonl")
        self._waiting: list[tuple[StoredSource, ReadSource]] = []
        self._n_words_waiting = 0

    def take(self, stored: StoredSource, read: ReadSource) -> None:
        """Code a source that was just read, with others when there are enough."""
        if self._kept is not None and stored.key in self._kept.sources:
            return  # what it asks is looked for with what else is new
        self._waiting.append((stored, read))
        self._n_words_waiting += stored.summary.n_words
        if len(self._waiting) == SOURCES_AT_ONCE or self._n_words_waiting > _WORDS_AT_ONCE:
            self._code(self._matcher, self._waiting, self._library.reader.resolver.participants)
            self._waiting, self._n_words_waiting = [], 0

    @cached_property
    def _matcher(self) -> RuleMatcher:
        return RuleMatcher(self._codebook, self._library.language)

    def finish(
        self, stored: Sequence[StoredSource], participants: Mapping[str, Participant], *, follow: Follow
    ) -> KnownCodings:
        """Code what else must be coded.

        Parameters
        ----------
        stored : sequence of StoredSource
            All sources, in the order of their ids.
        participants : mapping of str to Participant
            All who speak.
        follow : callable
            Shows progress.

        Returns
        -------
        KnownCodings
            All codings, in the order of sources and places; sources, codes and participants in that of the study.
        """
        with collecting_later():
            if self._waiting:
                self._code(self._matcher, self._waiting, participants)
            self._code_others(stored, participants, follow)
        return self._join_codings(stored, participants)

    def finish_questions(self, stored: Sequence[StoredSource]) -> KnownQuestions:
        """Return what all sources ask about, after `finish`."""
        return self._asked.update(self._subjects, [one.key for one in stored], self._asked_now)

    def _join_codings(self, stored: Sequence[StoredSource], participants: Mapping[str, Participant]) -> KnownCodings:
        codes = {key_of_code(code, self._library.language): n for n, code in enumerate(self._codebook.codes)}
        sources = {one.key: place for place, one in enumerate(stored)}
        people = {name: place for place, name in enumerate(participants)}
        mark = codebook_mark(self._codebook.sha256[:12])
        new = self._writer.finish()
        new_table = new.list_held(sources, codes, people)
        kept_table = None if self._kept is None else self._kept.list_held(sources, codes, people)
        if self._kept is not None and kept_table is not None and not len(new_table) and mark == self._kept.mark:
            is_same = len(kept_table) == len(self._kept.table) and list(self._kept.sources) == list(sources)
            if is_same:
                return KnownCodings(kept_table, sources, codes, list(participants), mark, self._kept.lines)
        parts: list[Part] = [(new.lines, new_table, None)]
        if self._kept is not None and kept_table is not None and len(kept_table):
            parts.append((self._kept.lines, kept_table, (self._kept.mark.encode(), mark.encode())))
        lines = self._scratch / "suggestions.jsonl"
        table = write_in_order(lines, parts, rank_codes(self._codebook))
        new.lines.unlink()
        return KnownCodings(table, sources, codes, list(participants), mark, lines)

    def _code_others(
        self, stored: Sequence[StoredSource], participants: Mapping[str, Participant], follow: Follow
    ) -> None:
        """Code new sources that were not taken, and the others by the codes whose rules changed."""
        known_sources = self._kept.sources if self._kept is not None else {}
        known_codes = self._kept.codes if self._kept is not None else {}
        language = self._library.language
        fresh = [one for one in stored if one.key not in known_sources and one.key not in self._writer]
        if fresh:
            for block in self._open_blocks(fresh, follow):
                self._code(self._matcher, block, participants)
        old = [one for one in stored if one.key in known_sources]
        changed = {code.code_id for code in self._codebook.codes if key_of_code(code, language) not in known_codes}
        unasked = self._asked.list_new(self._subjects, (one.key for one in old))
        if not old or not (changed or unasked):
            return
        matcher = RuleMatcher(only_codes(self._codebook, changed), language)
        asking = {one.code.code_id for one in list_subjects(self._codebook) if one.code and one.key in unasked}
        asker = matcher if asking == changed else RuleMatcher(only_codes(self._codebook, asking), language)
        for block in self._open_blocks(old, follow):
            if changed:
                self._write_codings(matcher, block, participants)
            if unasked:
                self._note_questions(asker, block)

    def _open_blocks(
        self, sources: Sequence[StoredSource], follow: Follow
    ) -> Iterator[list[tuple[StoredSource, ReadSource]]]:
        for block in follow(list(_cut(sources)), "coding"):
            yield [(one, self._library.open(one)) for one in block]

    def _code(
        self,
        matcher: RuleMatcher,
        sources: Sequence[tuple[StoredSource, ReadSource]],
        participants: Mapping[str, Participant],
    ) -> None:
        self._write_codings(matcher, sources, participants)
        self._note_questions(matcher, sources)

    def _write_codings(
        self,
        matcher: RuleMatcher,
        sources: Sequence[tuple[StoredSource, ReadSource]],
        participants: Mapping[str, Participant],
    ) -> None:
        found = matcher.match_block([(read.source, read.words, read.segments) for _, read in sources], participants)
        for (stored, read), codings in zip(sources, found, strict=True):
            self._writer.write(stored.key, read, codings)

    def _note_questions(self, matcher: RuleMatcher, sources: Sequence[tuple[StoredSource, ReadSource]]) -> None:
        asking = [(stored, read) for stored, read in sources if stored.summary.n_words_asking]
        found = matcher.match_questions([(read.source, read.words) for _, read in asking])
        for (stored, _), asked in zip(asking, found, strict=True):
            self._asked_now[stored.key] = asked


def _cut(sources: Iterable[StoredSource]) -> Iterator[list[StoredSource]]:
    """Yield sources that are coded together."""
    block: list[StoredSource] = []
    n_words = 0
    for one in sources:
        if block and (len(block) == SOURCES_AT_ONCE or n_words + one.summary.n_words > _WORDS_AT_ONCE):
            yield block
            block, n_words = [], 0
        block.append(one)
        n_words += one.summary.n_words
    if block:
        yield block
