"""Decisions exchanged again and again while somebody reviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

from interview_coder.errors import InputError

_SECONDS_BETWEEN = 10.0


class Sharer:
    """Exchanges in the background; what goes wrong is told and tried again, and nobody waits for it.

    Parameters
    ----------
    share : callable
        Exchanges once.
    seconds : float, default=10
        Between two exchanges.

    Attributes
    ----------
    told : str
        How it stands.
    """

    def __init__(self, share: Callable[[], object], seconds: float = _SECONDS_BETWEEN) -> None:
        self.told = "not shared yet"
        self._share, self._seconds = share, seconds
        self._is_over = Event()
        self._thread = Thread(target=self._go_on, name="sharing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Exchange once more, and end."""
        self._is_over.set()
        self._thread.join()
        self._share_once()

    def _go_on(self) -> None:
        self._share_once()
        while not self._is_over.wait(self._seconds):
            self._share_once()

    def _share_once(self) -> None:
        try:
            self._share()
            self.told = f"shared at {datetime.now().astimezone():%H:%M}"
        except InputError as error:
            self.told = f"not shared: {error.problems[0].message}"
