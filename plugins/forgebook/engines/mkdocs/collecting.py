"""The collector of garbage, which finds none in what a build makes and takes a quarter of its time to look."""

from __future__ import annotations

import atexit
import gc
from functools import cache

_BATCH = 200
"""Hand-written pages between two collections."""


class Calm:
    """No search for garbage while pages are made: the graph lives to the end.

    Only hand-written pages leave circles behind; these are collected now and then.
    """

    def __init__(self) -> None:
        self._was_on = False
        self._pages = 0

    def begin(self) -> None:
        """Collect no more, until `end`."""
        self._was_on = self._was_on or gc.isenabled()
        gc.disable()
        _leave_all_at_exit()

    def end(self) -> None:
        """Collect again, if it was so before. What was made is old by now: the next collection need not walk it."""
        if self._was_on:
            _make_all_old()
            gc.enable()
        self._was_on = False

    def hand_written(self) -> None:
        """A hand-written page is made."""
        self._pages += 1
        if self._pages % _BATCH == 0:
            gc.collect(0)


def _make_all_old() -> None:
    """Move all to the oldest generation: what was put out of the collector's sight comes back as old.

    Else the first collection after a build walks all that it made. Where somebody keeps objects out of its sight, they
    stay there.
    """
    if gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()


@cache
def _leave_all_at_exit() -> None:
    """Look for no garbage when the process ends: all of it goes at once, and to take a graph apart takes seconds."""
    atexit.register(gc.freeze)
