"""Diagnostics about improvements: each is carried into a sprint, and judged."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NO_VERDICT = Code(
    "FB801", Severity.WARNING, "An improvement without a verdict",
    "An improvement was open when the team's next retro was held, and that retro says nothing about it.",
    "An improvement that nobody judges was not agreed, only said.",
    "Add an entry under `reviewed` of that retro: what became of it, and what is next.",
)  # fmt: skip
NOT_CARRIED = Code(
    "FB815", Severity.ADVICE, "An improvement that no sprint carries",
    "An improvement is open and a sprint of the team has begun since. Neither does the improvement name a sprint, nor "
    "does a sprint list it.",
    "What stands in no sprint gets no time.",
    "Name the sprint in `target_sprint` of the improvement, or list the improvement in `improvements` of the sprint.",
)  # fmt: skip
TARGET_OVER = Code(
    "FB816", Severity.WARNING, "An improvement for a sprint that was over",
    "The sprint that an improvement is meant for had ended before the retro agreed on it.",
    "Nobody could try it there.",
    "Correct `target_sprint`, or the date of the retro.",
)  # fmt: skip
REPLACED_IN_A_CIRCLE = Code(
    "FB817", Severity.ERROR, "Improvements that replace each other",
    "Following `replaced_by` from an improvement leads back to it.",
    "Then none of them is the one that holds.",
    "Take one `replaced_by` of the circle out, or name the improvement that was agreed last.",
)  # fmt: skip

IMPROVEMENT_CODES = (NO_VERDICT, NOT_CARRIED, TARGET_OVER, REPLACED_IN_A_CIRCLE)
