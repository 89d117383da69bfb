"""Retros: what went well, what could be better, and the one improvement that was agreed."""

from forgebook.kinds.retro.kind import RetroKind

KIND = RetroKind()
