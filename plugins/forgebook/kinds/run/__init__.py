"""Runs of released models that somebody relies on."""

from forgebook.kinds.run.kind import RunKind

KIND = RunKind()
