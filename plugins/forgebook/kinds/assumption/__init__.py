"""Assumptions: what the work rests on without being known for sure."""

from forgebook.kinds.assumption.kind import AssumptionKind

KIND = AssumptionKind()
