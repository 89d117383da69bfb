"""Improvements: one per retro, carried into a sprint, judged at the next retro."""

from forgebook.kinds.improvement.kind import ImprovementKind

KIND = ImprovementKind()
