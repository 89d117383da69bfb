"""Where a release is live and was, as pages tell it."""

from __future__ import annotations

from dataclasses import dataclass

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.deployed import environment_address
from forgebook.releasing.live import LiveTime, times_of


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which a release was live in an environment.

    Attributes:
        environment: the environment's title.
        address: its page.
        time: from when to when.
        days: whole days, up to today while it is live.
    """

    environment: str
    address: str
    time: LiveTime
    days: int

    @property
    def now(self) -> bool:
        """Whether it is live today."""
        return self.time.end is None


def stays_of(release: Record, graph: ProjectGraph) -> list[Stay]:
    """All of them: the environment of the highest order first, and in each the newest first."""
    return [
        Stay(
            graph.project.titled("environments", time.environment),
            environment_address(time.environment),
            time,
            ((time.last or graph.as_of) - time.first).days,
        )
        for time in times_of(release, graph)
        if time.first <= graph.as_of
    ]
