"""Which codes stand where, as the last run left it, where it would leave it so today."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.known_codings import KnownCodings, key_of_code
from interview_coder.project.held_file import HeldFile
from interview_coder.project.program_key import fingerprint
from interview_coder.project.stamps import stamp_of
from interview_coder.study_inputs import StudyInputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class CodedPlaces:
    """The codings of a study as places and codes.

    Parameters
    ----------
    starts, ends : array of int32
        Code points, by source and start.
    codes : array of int32
        Places of their codes in `code_ids`.
    borders : sequence of int
        Where the codings of each source begin among them, in the order of the study's sources; one more at the end.
    code_ids : tuple of str
        In the order of the codebook.
    """

    starts: NDArray[Any]
    ends: NDArray[Any]
    codes: NDArray[Any]
    borders: list[int]
    code_ids: tuple[str, ...]

    @classmethod
    def of_last_run(cls, inputs: StudyInputs) -> CodedPlaces | None:
        """Return the codings of the last run; None where a source or a rule has changed since, or nothing was run."""
        return _from_cache(inputs) or _from_lines(inputs)

    @classmethod
    def from_columns(cls, columns: Columns, inputs: StudyInputs) -> CodedPlaces:
        """Put codings in order: for each the place of its source in the study, its code's in the codebook, its own."""
        import numpy as np

        sources, codes, starts, ends = (np.asarray(column) for column in columns)
        order = np.lexsort((starts, sources))
        order = order[(sources[order] >= 0) & (codes[order] >= 0)]
        borders = np.searchsorted(sources[order], np.arange(len(inputs.stored) + 1)).tolist()
        ids = tuple(code.code_id for code in inputs.codebook.codes)
        return cls(starts[order], ends[order], codes[order], borders, ids)

    def codes_of_sentences(self, source: int, starts: NDArray[Any], ends: NDArray[Any]) -> dict[int, tuple[str, ...]]:
        """Return the codes on each sentence of a source that has any, in the order of the codebook.

        Parameters
        ----------
        source : int
            Place of the source in the study.
        starts, ends : array of int
            Code points of its sentences.
        """
        own = slice(*self.borders[source : source + 2])
        first = ends.searchsorted(self.starts[own], side="right").tolist()
        last = starts.searchsorted(self.ends[own]).tolist()
        codes: dict[int, set[int]] = defaultdict(set)
        for code, begin, end in zip(self.codes[own].tolist(), first, last, strict=True):
            for sentence in range(begin, end):
                codes[sentence].add(code)
        return {sentence: tuple([self.code_ids[code] for code in sorted(some)]) for sentence, some in codes.items()}


def _from_cache(inputs: StudyInputs) -> CodedPlaces | None:
    """Return what the last run kept, if every source and every rule is as it was."""
    import numpy as np

    lines = inputs.folder.outputs / "codings.jsonl"
    stamp = stamp_of(lines)
    kept = KnownCodings.load(inputs.library.cache, None if stamp is None else HeldFile(lines, stamp))
    source_keys = [one.key for one in inputs.stored]
    code_keys = [key_of_code(code, inputs.library.language) for code in inputs.codebook.codes]
    if kept is None or not {*source_keys} <= {*kept.sources} or not {*code_keys} <= {*kept.codes}:
        return None

    def places_now(keys: Sequence[str], before: Iterable[str]) -> NDArray[Any]:
        places = {key: place for place, key in enumerate(keys)}
        return np.array([places.get(key, -1) for key in before], np.int64)

    table = kept.table
    sources, codes = places_now(source_keys, kept.sources), places_now(code_keys, kept.codes)
    return CodedPlaces.from_columns((sources[table.sources], codes[table.codes], table.starts, table.ends), inputs)


def _from_lines(inputs: StudyInputs) -> CodedPlaces | None:
    """Return what stands in ``outputs/``, if it was made of the study as it is; this takes longer."""
    import numpy as np

    if not _are_lines_current(inputs):
        return None
    sources = {one.summary.source_id: place for place, one in enumerate(inputs.stored)}
    codes = {code.code_id: place for place, code in enumerate(inputs.codebook.codes)}
    rows = [
        (sources.get(one["source"], -1), codes.get(one["code"], -1), one["start"], one["end"])
        for line in (inputs.folder.outputs / "codings.jsonl").read_bytes().splitlines()
        for one in (json.loads(line),)
    ]
    columns = np.array(rows, np.int64).reshape(-1, 4)
    return CodedPlaces.from_columns((columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3]), inputs)


def _are_lines_current(inputs: StudyInputs) -> bool:
    try:
        manifest = json.loads(inputs.folder.read_optional("outputs/run.json") or b"{}")
        made = manifest["outputs"]["codings.jsonl"], manifest["fingerprint"]
    except (ValueError, KeyError, TypeError):
        return False
    now = inputs.folder.hash_output("codings.jsonl", inputs.library.hashes), fingerprint(inputs.input_hashes)
    return made == now
