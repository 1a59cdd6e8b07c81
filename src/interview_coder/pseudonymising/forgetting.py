"""Which events of ``decisions/`` quote somebody who withdraws, or summarise what they said."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from interview_coder.framework.own_summaries import EVENT as SUMMARY
from interview_coder.project.decision_log import Event
from interview_coder.project.quote_edits import KIND as QUOTE_EDIT
from interview_coder.project.study_folder import StudyFolder

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who withdraws, as the study knows them.

    Parameters
    ----------
    label : str
        As the corpus has it.
    sources : frozenset of str
        Ids of those that go with them.
    said, left : tuple of str
        What they said, and what everybody else says, a turn each.
    """

    label: str
    sources: frozenset[str]
    said: tuple[str, ...]
    left: tuple[str, ...]

    def list_own_words(self) -> set[str]:
        """Return the words that nobody else says, folded."""
        return _list_words(self.said) - _list_words(self.left)

    def may_have_said(self, words: Collection[str]) -> bool:
        """Whether words that stand in one turn may be theirs; those that stand in nobody's turn may."""
        ours, others = (any(all(one in turn for one in words) for turn in turns) for turns in (self.said, self.left))
        return ours or not others


def choose_events(leaver: Leaver, folder: StudyFolder) -> Callable[[Sequence[Event]], Collection[int]]:
    """Return what chooses the events that go with somebody.

    - Every edit of a quote of theirs. Where the last run does not tell whose a quote is, as it is of an earlier one,
      the words that were edited tell.
    - Every summary of their row, or that rests on nothing but what they said; and one that rests on it, or on what no
      run knows any more, and has a word that only they said. What its coder wrote before of the same cell goes too:
      it would be shown again.
    """

    def choose(events: Sequence[Event]) -> Collection[int]:
        wanted = {str(event["quote"]) for event in events if "quote" in event}
        wanted |= {one for event in events if isinstance(event.get("codings"), dict) for one in event["codings"]}
        speakers = _read_speakers(folder, wanted)
        return {*_list_edits(events, leaver, speakers), *_list_summaries(events, leaver, speakers)}

    return choose


def _read_speakers(folder: StudyFolder, wanted: Collection[str]) -> dict[str, str]:
    """Return whose some codings are, as far as the last run knows them."""
    speakers: dict[str, str] = {}
    for line in (folder.read_optional("outputs/codings.jsonl") or b"").splitlines() if wanted else ():
        with suppress(ValueError, LookupError, TypeError):
            record = json.loads(line)
            if record["id"] in wanted:
                speakers[record["id"]] = record["participant"]
    return speakers


def _list_edits(events: Sequence[Event], leaver: Leaver, speakers: Mapping[str, str]) -> Iterator[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        if event["event"] == QUOTE_EDIT:
            places[str(event.get("quote"))].append(place)
    for quote, of_quote in places.items():
        words = {str(one.get("words")) for place in of_quote for one in events[place].get("changes", ())}
        if speakers[quote] == leaver.label if quote in speakers else leaver.may_have_said(words):
            yield from of_quote


def _list_summaries(events: Sequence[Event], leaver: Leaver, speakers: Mapping[str, str]) -> Iterator[int]:
    own_words = leaver.list_own_words()
    before: dict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        if event["event"] == SUMMARY:
            cell = json.dumps([event["coder"], *(event.get(name) for name in ("by", "row", "of", "column"))])
            before[cell].append(place)
            if _is_of(event, leaver, speakers, own_words):
                yield from before.pop(cell)


def _is_of(event: Event, leaver: Leaver, speakers: Mapping[str, str], own_words: Collection[str]) -> bool:
    row = set(zip(event.get("by", ()), event.get("row", ()), strict=False))
    if row & {("participant", leaver.label), *(("source", one) for one in leaver.sources)}:
        return True
    whose = {speakers.get(one, "") for one in event.get("codings", ())}
    if whose == {leaver.label}:
        return True
    return not whose.isdisjoint({leaver.label, ""}) and not _list_words([str(event.get("text"))]).isdisjoint(own_words)


def _list_words(texts: Collection[str]) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}
