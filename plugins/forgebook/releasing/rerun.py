"""Whether a release can be run again: what is recorded of it, what its attempts said, since when it cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.views import Status
from forgebook.releasing.gates import came_out
from forgebook.releasing.standing import order_of

Standing = Literal["works", "differs", "untried", "gone", "unrecorded"]

FULL_HASH = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
"""A commit as git names it in full, by SHA-1 or SHA-256."""
WORKED = ("same", "within_tolerance")
RESULTS: dict[str, Status] = {
    "same": Status("same", "holds"),
    "within_tolerance": Status("within tolerance", "holds"),
    "different": Status("different", "due"),
    "not_possible": Status("not possible", "bad"),
}
STATUSES: dict[Standing, Status] = {
    "works": Status("ran again", "holds"),
    "differs": Status("results differ", "due"),
    "untried": Status("never tried", "open"),
    "gone": Status("no longer", "bad"),
    "unrecorded": Status("not recorded", "closed"),
}
GONE = {"data_gone": "the data is gone", "environment_gone": "what it ran on is gone"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """A verdict on an attempt to run a release again, and how readers see it."""

    date: date
    result: str
    note: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class Again:
    """How it stands with running a release again.

    Attributes:
        word: how it stands.
        status: the same as readers see it.
        attempts: all verdicts, the newest first.
        worked: the last day on which it ran and the results were the same, or close enough.
        since: the day from which on it could not be run, where an attempt tells it.
        why: what is gone, or what the last attempt said, as inline Markdown.
        lacks: what is missing to run it by its record alone.
    """

    word: Standing
    status: Status
    attempts: tuple[Attempt, ...] = ()
    worked: date | None = None
    since: date | None = None
    why: str = ""
    lacks: tuple[str, ...] = ()

    @property
    def last(self) -> Attempt | None:
        """The newest verdict, or None."""
        return self.attempts[0] if self.attempts else None


def standing_of(release: Record) -> Again:
    """How it stands with running a release again. The last verdict decides, unless the state says that it is gone."""
    again = release.f.rerun
    if again is None:
        return Again("unrecorded", STATUSES["unrecorded"])
    attempts = tuple(
        Attempt(told.date, told.result, told.note, RESULTS[told.result])
        for told in reversed(in_order(again.verifications))
    )
    worked = next((attempt.date for attempt in attempts if attempt.result in WORKED), None)
    word = _word(again, attempts)
    since, why = _end(again, attempts) if word == "gone" else (None, "")
    return Again(word, STATUSES[word], attempts, worked, since, why, tuple(lacks(release)))


def _word(again: Any, attempts: tuple[Attempt, ...]) -> Standing:
    if again.state in GONE or (attempts and attempts[0].result == "not_possible"):
        return "gone"
    if not attempts:
        return "untried"
    return "works" if attempts[0].result in WORKED else "differs"


def _end(again: Any, attempts: tuple[Attempt, ...]) -> tuple[date | None, str]:
    """The first attempt that was not possible after the last that was, and why."""
    failed = []
    for attempt in attempts:
        if attempt.result != "not_possible":
            break
        failed.append(attempt)
    note = next((attempt.note for attempt in reversed(failed) if attempt.note), None)
    return (failed[-1].date if failed else None), note or GONE.get(again.state or "", "")


def in_order(attempts: Iterable[Any]) -> list[Any]:
    """Attempts from the oldest to the newest; those of one day as they are written."""
    return sorted(attempts, key=lambda attempt: attempt.date)


def lacks(release: Record) -> list[str]:
    """What is missing to run a release again by its record alone, in words that follow "but"."""
    again = release.f.rerun
    if again is None:
        return ["nothing says how"]
    found = []
    if not (again.command or "").strip():
        found.append("no command is given")
    if not again.code and not again.container:
        found.append("no commits are given under `code`, and no container")
    found += [f"{at.repository} is not named by the full hash" for at in again.code if not FULL_HASH.match(at.commit)]
    if again.parameters and not again.parameters_hash:
        found.append("the parameters have no hash")
    return found


def disagreement(release: Record) -> str:
    """How the state and the last verdict contradict each other; empty where they do not."""
    again = release.f.rerun
    if again is None or again.state is None or not again.verifications:
        return ""
    last = in_order(again.verifications)[-1]
    if again.state == "runnable" and last.result == "not_possible":
        return f"the state is runnable, but on {last.date} it could not be run"
    if again.state in GONE and last.result != "not_possible":
        return f"the state is {again.state}, but on {last.date} it was run"
    return ""


def register(graph: ProjectGraph) -> list[tuple[Record, Again]]:
    """All releases that came out, the newest first, each with how it stands.

    A filtered graph leaves out those without a recipe: it cannot tell what is hidden from what was never recorded.
    """
    out = [release for release in graph.of("release") if came_out(release)]
    out.sort(key=order_of, reverse=True)
    rows = [(release, standing_of(release)) for release in out]
    return rows if graph.visibility == "team" else [row for row in rows if row[1].word != "unrecorded"]
