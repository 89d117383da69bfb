"""Runbooks: how to do a thing step by step, and who has shown that it works."""

from forgebook.kinds.runbook.kind import RunbookKind

KIND = RunbookKind()
