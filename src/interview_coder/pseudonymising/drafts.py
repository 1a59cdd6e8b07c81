"""What is to be masked: originals that were just read, and those that only the key and the corpus know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from interview_coder.anonymise.replacing import Pseudonymised, undo_log
from interview_coder.errors import InputError, Place, Problem
from interview_coder.keeping.study_key import Form, KeptDocument
from interview_coder.project.study_folder import StudyFolder
from interview_coder.pseudonymising.base_texts import (
    BaseText,
    Said,
    compose_turns,
    find_layout,
    say,
    take_whole,
)
from interview_coder.pseudonymising.originals import TEXT_FILES, Original
from interview_coder.pseudonymising.written_form import (
    TABLES,
    list_said,
    read_table,
    reads_back,
    write_table,
    write_text,
)

_NEXT_FORM: dict[Form, Form] = {"whole": "turns", "turns": "table"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is to be masked, and what must be known to write it and to give the original back.

    Parameters
    ----------
    kept : KeptDocument
        Its file, hash and log are those of an earlier run, or empty.
    base : BaseText
    """

    kept: KeptDocument
    base: BaseText


def draft_original(original: Original) -> Draft:
    """Choose the base text of an original: its own text where it is a text file, else its turns."""
    name, transcript = original.name, original.transcript
    kept = KeptDocument(name, original.sha256, "", "", "turns", (), (), (), original.encoding, original.line_end)
    whole = take_whole(transcript) if original.is_text else None
    if whole is not None:
        return Draft(replace(kept, form="whole", turns=whole.turns), whole)
    said = say(transcript)
    base = compose_turns(said)
    speeches = [(turn.start, turn.end) for turn in transcript.turns]
    layout = find_layout(transcript.text, speeches, base) if original.is_text else ()
    form = _choose_form(said, are_responses=bool(transcript.speakers))
    return Draft(replace(kept, form=form, turns=base.turns, layout=layout), base)


def _choose_form(said: Sequence[Said], *, are_responses: bool) -> Form:
    if any(one.question for one in said):  # these have a column of their own, and no place in a text
        return "responses" if are_responses else "table"
    return "turns" if reads_back(write_text(said).encode(), ".txt", said) else "table"


def draft_kept(kept: KeptDocument, corpus: StudyFolder) -> Draft:
    """Make the base text of a document again from what stands in the corpus.

    Raises
    ------
    InputError
        When its file is missing or was changed.
    """
    raw = corpus.read_optional(f"corpus/{kept.file}")
    if raw is None or hashlib.sha256(raw).hexdigest() != kept.sha256_file:
        what = "is missing" if raw is None else "was changed since it was made"
        fix = "make it again from its original: interview-coder anonymise FOLDER --into …"
        raise InputError(Problem(f"the file {what}", Place(f"corpus/{kept.file}"), fix))
    text = write_text(read_table(raw)) if kept.form in TABLES else raw.decode()
    return Draft(kept, BaseText(undo_log(text, kept.log), kept.turns))


def write_draft(draft: Draft, made: Pseudonymised) -> tuple[bytes, str] | None:
    """Return the file of a text that was masked and the ending of its name; None where it does not read back."""
    said = list_said(made.text, draft.base.turns, made.log)
    if draft.kept.form in TABLES:
        return write_table(said, are_responses=draft.kept.form == "responses"), ".csv"
    ending = PurePosixPath(draft.kept.original).suffix.lower()
    ending = ending if draft.kept.form == "whole" and ending in TEXT_FILES else ".txt"
    raw = made.text.encode()
    return (raw, ending) if reads_back(raw, ending, said, with_times=draft.kept.form != "whole") else None


def plainer(draft: Draft) -> Draft:
    """Return a draft of a form that keeps less of the original's look and reads back more surely."""
    form = _NEXT_FORM[draft.kept.form]
    if form == "table":
        return Draft(replace(draft.kept, form=form), draft.base)
    base = compose_turns(list_said(draft.base.text, draft.base.turns))
    layout = find_layout(draft.base.text, [turn.speech for turn in draft.base.turns], base)
    return Draft(replace(draft.kept, form=form, turns=base.turns, layout=layout), base)


def _follow(kept: KeptDocument, before: KeptDocument) -> KeptDocument:
    """Return a document that takes the place of what an earlier run made of it."""
    return replace(kept, file=before.file, sha256_file=before.sha256_file, sha256_before=before.sha256_before)


def collect_drafts(
    originals: Iterable[Original], known: Iterable[KeptDocument], corpus: StudyFolder
) -> Iterator[Draft]:
    """Yield a draft of every document of a study: of those that were just read, and of all others that it has.

    Raises
    ------
    InputError
        With the problem of every file of the corpus that is not as it was.
    """
    problems: list[Problem] = []
    earlier = {one.original: one for one in known}
    for original in originals:
        draft = draft_original(original)
        before = earlier.pop(original.name, None)
        yield draft if before is None else Draft(_follow(draft.kept, before), draft.base)
    for kept in earlier.values():
        try:
            yield draft_kept(kept, corpus)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
