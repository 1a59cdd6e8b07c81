"""The questions of ``interview-coder anonymise --decide``: one key answers each, and each answer is on disk at once."""

from __future__ import annotations

from collections.abc import Mapping

import click

from interview_coder.errors import InputError, Place, Problem
from interview_coder.keeping.key_file import KeyFile
from interview_coder.keeping.study_key import Answer, StudyKey
from interview_coder.pseudonymising.deciding import Question, decide, list_questions, undo_decision

_ANSWERS: dict[str, Answer] = {"m": "mask", "k": "keep"}
_KEYS = "m mask · k keep, it is no name · s skip · u undo · q quit"


def ask_questions(key_file: KeyFile, key: StudyKey, bases: Mapping[str, str], *, with_likely: bool) -> StudyKey:
    """Ask of all that is undecided.

    Parameters
    ----------
    key_file : KeyFile
        Gets every answer before the next question is asked.
    key : StudyKey
    bases : mapping of str to str
        Original → what it says.
    with_likely : bool
        Ask also of what is likely a name.

    Returns
    -------
    StudyKey
        With the answers.
    """
    questions = list_questions(key, bases, with_likely=with_likely)
    answered: list[int] = []
    place = 0
    while place < len(questions):
        _show(questions[place], place + 1, len(questions))
        pressed = _read_key()
        if pressed == "q":
            break
        if pressed == "u" and answered:
            place = answered.pop()
            key = undo_decision(key, questions[place].folded)
            key_file.save(key)
        elif pressed == "s":
            place += 1
        elif pressed in _ANSWERS:
            key = decide(key, questions[place], _ANSWERS[pressed])
            key_file.save(key)
            answered.append(place)
            place += 1
    click.echo(f"\n{len(answered)} of {len(questions)} questions answered.")
    return key


def _show(question: Question, number: int, n_questions: int) -> None:
    shown = " ".join(question.shown.split())
    files = f"{question.n_sources} {'source' if question.n_sources == 1 else 'sources'}"
    what = f"({question.kind}, {question.n_places}×, {files})"
    click.echo(f"\n{number} of {n_questions}   {click.style(shown, bold=True)}   {what}")
    for one in question.contexts:
        click.echo(f"  … {one.before}{click.style(one.string, bold=True)}{one.after} …")
    click.echo(f"  {_KEYS}")


def _read_key() -> str:
    try:
        return click.getchar().casefold()
    except OSError as error:
        message = "there is no terminal to ask"
        raise InputError(Problem(message, Place("--decide"), "call it in a terminal")) from error
