"""Incidents: what happened, what it did, and what was changed so that it does not happen again."""

from forgebook.kinds.incident.kind import IncidentKind

KIND = IncidentKind()
