"""Assessments: which criteria of a ladder a team met on a day."""

from forgebook.kinds.assessment.kind import AssessmentKind

KIND = AssessmentKind()
