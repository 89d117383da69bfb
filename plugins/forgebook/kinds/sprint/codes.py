"""The diagnostics of sprints."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

SPRINT_DATES = Code(
    "FB408", Severity.ERROR, "Sprint dates out of order",
    "A sprint ends before it starts, or its recovery ends before the sprint does.",
    "The calendar cannot draw it, and nobody can tell which sprint ran on a given day.",
    "Correct `start`, `end` or `recovery_until`.",
)  # fmt: skip
OVERLAP = Code(
    "FB803", Severity.ERROR, "Two sprints of one team overlap",
    "A sprint of a team starts before its last one has ended.",
    "Nobody can tell which sprint a piece of work belongs to.",
    "Correct the dates. A sprint may start on the day that the last one ends. Sprints of different teams may run side "
    "by side: give each its `team`.",
)  # fmt: skip
CARRIED_BACK = Code(
    "FB804", Severity.ERROR, "Carried to an earlier sprint",
    "Work is carried to a sprint that starts no later than this one.",
    "Work can only be carried forward.",
    "Name a later sprint in `to`.",
)  # fmt: skip
UNTOLD = Code(
    "FB805", Severity.ADVICE, "Planned, and nothing said of it",
    "A sprint is over, and an item of its plan stands neither under `done` nor under `carried`.",
    "Whoever asks in a year what became of it finds nothing, and the plan cannot be held against what came out.",
    "Add the item under `done` or `carried` in the words of the plan or with its `url`, or write `state: dropped` "
    "beside it.",
)  # fmt: skip
DONE_AND_CARRIED = Code(
    "FB806", Severity.WARNING, "Done and carried on",
    "One item stands under `done` and under `carried` of the same sprint.",
    "It is counted as neither, since nobody can tell whether it is finished.",
    "Take it out of one of the two. Where a part was done, give the part that was carried on a name of its own.",
)  # fmt: skip
NO_REASON = Code(
    "FB807", Severity.ADVICE, "Carried on without a reason",
    "An entry under `carried` has no `reason`.",
    "Next time the same thing will be in the way, and nobody will know that it was there before.",
    "Write in `reason` what was in the way, never who.",
)  # fmt: skip
NOT_PICKED_UP = Code(
    "FB808", Severity.ADVICE, "Carried on, and not picked up",
    "An item was carried to a sprint that has begun with a plan, and that sprint names it nowhere.",
    "It was promised and has fallen between two sprints.",
    "Add it to the later sprint under `planned`, in the same words or with the same `url`; or say under `to` where it "
    "really went.",
)  # fmt: skip
FAR_MEETING = Code(
    "FB809", Severity.WARNING, "A meeting far from its sprint",
    "A meeting of a sprint lies more than four weeks before it starts or after it ends, its recovery included.",
    "That is a slip of the pen as a rule, often in the year.",
    "Correct the meeting's `date`, or move the meeting to the sprint that it belongs to.",
)  # fmt: skip

SPRINT_CODES = (
    SPRINT_DATES, OVERLAP, CARRIED_BACK, UNTOLD, DONE_AND_CARRIED, NO_REASON, NOT_PICKED_UP, FAR_MEETING,
)  # fmt: skip
