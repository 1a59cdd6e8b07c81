"""Which events of ``decisions/`` quote somebody who withdraws, summarise what they said, or are on their codings."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from interview_coder.framework.own_summaries import EVENT as SUMMARY
from interview_coder.project.decision_log import Event
from interview_coder.project.quote_edits import KIND as QUOTE_EDIT
from interview_coder.project.review_events import KIND as CODING
from interview_coder.project.study_folder import StudyFolder

_WORD = re.compile(r"\w+")
_ANCHORS = ("place", "to_place")
_MANY = 2
"""So often, for all that is known, do words stand with what was left of their context."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who withdraws, as the study knows them.

    Parameters
    ----------
    label : str
        As the corpus has it.
    ids : frozenset of str
        By which codings may name them.
    sources : frozenset of str
        Ids of those that go with them.
    said, left : tuple of str
        What they said, and what everybody else says, a turn each.
    """

    label: str
    ids: frozenset[str]
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


def forget_in_events(events: Sequence[Event], *, leaver: Leaver, folder: StudyFolder) -> dict[int, Event | None]:
    """Return what becomes of events that tell of somebody, by their places; None of those that go.

    - Every decision on a coding of theirs goes. What stands around the words of somebody else, and is theirs, is cut
      out of decisions on these.
    - Every edit of a quote of theirs goes. Where the last run does not tell whose a quote is, as it is of an earlier
      one, the words that were edited tell.
    - Every summary goes of their row, or that rests on nothing but what they said; and one that rests on it, or on what
      no run knows any more, and has a word that only they said. What its coder wrote before of the same cell goes too:
      it would be shown again.
    """
    wanted = {str(event["quote"]) for event in events if "quote" in event}
    wanted |= {one for event in events if isinstance(event.get("codings"), dict) for one in event["codings"]}
    speakers = _read_speakers(folder, wanted)
    gone = {
        *_list_edits(events, leaver, speakers),
        *_list_summaries(events, leaver, speakers),
        *_list_decisions(events, leaver),
    }
    own_words = leaver.list_own_words()
    cut = {
        place: _cut_context(event, leaver, own_words)
        for place, event in enumerate(events)
        if event["event"] == CODING and place not in gone
    }
    changed = {place: event for place, event in cut.items() if event != events[place]}
    return dict.fromkeys(gone) | changed


def _read_speakers(folder: StudyFolder, wanted: Collection[str]) -> dict[str, str]:
    """Return whose some codings are, as far as the last run knows them."""
    speakers: dict[str, str] = {}
    for name in ("suggestions", "codings") if wanted else ():
        for line in (folder.read_optional(f"outputs/{name}.jsonl") or b"").splitlines():
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
        if speakers[quote] in leaver.ids if quote in speakers else leaver.may_have_said(words):
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
    if row & {*(("participant", one) for one in leaver.ids), *(("source", one) for one in leaver.sources)}:
        return True
    whose = {speakers.get(one, "") for one in event.get("codings", ())}
    if whose and whose <= leaver.ids:
        return True
    return not whose.isdisjoint({*leaver.ids, ""}) and not _list_words([str(event.get("text"))]).isdisjoint(own_words)


def _list_decisions(events: Sequence[Event], leaver: Leaver) -> Iterator[int]:
    """Yield decisions on their codings, and what takes back or drops nothing but these."""
    gone: set[str] = set()
    for place, event in enumerate(events):
        if event["event"] != CODING:
            continue
        anchors = _list_anchors(event)
        settled = event.get("settles", ())
        is_theirs = any(one["participant"] in leaver.ids or one["source"] in leaver.sources for one in anchors)
        if is_theirs or (not anchors and settled and gone.issuperset(settled)):
            gone.add(event["id"])
            yield place


def _list_anchors(event: Event) -> list[dict[str, Any]]:
    return [event[name] for name in _ANCHORS if event.get(name)]


def _cut_context(event: Event, leaver: Leaver, own_words: Collection[str]) -> Event:
    """Return a decision without what they said before or after the words; that side then tells no place any more."""
    changed = {}
    for name in _ANCHORS:
        anchor = event.get(name)
        if anchor:
            own = anchor["before"].rpartition("\n"), anchor["after"].partition("\n")
            is_before, is_after = (_is_said(part, leaver, own_words) for part in (own[0][0], own[1][2]))
            before, after = own[0][2] if is_before else anchor["before"], own[1][0] if is_after else anchor["after"]
            n_before, n_after = anchor["times"]
            times = [_MANY if is_before else n_before, _MANY if is_after else n_after]
            changed[name] = anchor | {"before": before, "after": after, "times": times}
    return event | changed


def _is_said(text: str, leaver: Leaver, own_words: Collection[str]) -> bool:
    lines = (line.removeprefix(f"{leaver.label}: ").strip() for line in text.split("\n"))
    is_theirs = any(line in turn for line in lines if line for turn in leaver.said)
    return is_theirs or not _list_words([text]).isdisjoint(own_words)


def _list_words(texts: Collection[str]) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}
