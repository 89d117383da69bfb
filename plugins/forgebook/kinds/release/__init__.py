"""Releases: what changed, for whom, who checked it, and what it is made of."""

from forgebook.kinds.release.kind import ReleaseKind

KIND = ReleaseKind()
