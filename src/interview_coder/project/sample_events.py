"""Events ``sample`` and ``sampled`` in ``decisions/`` ↔ blind samples, and which of their stretches are done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from interview_coder.errors import InputError, Place, Problem
from interview_coder.model.blind_sample import Drawn, Sample, Stratum
from interview_coder.model.review import Anchor
from interview_coder.project.decision_log import Event
from interview_coder.project.review_events import read_anchor, write_anchor

SAMPLE, SAMPLED = "sample", "sampled"


def write_sample(sample: Sample) -> dict[str, Any]:
    """Return the event that keeps a sample; who and when are added with it."""
    return {
        "event": SAMPLE,
        "id": sample.sample_id,
        "seed": sample.seed,
        "strata": [
            {"type": one.stakeholder_type, "coded": one.is_coded, "all": one.n_all, "drawn": one.n_drawn}
            for one in sample.strata
        ],
        "stretches": [{"stratum": one.stratum, "place": write_anchor(one.anchor)} for one in sample.stretches],
    }


def write_sampled(sample_id: str, number: int) -> dict[str, Any]:
    """Return the event that keeps that a stretch of a sample is done; its number is from 1."""
    return {"event": SAMPLED, "sample": sample_id, "stretch": number}


def read_samples(events: Iterable[Event]) -> Iterator[Sample]:
    """Yield samples in the order of the events.

    Raises
    ------
    InputError
        When an event is not as this program writes it.
    """
    return (_read_sample(event) for event in events if event["event"] == SAMPLE)


def read_sampled(events: Iterable[Event]) -> dict[str, set[int]]:
    """Return the numbers of the stretches that are done, by sample.

    Raises
    ------
    InputError
        When an event is not as this program writes it.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event["event"] == SAMPLED:
            number = event.get("stretch")
            if not isinstance(number, int) or not isinstance(event.get("sample"), str):
                raise _damaged(event)
            found[event["sample"]].add(number)
    return dict(found)


def _read_sample(event: Event) -> Sample:
    try:
        strata = tuple(
            Stratum(str(one["type"]), bool(one["coded"]), int(one["all"]), int(one["drawn"])) for one in event["strata"]
        )
        stretches = tuple(Drawn(_need(read_anchor(one["place"])), int(one["stratum"])) for one in event["stretches"])
        sample = Sample(str(event["id"]), event["coder"], event["at"], int(event["seed"]), strata, stretches)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(event) from error
    if any(not 0 < one.n_drawn <= one.n_all for one in strata):
        raise _damaged(event)
    if any(not 0 <= one.stratum < len(strata) for one in stretches):
        raise _damaged(event)
    return sample


def _need(anchor: Anchor | None) -> Anchor:
    if anchor is None:
        raise ValueError("place")
    return anchor


def _damaged(event: Event) -> InputError:
    message = f"the blind sample at {event['at']} is not as this program writes it"
    fix = "take the line back from a copy, remove it, or use the program that wrote it: it is not counted"
    return InputError(Problem(message, Place(f"decisions/{event['coder']}.jsonl"), fix))
