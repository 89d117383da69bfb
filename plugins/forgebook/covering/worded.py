"""Rungs and grounds in words: what pages, tooltips and commands say of why somebody stands where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from forgebook.core.cover import Ground, Rung, Stand
from forgebook.core.graph import ProjectGraph

_IN_A_RECORD = ("rehearsal", "release", "deployment")

MEANS: dict[Rung, str] = {
    "proven": "has done it alone within twelve months: a rehearsal that worked, a release, a deployment",
    "active": "did at least a fifth of the recent work",
    "declared": "is named in a record, and nothing shows it yet",
    "historic": "wrote a part of what is there, and may have forgotten it",
    "none": "nothing tells that they could",
}
"""What each rung means."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A ground in words: `before`, the title of `ref`, `after`, and the day that it was or has held since.

    Attributes:
        rung: the rung that it gives.
        before: what stands before the record.
        ref: the record that shows it; empty where none does, or where it is the subject itself.
        title: its title.
        after: what stands after it.
        day: the day, or None.
        since: whether it has held since that day.
    """

    rung: Rung
    before: str
    ref: str = ""
    title: str = ""
    after: str = ""
    day: date | None = None
    since: bool = False

    @property
    def plain(self) -> str:
        """`rehearsed Restore the app on 2025-06-03`"""
        day = f"{'since' if self.since else 'on'} {self.day.isoformat()}" if self.day else ""
        words = " ".join(filter(None, (self.before, self.title, "" if self.since else day)))
        return ", ".join(filter(None, (words, self.after, day if self.since else "")))


def worded(ground: Ground, subject: str, graph: ProjectGraph) -> Worded:
    """A ground in words, on a page that is about `subject`, the ref of an area or runbook."""
    record = graph.get(ground.ref)
    shows = record is not None and record.ref != subject
    ref, title = (record.ref, record.title) if record is not None and shows else ("", "")
    told = _WAYS[ground.what](ground, ref, title)
    # The day of a record that a reader may not see would tell when it happened.
    return replace(told, day=None) if ground.what in _IN_A_RECORD and not ground.ref else told


def words_of(stand: Stand, subject: str, graph: ProjectGraph) -> str:
    """All grounds of somebody in one plain line, for a tooltip."""
    return "; ".join(worded(ground, subject, graph).plain for ground in stand.grounds)


def _rehearsal(ground: Ground, ref: str, title: str) -> Worded:
    helped = "with help" if ground.rung == "declared" else ""
    before = "rehearsed" if ref else "rehearsed it" if ground.ref else "rehearsed a runbook"
    return Worded(ground.rung, before, ref, title, helped, ground.day)


def _release(ground: Ground, ref: str, title: str) -> Worded:
    return Worded(ground.rung, "owned release" if ref else "owned a release", ref, title, "", ground.day)


def _deployment(ground: Ground, ref: str, title: str) -> Worded:
    return Worded(ground.rung, "deployed" if ref else "deployed a release", ref, title, "", ground.day)


def _work(ground: Ground, *_: str) -> Worded:
    return Worded(ground.rung, "did at least a fifth of the recent work")


def _answers(ground: Ground, ref: str, title: str) -> Worded:
    """As owner or deputy, by name, or by a role or team that is."""
    if ground.note.startswith("deputy of "):
        return Worded(ground.rung, "deputy of the role" if ref else "deputy of a role", ref, title)
    return Worded(ground.rung, f"named as {ground.what}{', in' if ref else ''}", ref, title)


def _role(ground: Ground, ref: str, title: str) -> Worded:
    what = "deputy" if ground.note.startswith("deputy") else "owner"
    return Worded(ground.rung, f"{what}, by the role" if ref else f"{what}, by a role", ref, title)


def _knows(ground: Ground, *_: str) -> Worded:
    return Worded(ground.rung, ground.note or "knows it", day=ground.day, since=ground.day is not None)


def _authorship(ground: Ground, *_: str) -> Worded:
    return Worded(ground.rung, "wrote a part of what is there")


_WAYS: dict[str, Callable[[Ground, str, str], Worded]] = {
    "rehearsal": _rehearsal,
    "release": _release,
    "deployment": _deployment,
    "work": _work,
    "owner": _answers,
    "deputy": _answers,
    "role": _role,
    "knows": _knows,
    "authorship": _authorship,
}
