from __future__ import annotations

import gc

import pytest

from interview_coder.collecting import collecting_later


def count_searches(n_records: int) -> int:
    """Count how often Python looks for cycles while records are made."""
    searches: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        searches.append(phase)

    gc.callbacks.append(note)
    records = [[number] for number in range(n_records)]
    gc.callbacks.remove(note)
    assert len(records) == n_records
    return searches.count("start")


def test_cycles_are_looked_for_later_even_if_somebody_enables_it() -> None:
    assert count_searches(5_000)
    with collecting_later():
        gc.enable()
        assert not count_searches(5_000)
        with collecting_later():
            pass
        assert not count_searches(5_000)
    assert count_searches(5_000)


def test_a_failure_does_not_put_it_off_for_good() -> None:
    before = gc.get_threshold()
    with pytest.raises(KeyError), collecting_later():
        raise KeyError
    assert gc.get_threshold() == before
