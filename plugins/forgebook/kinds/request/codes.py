"""Diagnostics about requests."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NO_REASON = Code(
    "FB421",
    Severity.ERROR,
    "No reason given",
    "A request is answered with no, or not now, and nothing says why.",
    "A no without a reason is asked again. With one, people can plan, or tell the team what it has missed.",
    "Add `reason`. If there is something they can do instead, add `alternative` as well.",
)
REVISIT_OVERDUE = Code(
    "FB422",
    Severity.WARNING,
    "An answer is due again",
    "The day of `revisit_on` has passed, and the answer is still not now.",
    "Those who asked were told that the team would look again.",
    "Look at it again, then change `answer`, or move `revisit_on` and say why in `reason`.",
)
REQUEST_DATES = Code(
    "FB423",
    Severity.ERROR,
    "Dates of a request out of order",
    "A request was answered before it was asked, or comes up again before it was answered.",
    "One of the dates is a slip, and the history would tell it wrongly.",
    "Correct the date.",
)
OPEN_AND_ANSWERED = Code(
    "FB424",
    Severity.ERROR,
    "Open, and yet answered",
    "A request is open, but has a day of the answer, somebody who answered, or a day to look at it again.",
    "Its page says that nobody has answered. One of the two is wrong.",
    "Set `answer` to yes, no or not_now, or take out `decided_on`, `decided_by` and `revisit_on`.",
)
PERSON_ASKED = Code(
    "FB611",
    Severity.ERROR,
    "A person as asker",
    "The `asker` of a request is somebody of the roster.",
    "Requests stay for years and may be shown to others. What counts is which group needs something, not who spoke for "
    "it.",
    "Name the group: `asker: Planners of the north`. On a partner or public site the name is left out in any case.",
)

REQUEST_CODES = (NO_REASON, REVISIT_OVERDUE, REQUEST_DATES, OPEN_AND_ANSWERED, PERSON_ASKED)
