"""Diagnostics about deployments."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NOTHING = Code(
    "FB750", Severity.ERROR, "A deployment of nothing",
    "A deployment names neither a release nor a component, or a component and nothing that tells which state of it.",
    "Nobody can tell from it what is live.",
    "Add `release: v4.2.1`; or `component: model` with `version`, `commit` or `digest`.",
)  # fmt: skip
TO_COME = Code(
    "FB751", Severity.WARNING, "A deployment that is still to come",
    "A deployment is recorded for a day that has not come.",
    "Deployments are told once they have happened. Until that day it counts for nothing.",
    "Correct `at`. What is planned belongs into the release's `planned_on`.",
)  # fmt: skip
NOT_TO_BE_USED = Code(
    "FB752", Severity.WARNING, "A release that should not be deployed",
    "A release was deployed that is cancelled, or that had been withdrawn by then.",
    "Either it did run, and those who use it must know, or the entry names the wrong release.",
    "Correct `release`. If it did run, waive the finding on the deployment: `waivers: [{code: FB752, reason: …}]`.",
)  # fmt: skip
BEFORE_IT_WAS_OUT = Code(
    "FB753", Severity.WARNING, "Live before it came out",
    "A release was deployed to the environment of the highest order before it came out, or while it is only planned.",
    "What users have before its release was never announced to them. Mostly one of the two dates is a slip.",
    "Correct `at`, or `released_on` and `status` of the release.",
)  # fmt: skip
NOT_A_COMPONENT = Code(
    "FB754", Severity.ERROR, "A component that the release does not have",
    "A deployment names a release and a component, and the release holds no such component, or another version of it.",
    "Two entries of the records disagree about what was deployed.",
    "Correct `component` or `version`, add the component to the release, or take `release` out of the deployment.",
)  # fmt: skip
REWRITTEN = Code(
    "FB755", Severity.WARNING, "A deployment was changed afterwards",
    "An entry that was recorded before says something else now, or is gone.",
    "What was live on a day rests on these entries. If they change, yesterday's answers become wrong without a trace.",
    "Put it back as it was, and add a new entry for what happened since: one with `outcome: rolled_back`, say. "
    "To mend a slip on purpose, waive the finding on the deployment: `waivers: [{code: FB755, reason: …}]`.",
)  # fmt: skip
LINE_UNTOLD = Code(
    "FB756", Severity.WARNING, "Nobody can tell which line",
    "A component was deployed by itself to an environment that runs maintenance lines side by side, and neither a "
    "release nor what was live there tells which line it belongs to.",
    "It is shown by itself, beside the releases instead of in one of them.",
    "Add `release`, or `maintenance_line`.",
)  # fmt: skip
LIVE_AND_WITHDRAWN = Code(
    "FB757", Severity.WARNING, "Withdrawn, and still live",
    "A release is live in the environment of the highest order although it was withdrawn.",
    "Users go on with results that the team has taken back.",
    "Deploy its replacement, and record that. If it has been replaced already, record the deployment.",
)  # fmt: skip

DEPLOYMENT_CODES = (
    NOTHING, TO_COME, NOT_TO_BE_USED, BEFORE_IT_WAS_OUT, NOT_A_COMPONENT, REWRITTEN, LINE_UNTOLD, LIVE_AND_WITHDRAWN,
)  # fmt: skip
