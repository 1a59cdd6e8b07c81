"""A study on a coder's desk: she asks what to look at next, and decides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.known_codings import KnownCodings
from interview_coder.known_questions import KnownQuestions
from interview_coder.model.codebook import Code
from interview_coder.model.coding import Coding
from interview_coder.model.review import Act, Anchor, Decision, Standing, Stretch, Unapplied
from interview_coder.pipeline import find_suggestions
from interview_coder.project.cache import Cache
from interview_coder.project.coding_lines import mapped
from interview_coder.project.decision_log import Event, Pen
from interview_coder.project.records import read_coding
from interview_coder.project.review_events import make_event_id, mark_definition, write_decision
from interview_coder.project.scratch import Scratch
from interview_coder.project.study_folder import StudyFolder
from interview_coder.reviewed_codings import ReviewedCodings, Reviewing
from interview_coder.reviewing.columns import make_columns
from interview_coder.reviewing.event_index import EventIndex
from interview_coder.reviewing.live import LiveDecisions
from interview_coder.reviewing.queue import (
    ACCEPTED,
    CHANGED,
    COVERED,
    DEFERRED,
    MOVED,
    RECODED,
    REJECTED,
    STATES,
    TO_DO,
    QueueFilter,
    find_rows,
)
from interview_coder.standing.anchoring import Lost, SourceText, make_anchor
from interview_coder.standing.standings import Found, Standings, find_source, find_standings, look_up
from interview_coder.standing.suggestions import Judged, Suggested, judge
from interview_coder.study_inputs import StudyInputs

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Desk:
    """What one coder sees of a study, and what she decides; nobody else's decisions are shown.

    Parameters
    ----------
    inputs : StudyInputs
    suggestions : KnownCodings
        All that the rules find.
    questions : KnownQuestions
        What interviewers ask about.
    scratch : Scratch
        Holds their lines.
    coder : str

    Attributes
    ----------
    columns : Columns
        The suggestions.
    states : array of int8
        What she made of each; see `interview_coder.reviewing.queue.STATES`.
    standings : dict of str to Standings
        Source id → what she says of stretches of it.
    """

    def __init__(
        self, inputs: StudyInputs, suggestions: KnownCodings, questions: KnownQuestions, scratch: Scratch, coder: str
    ) -> None:
        import numpy as np

        self.inputs, self.questions, self.coder = inputs, questions, coder
        self.codebook = inputs.codebook
        self.codes: Mapping[str, Code] = {code.code_id: code for code in self.codebook.codes}
        self.columns = make_columns(inputs, suggestions)
        self.states: NDArray[Any] = np.zeros(len(self.columns), np.int8)
        self.why_again: dict[int, str] = {}
        self.standings: dict[str, Standings] = {}
        self._suggestions, self._scratch = suggestions, scratch
        self._lock = RLock()
        self.source_places = {one.summary.source_id: place for place, one in enumerate(inputs.stored)}
        self._pen = Pen(inputs.folder, coder)
        self.index = EventIndex(inputs.folder)
        self._reviewing = Reviewing(inputs.codebook, inputs.library, inputs.stored, inputs.participants)
        self._hashes = {one.summary.source_id: one.summary.sha256 for one in inputs.stored}
        keys = {one.summary.source_id: one.key for one in inputs.stored}
        self._find_place = self.index.remember_places(look_up(self._hashes, self._reviewing.open_text), keys)
        self._definitions = {code.code_id: mark_definition(code) for code in self.codebook.codes}
        self.index.refresh()
        self._pen.look()
        self._read_own()

    @classmethod
    def open(cls, folder: StudyFolder, coder: str, *, follow: Follow = follow_without_showing) -> Desk:
        """Open a study.

        Raises
        ------
        InputError
            With every problem of every file of the study, the decisions too.
        """
        cache = Cache.of_study(folder.root)
        try:
            scratch = cache.make_scratch()
            inputs, suggestions, questions = find_suggestions(folder, cache, scratch.folder, follow=follow)
        finally:
            cache.release()
        return cls(inputs, suggestions, questions, scratch, coder)

    def read_again(self) -> None:
        """Take in what was written into ``decisions/`` since."""
        with self._lock:
            if self.coder in self.index.refresh():
                self._read_own()

    def _read_own(self) -> None:
        self._disputed = self._measure_disputes()
        self._live = LiveDecisions(self.index.decisions(self.coder), self._name_now)
        self.standings, self.why_again = {}, {}
        self.states[:] = TO_DO
        for source_id in self._live.sources():
            self._stand(source_id)

    def _measure_disputes(self) -> NDArray[Any]:
        """Return for every code on which share of the stretches that several coders decided on they disagree.

        That is all that a coder's queue takes from others: codes on which people disagree come earlier.
        """
        import numpy as np

        both, disputed = (np.zeros(len(self.columns.code_ids)) for _ in range(2))
        if len(self.index.coders()) > 1:
            for one in self.find_standings(self.index.decisions()):
                answers = [said.answer for said in one.said if said.answer != "later"]
                place = self.columns.code_ids.index(one.stretch.code_id)
                both[place] += len(answers) > 1
                disputed[place] += len(set(answers)) > 1
        return disputed / np.maximum(both, 1)

    def _name_now(self, anchor: Anchor) -> str:
        """Return the id of an anchor's source: decisions before and after it got another name stand together."""
        return find_source(anchor, self._hashes) or anchor.source_id

    # what she sees

    def list_rows(self, wanted: QueueFilter) -> NDArray[Any]:
        """Return the rows of the suggestions that are wanted, in the order in which to look at them."""
        return find_rows(self.columns, self.states, wanted, self._disputed)

    def coding(self, row: int) -> Coding:
        """Return a suggestion."""
        table = self._suggestions.table
        start, length = int(table.line_starts[row]), int(table.line_lengths[row])
        with mapped(self._suggestions.lines) as lines:
            return read_coding(json.loads(lines[start : start + length]))

    def stretch(self, row: int) -> Stretch:
        """Return on which words of which source a suggestion puts which code."""
        columns = self.columns
        return Stretch(
            columns.source_ids[columns.sources[row]],
            columns.code_ids[columns.codes[row]],
            int(columns.starts[row]),
            int(columns.ends[row]),
        )

    def list_standings(self, source_id: str) -> list[Standing]:
        """Return what she says of stretches of a source, also where it had another name when she did."""
        standings = self.standings.get(source_id)
        return [] if standings is None else list(standings.by_source.get(source_id, ()))

    def list_notes(self, stretch: Stretch) -> list[Decision]:
        """Return what she noted of a stretch."""
        standings = self.standings.get(stretch.source_id)
        return [] if standings is None else list(standings.notes.get(stretch, ()))

    def list_unapplied(self) -> list[Unapplied]:
        """Return those of her decisions that do not fit the study any more, for her to settle."""
        return [one for standings in self.standings.values() for one in standings.unapplied]

    def apply(self, decisions: Sequence[Decision], scratch: Path) -> ReviewedCodings:
        """Return the codings that count by some decisions; files are made in the scratch folder."""
        with self._lock:
            return self._reviewing.apply(decisions, self._suggestions, self.inputs.settings.codings, scratch)

    def list_last(self, most: int) -> list[Decision]:
        """Return her last decisions that count, the newest first."""
        return self._live.list_undoable()[:most]

    def find_standings(self, decisions: Iterable[Decision]) -> Standings:
        """Return what some decisions, of anybody, say of the study as it is now."""
        with self._lock:
            return find_standings(decisions, self._find_place, self._definitions)

    def find_place(self, anchor: Anchor) -> Found | None:
        """Return where words stand now; None where they are gone."""
        with self._lock:
            found = self._find_place(anchor)
        return None if isinstance(found, Lost) else found

    # what she does

    def keep(self, event: Mapping[str, Any]) -> Event:
        """Keep an event that is no decision on a coding; it is on the disk when this returns."""
        with self._lock:
            kept = self._pen.append(event)
            self.index.add(kept, self._pen.path)
            return kept

    def decide(self, decision: Decision) -> Decision:
        """Keep a decision; it is on the disk when this returns.

        Parameters
        ----------
        decision : Decision
            Id, coder and time are given here.

        Raises
        ------
        InputError
            When it cannot be written; nothing is decided then.
        """
        with self._lock:
            given = replace(decision, event_id=make_event_id(), coder=self.coder)
            event = self._pen.append(write_decision(given))
            kept = replace(given, at=event["at"])
            self.index.add(event, self._pen.path)
            for source_id in sorted(self._live.add(kept)):
                self._stand(source_id)
            return kept

    def decide_on(self, row: int, act: Act, **said: Any) -> Decision:
        """Decide on a suggestion; what she decided on it before counts no longer.

        Parameters
        ----------
        row : int
        act : str
            One of `interview_coder.model.review.ACTS`.
        **said
            ``to_code``, ``to_anchor``, ``reason``, ``note``; see `interview_coder.model.review.Decision`.
        """
        with self._lock:
            draft = self.draft(row)
            meant = said.get("to_code") or draft.code_id
            settles = () if act == "memo" else tuple(one.event_id for one in self._list_earlier(draft))
            made = replace(draft, act=act, settles=settles, definition=self._definitions.get(meant, ""), **said)
            return self.decide(made)

    def add(self, code_id: str, source_id: str, start: int, end: int, **said: Any) -> Decision:
        """Put a code on words of one participant.

        Raises
        ------
        InputError
            When there is no such code or source, she put it there already, or the words are not one participant's in
            one turn.
        """
        if code_id not in self.codes:
            raise InputError(Problem(f'there is no code "{code_id}"', Place("codebook.yml"), "choose one of the list"))
        anchor = self.anchor(source_id, start, end)
        with self._lock:
            if self.find_vouching(Stretch(source_id, code_id, start, end)) is not None:
                message = f'these words have the code "{self.codes[code_id].label}" already'
                raise InputError(Problem(message, Place(source_id), "choose another code, or other words"))
            definition = self._definitions[code_id]
            return self.decide(Decision("", "", "", "add", code_id, anchor, definition=definition, **said))

    def find_vouching(self, stretch: Stretch) -> Decision | None:
        """Return her decision by which a code is on just these words; None where there is none."""
        for standing in self.list_standings(stretch.source_id):
            if standing.stretch == stretch:
                return next((one.decision for one in standing.said if one.answer == "yes"), None)
        return None

    def remove(self, stretch: Stretch) -> None:
        """Let go of whatever she decided by which a code is on just these words.

        Raises
        ------
        InputError
            When she did not put it there.
        """
        with self._lock:
            decision = self.find_vouching(stretch)
            if decision is None:
                fix = "load the page again: it was taken back meanwhile"
                raise InputError(Problem("this is no coding of yours", Place(stretch.source_id), fix))
            while decision is not None:
                self.let_go(decision.event_id)
                decision = self.find_vouching(stretch)

    def undo(self) -> Decision | None:
        """Take back her last decision that counts; return it, or None where there is none."""
        with self._lock:
            last = next(iter(self._live.list_undoable()), None)
            if last is not None:
                self.take_back(last)
            return last

    def take_back(self, decision: Decision) -> None:
        """Take back a decision of hers, and with a consensus all that was agreed on at once."""
        with self._lock:
            at_once = tuple(one.event_id for one in self.list_agreed_at_once(decision))
            self.decide(Decision("", "", "", "undo", settles=at_once or (decision.event_id,)))

    def list_agreed_at_once(self, decision: Decision) -> list[Decision]:
        """Return her decisions that settle the same as one of them does, and that count."""
        if not decision.is_consensus or not decision.weighed:
            return []
        return [one for one in self._live.list_undoable() if one.is_consensus and one.weighed == decision.weighed]

    def find_last_consensus(self) -> Decision | None:
        """Return her last decision that settles what coders said differently, and that counts."""
        return next((one for one in self._live.list_undoable() if one.is_consensus), None)

    def let_go(self, event_id: str) -> None:
        """Settle a decision that does not fit the study any more."""
        self.decide(Decision("", "", "", "drop", settles=(event_id,)))

    def anchor(self, source_id: str, start: int, end: int) -> Anchor:
        """Return how words are found again.

        Raises
        ------
        InputError
            When they are not one participant's in one turn.
        """
        text = self.open_text(source_id)
        try:
            return make_anchor(text, start, end)
        except ValueError as error:
            fix = "choose words that one participant says in one turn; what interviewers say is never coded"
            raise InputError(Problem("these words cannot be coded", Place(source_id), fix)) from error

    def open_text(self, source_id: str) -> SourceText:
        """Return a source with its turns.

        Raises
        ------
        InputError
            When there is no such source.
        """
        if source_id not in self.source_places:
            raise InputError(Problem("there is no such source", Place(source_id), "choose one of the list"))
        with self._lock:
            return self._reviewing.open_text(source_id)

    def draft(self, row: int) -> Decision:
        """Return a decision on a suggestion that says nothing yet."""
        coding = self.coding(row)
        return Decision(
            event_id="",
            coder=self.coder,
            at="",
            act="memo",
            code_id=coding.code_id,
            anchor=self.anchor(coding.source_id, coding.start, coding.end),
            coding_id=coding.coding_id,
            rules=tuple(sorted({one.rule_id for one in coding.evidence})),
            stance=coding.stance,
            was=STATES[self.states[row]],
        )

    def _list_earlier(self, draft: Decision) -> list[Decision]:
        """Return her decisions on the same code and words that count."""
        anchor = draft.anchor
        if anchor is None:
            return []
        return [
            one
            for one in self._live.list_of([anchor.source_id])
            if one.act != "memo"
            and one.code_id == draft.code_id
            and one.anchor is not None
            and (one.anchor.start, one.anchor.text) == (anchor.start, anchor.text)
        ]

    def _stand(self, source_id: str) -> None:
        """Find out anew what she says of a source."""
        standings = find_standings(self._live.list_of([source_id]), self._find_place, self._definitions)
        self.standings[source_id] = standings
        if source_id in self.source_places:
            self._judge(source_id, standings.by_source.get(source_id, ()))

    def _judge(self, source_id: str, standings: Sequence[Standing]) -> None:
        rows = self.columns.rows_of(self.source_places[source_id])
        self.states[rows.start : rows.stop] = TO_DO
        for row in rows:
            self.why_again.pop(row, None)
        near = self._find_near(rows, standings)
        suggested = [Suggested(self.stretch(row), row, partial(self._find_rules, row)) for row in near]
        for one, judged in judge(suggested, standings):
            self.states[one.row] = _name_state(judged)
            if judged.why:
                self.why_again[one.row] = judged.why

    def _find_near(self, rows: range, standings: Sequence[Standing]) -> list[int]:
        """Return those rows of a source of which the code and some of the words were decided on."""
        import numpy as np

        of_source = slice(rows.start, rows.stop)
        codes, starts, ends = (getattr(self.columns, name)[of_source] for name in ("codes", "starts", "ends"))
        is_near = np.zeros(len(rows), bool)
        for one in standings:
            stretch = one.stretch
            is_of_code = codes == self.columns.code_ids.index(stretch.code_id)
            is_near |= is_of_code & (starts < stretch.end) & (ends > stretch.start)
        return (rows.start + np.flatnonzero(is_near)).tolist()

    def _find_rules(self, row: int) -> set[str]:
        return {one.rule_id for one in self.coding(row).evidence}


def _name_state(judged: Judged) -> int:
    if judged.status == "rejected" and judged.standing is not None:
        acts = {one.decision.act for one in judged.standing.said if one.answer == "no"}
        return REJECTED if "reject" in acts else RECODED if "recode" in acts else MOVED
    if judged.status in {"accepted", "added"}:
        return ACCEPTED
    if judged.status == "deferred":
        return DEFERRED
    if judged.is_superseded:
        return COVERED
    return CHANGED if judged.why else TO_DO
