"""Diagnostics about notices."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NOTICE_DATES = Code(
    "FB451",
    Severity.ERROR,
    "Dates of a notice out of order",
    "A notice ends before it begins, or was over on the day that it was published.",
    "It would never be shown as current, or people would wait for something on the wrong day.",
    "Correct `from`, `until` or `published`.",
)

NOTICE_CODES = (NOTICE_DATES,)
