"""A quotation that stands nowhere as a whole → the runs of words that it may have been put together of."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from interview_coder.verifying.word_index import WordIndex

_SHORTEST_RUN = 4
_MOST_ADDED = 2


def cut_into_runs(numbers: Sequence[int], index: WordIndex) -> list[range]:
    """Cut words into as few runs as can be, each of which stands in some turn.

    Parameters
    ----------
    numbers : sequence of int
        Of the words, as the index has them.
    index : WordIndex

    Returns
    -------
    list of range
        Places of the words of each run. A word or two that join them, such as *and*, may be in none; nothing where it
        cannot be done with runs of four words and more; of many words said, more stand together by chance.
    """
    shortest = max(_SHORTEST_RUN, int(log10(len(index.words) + 1)) - 1)
    runs: list[range] = []
    place = n_added = 0
    while place < len(numbers):
        end = place + index.measure_run(numbers[place:])
        if runs:
            first = _begin_earlier(numbers, runs[-1].start + shortest, range(place, end), index)
            if end - first >= shortest:
                runs[-1] = range(runs[-1].start, min(runs[-1].stop, first))
                place = first
        if end - place >= shortest or (place, end) == (0, len(numbers)):
            runs.append(range(place, end))
            place = end
        elif n_added < _MOST_ADDED:
            n_added += 1
            place += 1
        else:
            return []
    return runs


def _begin_earlier(numbers: Sequence[int], least: int, run: range, index: WordIndex) -> int:
    """Return where a run begins, if it has the words too that the run before happens to share with it."""
    first = run.start
    while run.stop > run.start and first > least and len(index.find_phrase(numbers[first - 1 : run.stop])):
        first -= 1
    return first
