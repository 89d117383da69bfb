"""The roadmap: what comes now, next and later, and what moved."""

from forgebook.kinds.roadmap.kind import RoadmapKind

KIND = RoadmapKind()
