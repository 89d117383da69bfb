"""Diagnostics about changes."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NO_WORDS = Code(
    "FB709",
    Severity.ERROR,
    "A change that says nothing",
    "The summary of a change is empty.",
    "It is what readers see, in the notes and in every list. Without it they learn that something changes, not what.",
    "Write one sentence in the words of those it concerns.",
)
SINCE_LATER = Code(
    "FB713",
    Severity.ERROR,
    "Affected since a later release",
    "A change names, under `affected_since`, a release that came after the one that brings the change.",
    "Readers look there whether their runs are affected, and would look at the wrong ones.",
    "Name the first release whose results are affected. It is one before this release, or a version older than the "
    "records.",
)
RUN_DATES = Code(
    "FB714",
    Severity.ERROR,
    "Dates of affected runs out of order",
    "The affected runs of a change end before they begin, or begin after the release that mends them came out.",
    "One of the dates is a slip, and people would run the wrong scenarios again.",
    "Correct `affected_runs`.",
)
ACT_EARLY = Code(
    "FB715",
    Severity.WARNING,
    "To be done before it is out",
    "A change asks its readers to act by a day that lies before the day of its release.",
    "Nobody could have done in time what the notes of the release ask for.",
    "Correct `act_by`, or the date of the release.",
)
NO_DAY = Code(
    "FB716",
    Severity.ADVICE,
    "An action without a day",
    "A change asks its readers to do something, and does not say by when.",
    "What has no day is put off. With one, the notes and the subject of the mail can say how urgent it is.",
    "Add `act_by: 2025-12-19`. Where a reminder is all that it is, put it into `detail`.",
)
TWICE_IN_A_LINE = Code(
    "FB719",
    Severity.WARNING,
    "Told twice in one line",
    "A fragment names two releases of which one follows the other.",
    "Who follows that line reads the same change twice and takes it for two.",
    "Keep the first of them. Releases of different maintenance lines may share a fragment.",
)
CANCELLED = Code(
    "FB718",
    Severity.WARNING,
    "Waits for a release that was cancelled",
    "A fragment names only releases that were cancelled.",
    "It is in no release, and nobody will be told of it.",
    "Name the release that brings it, or take `releases` out while that is open.",
)

CHANGE_CODES = (NO_WORDS, SINCE_LATER, RUN_DATES, ACT_EARLY, NO_DAY, CANCELLED, TWICE_IN_A_LINE)
