"""Key, originals and corpus together: what is read, what is written, and in which order."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow
from interview_coder.ingest.name_lists import read_generalisations, read_kept_names, read_roster
from interview_coder.ingest.participants_csv import FILE as PARTICIPANTS
from interview_coder.keeping.key_file import KeyFile
from interview_coder.keeping.study_key import PersonRow, StudyKey
from interview_coder.project.pseudonymised_mark import format_mark
from interview_coder.project.study_folder import MARK, StudyFolder
from interview_coder.pseudonymising.drafts import collect_drafts, draft_kept
from interview_coder.pseudonymising.making import FindMasks, MadeCorpus, make_corpus
from interview_coder.pseudonymising.originals import Original, OriginalsReader
from interview_coder.pseudonymising.people import complete_table


def read_lists(key: StudyKey, *, roster: Path | None, generalised: Path | None, kept_names: Path | None) -> StudyKey:
    """Return a key with the lists of the researcher; those that are not given stay as they were.

    Raises
    ------
    InputError
        With every problem of every list.
    """
    problems: list[Problem] = []
    try:
        key = key if roster is None else replace(key, roster=read_roster(_read(roster), file=roster.name))
    except InputError as error:
        problems += error.problems
    try:
        if generalised is not None:
            key = replace(key, generalised=read_generalisations(_read(generalised), file=generalised.name))
    except InputError as error:
        problems += error.problems
    try:
        if kept_names is not None:
            key = replace(key, kept_names=read_kept_names(_read(kept_names), file=kept_names.name))
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(*problems)
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError(Problem(message, Place(str(path)), "check its name and permissions")) from error


def mask_originals(
    reader: OriginalsReader, study: StudyFolder, key: StudyKey, find: FindMasks, *, follow: Follow
) -> MadeCorpus:
    """Mask the originals of a folder, together with all that the study has already.

    Raises
    ------
    InputError
        With every problem of every original.
    """
    passed_over = key.withdrawn | {one.sha256_file for one in key.documents.values()}
    originals = [one for one in reader.read(follow=follow) if one.sha256 not in passed_over]
    if reader.problems:
        raise InputError(*reader.problems)
    drafts = list(collect_drafts(originals, key.documents.values(), study))
    people = tuple(_join_people(key.people, tuple(reader.list_people(originals)), originals))
    return make_corpus(drafts, replace(key, people=people), find)


def _join_people(
    before: Sequence[PersonRow], now: Sequence[PersonRow], originals: Sequence[Original]
) -> Iterator[PersonRow]:
    """Yield everybody of earlier runs and of this; of whom both tell, as this one does."""
    read = {one.name for one in originals}
    keys = {(one.label, one.original) for one in now}
    yield from (one for one in before if (one.label, one.original) not in keys and one.original not in read)
    yield from now


def mask_again(study: StudyFolder, key: StudyKey, find: FindMasks) -> MadeCorpus:
    """Mask all that the study has again, as decisions now are; the originals are not needed.

    Raises
    ------
    InputError
        When a file of the corpus is not as it was made.
    """
    drafts = list(collect_drafts((), key.documents.values(), study))
    return make_corpus(drafts, key, find)


def write_corpus(
    study: StudyFolder, made: MadeCorpus, before: StudyKey, key_file: KeyFile, *, without: str = ""
) -> list[str]:
    """Write the key, and then the corpus.

    Parameters
    ----------
    study : StudyFolder
    made : MadeCorpus
    before : StudyKey
        As it was when `made` was begun.
    key_file : KeyFile
    without : str, optional
        A participant whose row is to go.

    Returns
    -------
    list of str
        The files that are new or other than before, by their path below the study.

    Raises
    ------
    InputError
        When there is a file in the way that was not made so.
    """
    check_nothing_in_the_way(study, made, before)
    contents = {f"corpus/{name}": raw for name, raw in made.files.items()}
    contents[PARTICIPANTS] = complete_table(study.read_optional(PARTICIPANTS), made.people, without=without)
    contents[MARK] = format_mark(made.mark)
    changed = {name: raw for name, raw in contents.items() if study.read_optional(name) != raw}
    stale = [
        f"corpus/{one.file}"
        for one in before.documents.values()
        if one.file not in made.files and _sha256(study, one.file) == one.sha256_file
    ]
    key_file.save(made.key)
    study.write_files(changed, stale=stale)
    return sorted(changed)


def check_nothing_in_the_way(study: StudyFolder, made: MadeCorpus, before: StudyKey) -> None:
    """Refuse to write over files that were not made so; see `write_corpus`."""
    own: dict[str, set[str]] = defaultdict(set)
    for one in (*before.documents.values(), *made.key.documents.values()):
        own[one.file] |= {one.sha256_file, one.sha256_before}
    problems = [
        Problem("there is another file of this name", Place(f"corpus/{name}"), "move it out of the corpus")
        for name, sha256s in own.items()
        if name in made.files and _sha256(study, name) not in {"", *sha256s}
    ]
    if problems:
        raise InputError(*problems)


def _sha256(study: StudyFolder, name: str) -> str:
    raw = study.read_optional(f"corpus/{name}")
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def read_bases(study: StudyFolder, key: StudyKey) -> dict[str, str]:
    """Return what every original says, by its name.

    Raises
    ------
    InputError
        When a file of the corpus is not as it was made.
    """
    return {name: draft_kept(kept, study).base.text for name, kept in key.documents.items()}
