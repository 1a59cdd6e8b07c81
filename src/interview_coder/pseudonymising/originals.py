"""The folder of originals: its transcripts as they are read, whatever their format; nothing in it is ever written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_coder.corpus import ADVICE, options_of, source_id_of
from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow
from interview_coder.ingest import ENDINGS, read_transcripts
from interview_coder.ingest.decode import encoding_of
from interview_coder.ingest.labels import GENERIC_LABEL
from interview_coder.ingest.participants_csv import Roster, read_participants
from interview_coder.ingest.roles import guess_roles
from interview_coder.ingest.transcript import Transcript
from interview_coder.keeping.study_key import PersonRow
from interview_coder.model.source import UNKNOWN_STAKEHOLDER
from interview_coder.project.settings import Settings, read_settings
from interview_coder.project.study_folder import StudyFolder

LISTS = {"roster.csv", "generalise.csv", "keep.txt", "study.yml"}
"""What may lie beside the originals and is none."""
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
TEXT_FILES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class OriginalsFolder(StudyFolder):
    """A folder of transcripts that is no study."""

    @property
    def corpus(self) -> Path:
        """The folder itself."""
        return self.root

    def _passed_over(self, folder: str, name: str) -> str | None:
        return "" if name in LISTS else StudyFolder._passed_over(self, folder, name)


@dataclass(frozen=True, slots=True)
class Original:
    """One transcript with names in it.

    Parameters
    ----------
    name : str
        Path below the folder, with its part where the file holds several.
    transcript : Transcript
    sha256 : str
        Of the file.
    is_text : bool
        Whether the transcript's text is the file's.
    encoding, line_end : str
        Of text files: with a signature where it has one.
    """

    name: str
    transcript: Transcript
    sha256: str
    is_text: bool
    encoding: str = ""
    line_end: str = "\n"


class OriginalsReader:
    """Reads the transcripts of a folder.

    Parameters
    ----------
    root : Path
    shows_names : bool
        Whether problems may tell the names of files; else they tell their numbers.
    """

    def __init__(self, root: Path, *, shows_names: bool) -> None:
        self.folder = OriginalsFolder(root)
        self.shows_names = shows_names
        self.problems: list[Problem] = []
        if not root.is_dir():
            fix = "name the folder that holds the original transcripts"
            raise InputError(Problem("there is no such folder", Place(str(root)), fix))
        try:
            self.settings: Settings = read_settings(self.folder.read_optional("study.yml"))
            raw = self.folder.read_optional("participants.csv")
            self.roster = Roster() if raw is None else read_participants(raw, encoding=self.settings.encoding or "")
        except InputError as error:
            raise InputError(*self._tell(error)) from None  # the error before it tells names

    def read(self, *, follow: Follow) -> Iterator[Original]:
        """Yield the transcripts of all files, in the order of their names; problems are noted."""
        paths = _list_files(self.folder)
        for number, path in enumerate(follow(paths, "reading"), 1):
            name = self.folder.name_in_corpus(path)
            shown = name if self.shows_names else f"file {number} of {len(paths)} ({path.suffix.lower()})"
            try:
                yield from self._read_file(path, name, shown)
            except InputError as error:
                self.problems += self._tell(error)
            except OSError as error:
                message = f"the file cannot be read: {error.strerror}"
                self.problems.append(Problem(message, Place(shown), "check its permissions"))

    def _tell(self, error: InputError) -> list[Problem]:
        """Return problems without what they quote, which may be names."""
        if self.shows_names:
            return list(error.problems)
        return [
            Problem(_QUOTED.sub("“…”", one.message), one.place, _QUOTED.sub("“…”", one.fix)) for one in error.problems
        ]

    def _read_file(self, path: Path, name: str, shown: str) -> Iterator[Original]:
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            fix = ADVICE.get(ending, f"supported formats: {', '.join(sorted(ENDINGS))}; or move the file away")
            raise InputError(Problem(f'"{ending}" is no format of transcript that can be read', Place(shown), fix))
        file_id = source_id_of(name)
        options = options_of(self.settings.for_source(file_id, name), frozenset(self.roster.labels_for(file_id)))
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            raw = stream.read() if ending in TEXT_FILES else b""
            stream.seek(0)
            for transcript in read_transcripts(stream, ending=ending, file=shown, options=options):
                own = f"{name}/{transcript.part}" if transcript.part else name
                encoding = encoding_of(raw) or _encoding_of_text(raw, options.encoding)
                yield Original(own, transcript, sha256, bool(raw), encoding, _line_end_of(raw))

    def list_people(self, originals: Sequence[Original]) -> Iterator[PersonRow]:
        """Yield who speaks in some transcripts, with what ``participants.csv`` beside them or a table says of each."""
        seen = set()
        for original in originals:
            for row in self._list_people(original):
                is_known = (row.label, row.original) in seen
                seen.add((row.label, row.original))
                if not is_known:
                    yield row

    def _list_people(self, original: Original) -> Iterator[PersonRow]:
        transcript = original.transcript
        guesses = {} if transcript.speakers else guess_roles(transcript)
        for label in dict.fromkeys(turn.speaker for turn in transcript.turns if turn.speaker):
            row = self.roster.find(label, source_id_of(original.name))
            described = transcript.speakers.get(label)
            guess = guesses.get(label)
            role = (row and row.role) or (guess.role if guess else "participant")
            is_scoped = described is not None or GENERIC_LABEL.fullmatch(label) or bool(row and row.source_id)
            scope = original.name if is_scoped else ""
            kind, attributes = _describe(described or (row.attributes if row else {}))
            own_type = row.stakeholder_type if row and row.stakeholder_type != UNKNOWN_STAKEHOLDER else kind
            yield PersonRow(label, scope, role, own_type, attributes)


def _describe(attributes: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """Return the stakeholder type that is among somebody's attributes, and the others."""
    kinds = {name for name in attributes if "_".join(name.casefold().split()) == "stakeholder_type"}
    others = {name: value for name, value in attributes.items() if name not in kinds}
    return next((attributes[name].strip() for name in kinds), ""), others


def _list_files(folder: StudyFolder) -> list[Path]:
    try:
        return folder.transcript_paths()
    except InputError as error:
        fix = "name the folder that holds the original transcripts"
        raise InputError(Problem("there are no transcripts in this folder", Place(str(folder.root)), fix)) from error


def _encoding_of_text(raw: bytes, stated: str) -> str:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return stated
    return "utf-8" if raw else ""


def _line_end_of(raw: bytes) -> str:
    """Return how lines end in a text, where all end alike; else as the program reads them."""
    n_lines = raw.count(b"\n")
    if n_lines and raw.count(b"\r\n") == n_lines:
        return "\r\n"
    return "\r" if b"\r" in raw and not n_lines else "\n"
