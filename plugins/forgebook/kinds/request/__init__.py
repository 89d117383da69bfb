"""Requests: what was asked of the team, and what it answered."""

from forgebook.kinds.request.kind import RequestKind

KIND = RequestKind()
