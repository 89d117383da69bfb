"""Codes of findings about runbooks."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NO_OWNER = Code(
    "FB560", Severity.WARNING, "A runbook without an owner",
    "Nobody answers for the runbook.",
    "What nobody keeps right goes wrong in silence, and nobody is asked when it fails.",
    "Add `owner`: a person, better a role, so that it outlives the person.",
)  # fmt: skip
NEVER_REHEARSED = Code(
    "FB561", Severity.WARNING, "A runbook that nobody else has rehearsed",
    "Nobody other than the owner has followed the runbook to its end.",
    "Its writer fills the gaps from memory. Whether it works for others is not known until one of them has tried.",
    "Have somebody else follow it while the owner watches, then record it: "
    "`forgebook rehearse RUNBOOK --by WHO --outcome worked`. An outcome of `failed` proves nothing yet.",
)  # fmt: skip
REHEARSAL_OVERDUE = Code(
    "FB562", Severity.WARNING, "A rehearsal that is overdue",
    "The last rehearsal by somebody other than the owner is longer ago than the project asks for.",
    "What a runbook describes changes under it. A rehearsal is what notices.",
    "Rehearse it, and record that with `forgebook rehearse`. How often stands in `records/project.yml`: "
    "`policies: {rehearse_after_months: 6}`.",
)  # fmt: skip
LAST_FAILED = Code(
    "FB563", Severity.WARNING, "A runbook that failed in its last rehearsal",
    "The last rehearsal failed, though an earlier one worked.",
    "Whoever needs it next will fail as well, at a worse time.",
    "Mend the runbook, have somebody else rehearse it again, and record that with `forgebook rehearse`.",
)  # fmt: skip
REHEARSED_AHEAD = Code(
    "FB564", Severity.ERROR, "A rehearsal that has not happened yet",
    "The day of a rehearsal lies in the future.",
    "A rehearsal that is planned proves nothing, and pages would leave it out.",
    "Correct the `date`. Plan a rehearsal elsewhere, and record it once it is over.",
)  # fmt: skip

RUNBOOK_CODES = (NO_OWNER, NEVER_REHEARSED, REHEARSAL_OVERDUE, LAST_FAILED, REHEARSED_AHEAD)
