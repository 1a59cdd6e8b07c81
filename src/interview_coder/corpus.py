"""The corpus of a study, read source by source: files → sources with their turns, speakers and participants."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.anonymise.signs_of_names import find_signs
from interview_coder.errors import InputError, Place, Problem
from interview_coder.following import Follow, follow_without_showing
from interview_coder.ingest import ENDINGS, TABLE_READERS, read_bytes, read_transcripts, read_whole
from interview_coder.ingest.asides import find_asides
from interview_coder.ingest.resolver import Heard, SpeakerResolver
from interview_coder.ingest.transcript import ReadOptions, Transcript
from interview_coder.model.source import Aside, Source, SourceSummary
from interview_coder.project.settings import Settings, SourceSettings, fits_source
from interview_coder.project.study_folder import StudyFolder
from interview_coder.project.turn_table import TurnTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(slots=True)
class CorpusReader:
    """Reads the files of a corpus one after the other, and notes what cannot be read.

    Parameters
    ----------
    folder : StudyFolder
    settings : Settings
    resolver : SpeakerResolver
        Knows the speakers; told of everybody who speaks.
    problems : list of Problem
        Everything that was wrong so far.
    failed : set of str
        Files that have problems; their sources do not count.
    heard : Heard
        What the resolver noted of the people in the source that was read last.
    """

    folder: StudyFolder
    settings: Settings
    resolver: SpeakerResolver
    problems: list[Problem] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    heard: Heard = field(default_factory=Heard)

    def read_sources(
        self, *, follow: Follow = follow_without_showing, wanted: Callable[[str], bool] = lambda _: True
    ) -> Iterator[Source]:
        """Yield the sources of every file, in the order of their names.

        Of a file that turns out to be faulty, sources may have been given before: see `failed`.

        Parameters
        ----------
        follow : callable, optional
            Shows progress.
        wanted : callable, optional
            Which files, by their path below the corpus, are to be read.
        """
        for path in follow([path for path in self.find_files() if wanted(self.folder.name_in_corpus(path))], "reading"):
            yield from self.read_file(path)

    def find_files(self) -> list[Path]:
        """Return the files of the corpus whose names are their own; it is noted if there are none, or clashes."""
        try:
            paths = self.folder.transcript_paths()
        except InputError as error:
            self.problems += error.problems
            return []
        clashes = dict(_find_name_clashes(self.folder, paths))
        for file, problem in clashes.items():
            self._note(file, [problem])
        return [path for path in paths if self.folder.name_in_corpus(path) not in clashes]

    def read_file(self, path: Path) -> Iterator[Source]:
        """Yield the sources of one file; problems are noted."""
        file = self.folder.name_in_corpus(path)
        try:
            yield from self._read_file(path, file)
        except InputError as error:
            self._note(file, error.problems)

    def files(self) -> list[str]:
        """Return the files of the corpus, by their paths below it."""
        return [self.folder.name_in_corpus(path) for path in self.folder.transcript_paths()]

    def unused_settings(self) -> list[str]:
        """Return the names under ``sources:`` in the settings that fit no file of the corpus."""
        files = self.files() if self.settings.sources else []
        return [
            name
            for name in self.settings.sources
            if not any(fits_source(name, source_id_of(one), one) for one in files)
        ]

    def _note(self, file: str, problems: Sequence[Problem]) -> None:
        if problems:
            self.problems += problems
            self.failed.add(file)

    def _read_file(self, path: Path, file: str) -> Iterator[Source]:
        shown = f"corpus/{file}"
        ending = path.suffix.lower()
        if ending not in ENDINGS:
            known = ", ".join(sorted(ENDINGS))
            message = f'"{ending or file}" is no format of transcript that can be read'
            fix = ADVICE.get(ending) or f"supported formats: {known}; or move the file out of corpus/"
            raise InputError(Problem(message, Place(shown), fix))
        file_id = source_id_of(file)
        stated = self.settings.for_source(file_id, file)
        options = options_of(stated, self.resolver.labels_for(file_id))
        try:
            with path.open("rb") as stream:
                if ending in TABLE_READERS:
                    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
                    stream.seek(0)
                    transcripts = read_transcripts(stream, ending=ending, file=shown, options=options)
                else:
                    raw = read_bytes(stream, ending=ending, file=shown)
                    sha256 = hashlib.sha256(raw).hexdigest()
                    transcripts = iter([read_whole(raw, ending=ending, file=shown, options=options)])
                for transcript in transcripts:
                    yield self._make_source(transcript, file, file_id, sha256, stated)
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            raise InputError(Problem(message, Place(shown), "check its permissions")) from error

    def _make_source(
        self, transcript: Transcript, file: str, file_id: str, sha256: str, stated: SourceSettings
    ) -> Source:
        source_id = f"{file_id}/{transcript.part}" if transcript.part else file_id
        resolved = self.resolver.resolve_turns(
            transcript, source_id=source_id, file=f"corpus/{file}", file_id=file_id, roles=stated.roles
        )
        self._note(file, resolved.problems)
        self.heard = resolved.heard
        return Source(
            source_id=source_id,
            file=file,
            format=file.rpartition(".")[2].lower(),
            text=transcript.text,
            turns=resolved.turns,
            dialect=transcript.dialect,
            attributes=transcript.attributes,
            left_out=transcript.left_out,
            sha256=sha256,
            certainty=transcript.certainty,
            signs=transcript.signs,
            places=transcript.places,
            asides=_find_asides(transcript.text, resolved.turns),
            remarks=(*transcript.remarks, *_find_odd_characters(transcript.text), *_find_signs_of_names(transcript)),
            role_signs=resolved.role_signs,
            stakeholder_types=resolved.stakeholder_types,
            self_described=frozenset(transcript.speakers),
        )


ADVICE = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".xls": "open it in Excel or LibreOffice and save it as .xlsx",
    ".pages": "export it from Pages as .docx",
    ".wpd": "open it in LibreOffice and save it as .docx",
    ".mp3": "recordings are not read: put the transcript in",
    ".m4a": "recordings are not read: put the transcript in",
    ".wav": "recordings are not read: put the transcript in",
    ".mp4": "recordings are not read: put the transcript in",
    ".zip": "unpack it into the corpus",
}
"""What to do with files that people often have."""


def options_of(stated: SourceSettings, labels: frozenset[str]) -> ReadOptions:
    """Return what a reader is asked of a file for which the settings and the roster say this."""
    listed = {label for named in stated.roles.values() for label in named if "*" not in label}.union(stated.speakers)
    return ReadOptions(
        known_labels=labels | listed if listed else labels,
        dialect=stated.dialect or "",
        encoding=stated.encoding or "",
        speaker=stated.speaker,
        speakers=frozenset(stated.speakers),
        columns={str(holds): name for holds, name in stated.columns.items()},
        sheet=stated.sheet,
    )


def source_id_of(file: str) -> str:
    """Return the id of the source that a file becomes: its path below the corpus without its ending."""
    return file.rpartition(".")[0] or file


def _find_name_clashes(folder: StudyFolder, paths: Sequence[Path]) -> Iterator[tuple[str, Problem]]:
    """Yield files whose sources would have the same name, here or on a computer that knows no capitals."""
    by_folded: dict[str, str] = {}
    for path in paths:
        file = folder.name_in_corpus(path)
        source_id = source_id_of(file)
        folded = unicodedata.normalize("NFC", source_id).casefold()
        other = by_folded.setdefault(folded, file)
        if other == file:
            continue
        if source_id_of(other) == source_id:
            message = f"the files {other} and {file} would both be the source “{source_id}”"
        else:
            message = (
                f"the files {other} and {file} have the same name but for capitals or accents: on other computers they "
                "are one file"
            )
        yield file, Problem(message, Place(f"corpus/{file}"), "rename one")


_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _find_odd_characters(text: str) -> Iterator[str]:
    """Yield remarks on characters that show a text as other than it is."""
    found = [] if text.isascii() else [letter for letter in _DIRECTIONS if letter in text]
    if found:
        names = ", ".join(f"U+{ord(letter):04X}" for letter in found)
        yield f"it holds characters that turn the direction of writing ({names}): words may not read as they show"


NOT_PSEUDONYMISED = "it does not look pseudonymised"
"""How a remark begins on a transcript that shows signs of names."""


def _find_signs_of_names(transcript: Transcript) -> Iterator[str]:
    """Yield a remark that names the places of names, and no name."""
    signs = list(find_signs(transcript.text, TurnTable.of(transcript.turns).find_first()))
    if signs:
        told = ", ".join(f"{one.what} ({one.n_places}, {_first_at(transcript, one.offset)})" for one in signs)
        yield f"{NOT_PSEUDONYMISED}: {told}"


def _first_at(transcript: Transcript, offset: int) -> str:
    place = transcript.places.at(offset)
    return f"first at {place}" if place else f"first at character {offset + 1}"


def _find_asides(text: str, turns: TurnTable) -> tuple[Aside, ...]:
    """Find the asides of a text; what stands in brackets outside turns, as labels do, is no insertion."""
    return tuple([one for one in find_asides(text) if one.kind != "insertion" or _find_turn(one, turns) is not None])


def _find_turn(aside: Aside, turns: TurnTable) -> int | None:
    """Return the place of the turn that an aside stands in."""
    place = int(turns.starts.searchsorted(aside.start, "right")) - 1
    return place if place >= 0 and aside.end <= turns.ends[place] else None


def summarise_source(source: Source) -> SourceSummary:
    """Count what is in a source; words in asides are none."""
    import numpy as np

    turns = TurnTable.of(source.turns)
    n_words = count_words(source.text, turns.starts, turns.ends)
    if source.asides:
        starts, ends = np.array([(one.start, one.end) for one in source.asides], np.int64).T
        for aside, n_no_words in zip(source.asides, count_words(source.text, starts, ends).tolist(), strict=True):
            place = _find_turn(aside, turns)
            if place is not None:
                n_words[place] -= n_no_words
    ways = range(len(turns.speaking))
    n_said = np.bincount(turns.who, n_words, len(ways)).astype(np.int64).tolist()
    n_turns = np.bincount(turns.who, minlength=len(ways)).tolist()
    speaking: dict[str | None, tuple[int, int]] = {}
    for place in ways:
        before = speaking.get(turns.speaking[place].participant, (0, 0))
        speaking[turns.speaking[place].participant] = before[0] + n_turns[place], before[1] + n_said[place]
    _, n_words_asking = speaking.pop(None, (0, 0))
    times = [time for times in turns.list_times() for time in times if time is not None]
    return SourceSummary(
        source_id=source.source_id,
        file=source.file,
        format=source.format,
        dialect=source.dialect,
        certainty=source.certainty,
        signs=source.signs,
        n_turns=len(turns),
        n_by_type=Counter(source.stakeholder_types.values()),
        asking=source.role_signs,
        n_words=int(n_words.sum()),
        n_words_asking=n_words_asking,
        speaking={one: counts for one, counts in speaking.items() if one is not None},
        minutes=round((max(times) - min(times)) / 60, 1) if len(times) > 1 else None,
        attributes=source.attributes,
        left_out=source.left_out,
        remarks=source.remarks,
        sha256=source.sha256,
    )


_AT_ONCE = 1_000_000
"""Letters of a text that are looked at together: as numbers they take more memory than the text."""


def count_words(text: str, starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[np.int64]:
    """Count the words of some stretches of a text: ``len(text[start:end].split())`` of each."""
    import numpy as np

    pieces = [_find_space(text[start : start + _AT_ONCE]) + start for start in range(0, len(text), _AT_ONCE)]
    space = np.concatenate([[-1], *pieces, [len(text)]])
    words = space[:-1][np.diff(space) > 1] + 1
    begins_with_word = space[np.searchsorted(space, starts)] != starts  # though it may have begun before
    n_later = np.searchsorted(words, ends) - np.searchsorted(words, starts, side="right")
    counts: NDArray[np.int64] = np.where(starts < ends, begins_with_word + n_later, 0)
    return counts


def _find_space(text: str) -> NDArray[Any]:
    """Return the places of the white space of a text."""
    import numpy as np

    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    rare = np.flatnonzero((letters <= ord(" ")) | (letters > ord("~")))
    places: NDArray[Any] = rare[_space_table()[np.minimum(letters[rare], _LAST_SPACE + 1)]]
    return places


_LAST_SPACE = 0x3000


@cache
def _space_table() -> NDArray[Any]:
    """Return whether each character up to the first after the last white space is white space."""
    import numpy as np

    return np.array([chr(number).isspace() for number in range(_LAST_SPACE + 2)])
