"""Decisions: what was decided, why, and whether it still holds."""

from forgebook.kinds.decision.kind import DecisionKind

KIND = DecisionKind()
