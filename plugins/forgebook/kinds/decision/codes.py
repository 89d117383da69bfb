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
    "A decision is superseded, and no decision says that it supersedes it. Where one does and is not accepted itself, "
    "this is a warning.",
    "A reader who lands here must be told what holds instead.",
    "Add `supersedes` to the successor, or `superseded_by` here. If nothing took its place, the status is "
    "`deprecated` or `withdrawn`.",
)
REVIEW_OVERDUE = Code(
    "FB403",
    Severity.WARNING,
    "Review overdue",
    "The day of `review_by` has passed, and the decision is still in force, or the proposal still open.",
    "The team wanted to look again, or to decide. Until it does, nobody knows whether the decision still fits.",
    "Review it, then move `review_by`, supersede the decision, or take the date out. A proposal: decide it.",
)
NUMBER_TWICE = Code(
    "FB404",
    Severity.WARNING,
    "A number used twice",
    "Two decisions have the same display number.",
    "A mention of the number could mean either. Both are shown, and both are reported.",
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
    "A decision was decided before it was created, or is to be reviewed, or ended, before it was decided.",
    "One of the dates is a slip, and the history would tell it wrongly.",
    "Correct the date.",
)
STEP = Code(
    "FB410",
    Severity.WARNING,
    "A step that is not in the life of a decision",
    "The status of a decision followed another that it cannot follow, or a decision is superseded that never held. "
    "What was is told from the records themselves and, with `forgebook check --since REV`, from git.",
    "Readers rest on what was decided. A decision that turns from accepted to rejected rewrites what was true.",
    "Set the former status again, and write a decision of its own that supersedes the old one. "
    "If the former status was a slip, waive this with a reason.",
)
DELIVERED_UNDECIDED = Code(
    "FB411",
    Severity.WARNING,
    "Carried out, but not decided",
    "`delivery` says that the decision is being carried out, and its status says that it is open, declined or "
    "withdrawn.",
    "One of the two is out of date, and readers cannot tell which.",
    "Decide it, or correct `delivery`.",
)
ONE_WAY = Code(
    "FB412",
    Severity.ADVICE,
    "A link between decision files that one side alone has",
    "A decision file in another style links to one beside it, and that one does not link back.",
    "Pages show the link on both sides. Somebody who reads the files themselves finds it on one.",
    "Nothing need be done. If people read the files in the repository, add a link on the other side.",
)

DECISION_CODES = (
    ACCEPTED_UNDATED, NO_SUCCESSOR, REVIEW_OVERDUE, NUMBER_TWICE, CHOSEN_UNKNOWN, DECISION_DATES,
    STEP, DELIVERED_UNDECIDED, ONE_WAY,
)  # fmt: skip
