"""Who asks and who answers, by signs in the transcript, where neither the roster nor the settings say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interview_coder.ingest.labels import guess_role
from interview_coder.ingest.transcript import Transcript
from interview_coder.model.source import ROLES, Role, Turn
from interview_coder.project.turn_table import TurnTable

_FEWEST_TURNS = 6
_LEAST_SHARE = 0.3
_SHORTEST = 20
"""Letters of a turn that says more than that somebody listens."""


@dataclass(frozen=True, slots=True)
class RoleSign:
    """What a speaker seems to be, and by what sign."""

    role: Role
    sign: str


def guess_roles(transcript: Transcript) -> Mapping[str, RoleSign]:
    """Guess which speakers of a transcript ask.

    Parameters
    ----------
    transcript : Transcript

    Returns
    -------
    mapping of str to RoleSign
        Speaker → role, for those who are no participants. By the first of these signs that the transcript has: labels
        that say it (``INTERVIEWER``, ``Chair``); numbered questions, whoever asks them; one speaker who asks in most
        turns while nobody else does.
    """
    turns = TurnTable.of(transcript.turns)
    labels = [label for label in turns.list_speakers() if label]
    is_noted = any(way.note for way in turns.speaking)
    notes = {turn.speaker: turn.note for turn in turns if turn.note} if is_noted else {}
    named = {label: role for label in labels if (role := _role_said(label) or _role_said(notes.get(label, "")))}
    signs = {label: RoleSign(role, "by its label") for label, role in named.items()}
    numbered = _who_asks_numbered(turns) if any(way.question for way in turns.speaking) else []
    if numbered and len(numbered) < len(labels):
        return {label: RoleSign("interviewer", "asks the numbered questions") for label in numbered} | signs
    if signs:
        return signs
    return _who_asks_most(transcript)


def _role_said(words: str) -> Role | None:
    """Return the role that a label or its note says."""
    guessed = guess_role(words) if words else None
    return next((role for role in ROLES if role == guessed), None)


def _who_asks_numbered(turns: Sequence[Turn]) -> list[str]:
    """Return who begins numbered questions in a good part of their turns; nobody where questions have no numbers."""
    first: dict[str, str] = {}
    for turn in turns:
        if turn.question and turn.question.lstrip("Qq").isdecimal():
            first.setdefault(turn.question, turn.speaker)
    if len(first) <= 2:
        return []
    n_turns, n_begun = Counter([turn.speaker for turn in turns]), Counter(first.values())
    return [label for label in n_begun if n_begun[label] * 4 >= n_turns[label]]


def _who_asks_most(transcript: Transcript) -> Mapping[str, RoleSign]:
    """Return the one speaker who asks again and again while the others hardly do, and who speaks less than they."""
    said: dict[str, list[str]] = defaultdict(list)
    for turn in transcript.turns:
        said[turn.speaker].append(transcript.text[turn.start : turn.end])
    if len(said) < 2 or len(transcript.turns) < _FEWEST_TURNS:
        return {}
    asked = {label: sum("?" in text for text in texts) for label, texts in said.items()}
    # who says "mm hmm" between two questions asks no less for that
    n_full = {label: sum(len(text) > _SHORTEST or "?" in text for text in texts) for label, texts in said.items()}
    n_letters = {label: sum(map(len, texts)) for label, texts in said.items()}
    label = max(asked, key=lambda label: (asked[label] / max(1, n_full[label]), asked[label]))
    others = [one for one in said if one != label]
    share = asked[label] / max(1, n_full[label])
    share_of_others = sum(asked[one] for one in others) / max(1, sum(n_full[one] for one in others))
    clearly = share >= (2 if share >= 0.5 else 3) * share_of_others
    asks = asked[label] > 2 and share >= _LEAST_SHARE and clearly
    if asks and n_letters[label] * 2 <= sum(n_letters.values()):
        return {label: RoleSign("interviewer", f"asks in {asked[label]} of {len(said[label])} turns")}
    return {}
