"""Diagnostics about assumptions."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

OFF_SCALE = Code(
    "FB830",
    Severity.ERROR,
    "Off the scale",
    "The `quality` or the `impact` of an assumption is no word of the project's scale.",
    "Its risk cannot be told, so it stands in no cell of the grid, and before all others in the register.",
    "Take a word of the scale. The scales are `low`, `medium`, `high`, or those of `scales` in the project file.",
)
ENDS_BEFORE = Code(
    "FB831",
    Severity.ERROR,
    "An assumption that ends before it begins",
    "`until` names a release that `since` follows.",
    "The assumption would hold for no release at all.",
    "Correct one of the two. `until` is the last release that rests on the assumption.",
)
NOT_IN_LINE = Code(
    "FB832",
    Severity.WARNING,
    "An assumption that ends in another line",
    "The release of `until` does not follow the one of `since`, as `previous` tells it.",
    "The assumption never ends for the releases that follow `since`.",
    "Name the last release of the same line, or add the `previous` that is missing between them.",
)
REVIEW_PASSED = Code(
    "FB833",
    Severity.WARNING,
    "Review of an assumption is due",
    "An assumption is in force, and the day of `review_by` has passed.",
    "What was a fair guess then may be wrong by now, and results rest on it.",
    "Look at what it rests on. Then move `review_by`, change `quality`, or write an assumption that supersedes it.",
)
SINCE_UNSAID = Code(
    "FB834",
    Severity.ADVICE,
    "Superseded, and nothing says since when",
    "An assumption supersedes another one and has no `since`, though the project has releases.",
    "It counts as held from the first release on. So the pages of old releases leave out the one that they rested on.",
    "Add `since`: the first release that rests on the new assumption.",
)
NEVER_OUT = Code(
    "FB835",
    Severity.WARNING,
    "An assumption that rests on a cancelled release",
    "`since` or `until` names a release that was cancelled.",
    "That release never came out, so readers cannot tell where the assumption begins or ends.",
    "Name the release that came in its place.",
)
NOBODY_LOOKS = Code(
    "FB836",
    Severity.ADVICE,
    "A high risk that nobody looks after",
    "An assumption of high risk is in force, and it has no `owner` or no `review_by`.",
    "Poor evidence with a great effect is what one must come back to, and nothing says who does, or when.",
    "Add `owner` and `review_by`.",
)

ASSUMPTION_CODES = (
    OFF_SCALE, ENDS_BEFORE, NOT_IN_LINE, REVIEW_PASSED, SINCE_UNSAID, NEVER_OUT, NOBODY_LOOKS,
)  # fmt: skip
