"""Codes of findings about incidents."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

INCIDENT_TIMES = Code(
    "FB480", Severity.ERROR, "An incident's times out of order",
    "An incident was detected before it started, resolved before it was detected, or lies in the future.",
    "How long it lasted, and how long nobody saw it, is told from these times.",
    "Correct the times. One that is only known roughly may be written with `~` before it.",
)  # fmt: skip
ACTION_OVERDUE = Code(
    "FB580", Severity.WARNING, "An action that is overdue",
    "Something was to be changed after an incident by a day that has passed.",
    "What was learned is worth what is done about it.",
    "Do it and set `status: done`, move `due`, or say `status: dropped`.",
)  # fmt: skip
WORKED_WITHOUT = Code(
    "FB581", Severity.ERROR, "A runbook that worked, without the runbook",
    "The incident says whether the runbook worked, and names none.",
    "The runbook's page lists the incidents that it was used in; this one would be missing.",
    "Add `runbook`, or take `runbook_worked` out.",
)  # fmt: skip
NOT_SAID_WHETHER = Code(
    "FB582", Severity.ADVICE, "A runbook that was used, and nobody says whether it worked",
    "The incident is over and names the runbook that was used, but not whether it worked.",
    "It is the best test that a runbook gets.",
    "Add `runbook_worked: yes` or `runbook_worked: no`.",
)  # fmt: skip

INCIDENT_CODES = (INCIDENT_TIMES, ACTION_OVERDUE, WORKED_WITHOUT, NOT_SAID_WHETHER)
