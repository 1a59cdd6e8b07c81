"""Blind samples: stretches drawn at random, coded by somebody who does not see what the rules suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.blind_sample import Drawn, Sample, Stratum
from interview_coder.model.review import Decision, Stretch
from interview_coder.project.review_events import make_event_id, mark_definition
from interview_coder.project.sample_events import (
    SAMPLE,
    SAMPLED,
    read_sampled,
    read_samples,
    write_sample,
    write_sampled,
)
from interview_coder.reviewing.all_segments import AllSegments
from interview_coder.reviewing.desk import Desk
from interview_coder.standing.folding import list_live

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEFAULT_SIZE, LEAST_SIZE, MOST_SIZE = 60, 10, 1000
_LEAST_OF_STRATUM = 2


@dataclass(frozen=True, slots=True)
class BlindSample:
    """A sample of a coder, and how far she is.

    Parameters
    ----------
    sample : Sample
    done : frozenset of int
        Numbers of the stretches that are done, from 1.
    """

    sample: Sample
    done: frozenset[int]

    def __len__(self) -> int:
        return len(self.sample.stretches)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return len(self.done) == len(self)

    def next_number(self, after: int = 0) -> int | None:
        """Return the first stretch that is not done, of those behind another one if there is any."""
        left = [number for number in range(1, len(self) + 1) if number not in self.done]
        return next((number for number in left if number > after), left[0] if left else None)


@dataclass(frozen=True, slots=True)
class BlindCode:
    """A code that she gave to words of a stretch, and the decision that says so."""

    stretch: Stretch
    decision: Decision


def list_samples(desk: Desk, coder: str | None = None) -> list[BlindSample]:
    """Return the samples of a coder, the first first.

    Parameters
    ----------
    coder : str, optional
        By default the one whose desk it is.
    """
    name = coder or desk.coder
    done = read_sampled(desk.index.events(SAMPLED, name))
    return [
        BlindSample(one, frozenset(done.get(one.sample_id, ())) & frozenset(range(1, len(one.stretches) + 1)))
        for one in read_samples(desk.index.events(SAMPLE, name))
    ]


def find_sample(desk: Desk, sample_id: str) -> BlindSample:
    """Return a sample of the coder whose desk it is.

    Raises
    ------
    InputError
        When there is none with that id.
    """
    found = next((one for one in list_samples(desk) if one.sample.sample_id == sample_id), None)
    if found is None:
        raise InputError(Problem("there is no such sample", Place("blind sample"), "go back to the blind sample"))
    return found


def propose_seed(desk: Desk) -> int:
    """Return a seed: the study's, and one more for each sample she drew, so that coders draw the same stretches."""
    return desk.inputs.settings.seed + len(list_samples(desk))


def draw_sample(desk: Desk, size: int, seed: int) -> Sample:
    """Draw segments at random and keep which; see `allot` for how many of each stratum.

    The strata are stakeholder type × whether the rules suggest any code. Where there are so many that not even two
    segments could be drawn of each, the types are put together.

    Parameters
    ----------
    size : int
        How many, from `LEAST_SIZE` to `MOST_SIZE`; all, where the study has fewer.

    Raises
    ------
    InputError
        When the size is another, an earlier sample is not done, or there is nothing to draw from.
    """
    _check(desk, size)
    import numpy as np

    segments = AllSegments(desk)
    is_coded = np.zeros(len(segments), bool)
    is_coded[segments.number_suggestions()] = True
    names, groups = _group(segments.list_stakeholder_types(), is_coded.tolist(), size)
    counts = np.bincount(groups, minlength=len(names)).tolist()
    allotted = allot(counts, size)
    order = np.random.default_rng(seed).permutation(len(segments))
    drawn = [order[groups[order] == number][:n] for number, n in enumerate(allotted)]
    anchors = {number: desk.anchor(*segments[number]) for number in sorted(int(one) for some in drawn for one in some)}
    stretches = tuple(Drawn(anchors[one], int(groups[one])) for one in order.tolist() if one in anchors)
    strata = tuple(Stratum(*name, n_all, n) for name, n_all, n in zip(names, counts, allotted, strict=True))
    sample = Sample(make_event_id(), desk.coder, "", seed, strata, stretches)
    [kept] = read_samples([desk.keep(write_sample(sample))])
    return kept


def allot(counts: Sequence[int], size: int) -> list[int]:
    """Return how many to draw from each stratum.

    Two of each, or all where there are fewer, so that none is without a figure; the others in proportion to what is
    left of each, by largest remainders.

    Examples
    --------
    >>> allot([100, 50, 10, 1], 20)
    [10, 6, 3, 1]
    """
    size = min(size, sum(counts))
    least = [min(_LEAST_OF_STRATUM, count) for count in counts]
    left = [count - taken for count, taken in zip(counts, least, strict=True)]
    n_more, n_left = size - sum(least), max(1, sum(left))
    shares = [divmod(n_more * one, n_left) for one in left]
    n_over = n_more - sum(whole for whole, _ in shares)
    first = sorted(range(len(counts)), key=lambda place: (-shares[place][1], place))[:n_over]
    return [taken + shares[place][0] + (place in first) for place, taken in enumerate(least)]


