"""Sprints: what was planned, what came out, and what was carried on and why."""

from forgebook.kinds.sprint.kind import SprintKind

KIND = SprintKind()
