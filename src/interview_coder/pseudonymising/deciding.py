"""The strings that a person has still to decide about, in the order in which few answers settle most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from interview_coder.anonymise.naming import fold_name
from interview_coder.anonymise.replacing import Replacement
from interview_coder.keeping.study_key import Answer, Decision, StudyKey
from interview_coder.model.masking import Certainty, Kind
from interview_coder.pseudonymising.people import DOC_ID as PEOPLE
from interview_coder.pseudonymising.people import make_document

N_CONTEXTS = 3
_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Context:
    """Words around a place, and where it is."""

    before: str
    string: str
    after: str


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a string is a name.

    Parameters
    ----------
    folded : str
        By which it is decided.
    shown : str
        As it most often stands.
    kind : str
    certainty : str
    n_places, n_sources : int
    contexts : tuple of Context
        At most three, of different sources where that is possible.
    """

    folded: str
    shown: str
    kind: Kind
    certainty: Certainty
    n_places: int
    n_sources: int
    contexts: tuple[Context, ...]


def list_questions(key: StudyKey, bases: Mapping[str, str], *, with_likely: bool = False) -> list[Question]:
    """Return what is undecided, the possible before the likely, what stands in most places first.

    Parameters
    ----------
    key : StudyKey
    bases : mapping of str to str
        Original → what it says.
    with_likely : bool, default=False
        Ask also of what is likely a name.
    """
    asked = ("possible", "likely") if with_likely else ("possible",)
    texts = {**bases, PEOPLE: make_document(key.people, key.roster).text}
    logs = {name: one.log for name, one in key.documents.items()} | {PEOPLE: key.people_log}
    places: dict[str, list[tuple[str, Replacement]]] = defaultdict(list)
    for name in sorted(logs):
        for one in logs[name]:
            places[fold_name(one.original)].append((name, one))
    questions = [
        _make_question(folded, found, texts)
        for folded, found in places.items()
        if folded not in key.decisions and any(one.certainty in asked for _, one in found)
    ]
    return sorted(questions, key=lambda one: (asked.index(one.certainty), -one.n_places, one.folded))


def _make_question(folded: str, found: list[tuple[str, Replacement]], texts: Mapping[str, str]) -> Question:
    first_of_each = list({name: (name, one) for name, one in reversed(found)}.values())[::-1]
    chosen = [*first_of_each, *(place for place in found if place not in first_of_each)][:N_CONTEXTS]
    _, first = found[0]
    certainties = {one.certainty for _, one in found}
    return Question(
        folded,
        first.original,
        first.kind,
        "possible" if "possible" in certainties else "likely",
        len(found),
        len(first_of_each),
        tuple(_cut(texts[name], one) for name, one in chosen),
    )


def _cut(text: str, one: Replacement) -> Context:
    before = " ".join(text[max(0, one.start - _WIDTH) : one.start].split(" "))
    after = text[one.end : one.end + _WIDTH]
    return Context(_on_one_line(before), _on_one_line(one.original), _on_one_line(after))


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")


def decide(key: StudyKey, question: Question, answer: Answer) -> StudyKey:
    """Return a key that knows an answer."""
    number = 1 + max((one.number for one in key.decisions.values()), default=0)
    return replace(key, decisions={**key.decisions, question.folded: Decision(answer, question.shown, number)})


def undo_decision(key: StudyKey, folded: str) -> StudyKey:
    """Return a key that does not know the answer about a string."""
    return replace(key, decisions={one: decision for one, decision in key.decisions.items() if one != folded})