def code_blind(desk: Desk, sample_id: str, number: int, code_id: str, start: int, end: int) -> None:
    """Give a code to words of a stretch of a sample; what has it already is left as it is.

    Raises
    ------
    InputError
        When the words are not of that stretch, or there is no such code.
    """
    stretch = find_stretch(desk, find_sample(desk, sample_id), number)
    if stretch is None or not stretch.start <= start < end <= stretch.end:
        fix = "choose words of the stretch itself"
        raise InputError(Problem("these words are not of the stretch", Place("blind sample"), fix))
    if code_id not in desk.codes:
        raise InputError(Problem(f'there is no code "{code_id[:40]}"', Place("code"), "choose one of the list"))
    wanted = Stretch(stretch.source_id, code_id, start, end)
    if not any(one.stretch == wanted for one in list_blind_codes(desk)):
        definition = mark_definition(desk.codes[code_id])
        anchor = desk.anchor(stretch.source_id, start, end)
        desk.decide(Decision("", "", "", "add", code_id, anchor, definition=definition, sample=sample_id))


def take_back(desk: Desk, event_id: str) -> None:
    """Take back a code that she gave blind.

    Raises
    ------
    InputError
        When there is no such code.
    """
    given = next((one.decision for one in list_blind_codes(desk) if one.decision.event_id == event_id), None)
    if given is None:
        raise InputError(Problem("there is no such code any more", Place("blind sample"), "go back to the stretch"))
    desk.take_back(given)


def finish_stretch(desk: Desk, sample_id: str, number: int) -> None:
    """Keep that a stretch is done: what was not given to it by now, does not belong to it."""
    blind = find_sample(desk, sample_id)
    find_stretch(desk, blind, number)
    if number not in blind.done:
        desk.keep(write_sampled(sample_id, number))


def find_stretch(desk: Desk, blind: BlindSample, number: int) -> Stretch | None:
    """Return where the words of a stretch are now, without a code; None where they were changed since.

    Raises
    ------
    InputError
        When the sample has no such stretch.
    """
    if not 0 < number <= len(blind):
        raise InputError(Problem(f"the sample has no stretch {number}", Place("blind sample"), "go back to it"))
    return place_stretch(desk, blind.sample.stretches[number - 1])


def place_stretch(desk: Desk, drawn: Drawn) -> Stretch | None:
    """Return where the words of a stretch are now, without a code; None where they were changed since."""
    place = desk.find_place(drawn.anchor)
    return None if place is None else Stretch(place.source_id, "", place.start, place.end)


def list_blind_codes(desk: Desk, coder: str | None = None) -> list[BlindCode]:
    """Return what a coder coded in her blind samples and did not take back."""
    live = list_live(desk.index.decisions(coder or desk.coder))
    standings = desk.find_standings([one for one in live if one.sample and not one.is_consensus])
    return [BlindCode(one.stretch, said.decision) for one in standings for said in one.said if said.answer == "yes"]


def is_on(code: Stretch, stretch: Stretch) -> bool:
    """Whether words of one stretch are also words of another."""
    return code.source_id == stretch.source_id and code.start < stretch.end and stretch.start < code.end


def _check(desk: Desk, size: int) -> None:
    if not LEAST_SIZE <= size <= MOST_SIZE:
        fix = f"choose from {LEAST_SIZE} to {MOST_SIZE}"
        raise InputError(Problem(f"a sample of {size} is not drawn", Place("blind sample"), fix))
    if any(not one.is_done for one in list_samples(desk)):
        raise InputError(Problem("a sample of yours is not done", Place("blind sample"), "finish it first"))
    if not any(len(one.segments) for one in desk.inputs.stored):
        fix = "put transcripts into corpus/, with participants who say something"
        raise InputError(Problem("there is nothing to draw from", Place("corpus/"), fix))


def _group(types: list[str], is_coded: list[bool], size: int) -> tuple[list[tuple[str, bool]], NDArray[Any]]:
    """Return the strata by stakeholder type and whether they are coded, and the place of each segment's."""
    import numpy as np

    pairs = list(zip(types, is_coded, strict=True))
    names = sorted(set(pairs))
    if len(names) * _LEAST_OF_STRATUM > size:
        pairs = [("", coded) for coded in is_coded]
        names = sorted(set(pairs))
    places = {name: place for place, name in enumerate(names)}
    return names, np.array([places[one] for one in pairs])
