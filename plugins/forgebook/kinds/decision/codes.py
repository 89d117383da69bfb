"""Diagnostics about decisions."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

ACCEPTED_UNDATED = Code(
    "FB401",
    Severity.ERROR,
    "Accepted without a date",
    "A decision is accepted, and nothing says when.",
    "The history cannot show it, and nobody can tell what held on a given day.",
    "Add `decided: 2025-10-07`. In files of other styles this is advice.",
)
NO_SUCCESSOR = Code(
    "FB402",
    Severity.ERROR,
    "Superseded by nothing",
    "A decision is superseded, and no decision says that it supersedes it.",
    "A reader who lands here must be told what holds instead.",
    "Add `supersedes` to the successor, or `superseded_by` here. If nothing took its place, the status is "
    "`deprecated` or `withdrawn`.",
)
REVIEW_OVERDUE = Code(
    "FB403",
    Severity.WARNING,
    "Review overdue",
    "The day of `review_by` has passed, and the decision is still in force.",
    "The team wanted to look again. Until it does, nobody knows whether the decision still fits.",
    "Review it, then move `review_by`, supersede the decision, or take the date out.",
)
NUMBER_TWICE = Code(
    "FB404",
    Severity.WARNING,
    "A number used twice",
    "Two decisions have the same display number.",
    "A mention of the number could mean either. Both are shown.",
    "Give the later one another number. Links go by id and stay right.",
)
CHOSEN_UNKNOWN = Code(
    "FB405",
    Severity.ERROR,
    "The chosen option is not among the options",
    "`chosen` is neither the id nor the title of an option.",
    "The page cannot mark what was chosen.",
    "Use the `id` or the exact `title` of one of the options.",
)
DECISION_DATES = Code(
    "FB406",
    Severity.ERROR,
    "Dates out of order",
    "A decision was decided before it was created, or is to be reviewed before it was decided.",
    "One of the dates is a slip, and the history would tell it wrongly.",
    "Correct the date.",
)

DECISION_CODES = (
    ACCEPTED_UNDATED, NO_SUCCESSOR, REVIEW_OVERDUE, NUMBER_TWICE, CHOSEN_UNKNOWN, DECISION_DATES,
)  # fmt: skip
