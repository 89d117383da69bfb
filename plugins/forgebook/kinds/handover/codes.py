"""Codes of findings about handovers."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

ITEM_SHAPE = Code(
    "FB565", Severity.ERROR, "A handover item that names nothing, or too much",
    "An item names no area, runbook or role, or more than one of them.",
    "A receiver accepts one thing. Nobody can tell what was accepted here.",
    "Name one of `area`, `runbook` and `role`; write an item for each.",
)  # fmt: skip
ITEM_TWICE = Code(
    "FB566", Severity.WARNING, "A handover item that stands there twice",
    "Two items of one handover pass the same thing to the same receiver.",
    "One of them can be accepted while the other waits.",
    "Take one of them out, or name the other receiver.",
)  # fmt: skip
ACCEPTED_BY_NOBODY = Code(
    "FB567", Severity.ERROR, "An item that nobody can have accepted",
    "An item has a day of acceptance and no receiver, or that day lies in the future.",
    "A handover is done when its receivers have accepted, not when its writer says so.",
    "Name who takes it in `to`, and set `accepted_on` once they have accepted.",
)  # fmt: skip
WRONG_TAKER = Code(
    "FB568", Severity.ERROR, "A receiver who cannot take it",
    "An item goes to the very person who hands it over, or to somebody who has left or is leaving.",
    "It would rest on nobody again in a few weeks.",
    "Name somebody who stays.",
)  # fmt: skip
LATE = Code(
    "FB569", Severity.WARNING, "A handover that is not done by the last day",
    "The last day of work has passed, and not every receiver has accepted.",
    "What was not handed over by then has to be found out anew.",
    "Name a receiver for each item and set `accepted_on` where they have accepted; take out what need not pass on.",
)  # fmt: skip
DAYS_DIFFER = Code(
    "FB570", Severity.WARNING, "Two last days",
    "The handover's last day is another one than the day on which the person leaves.",
    "Cover is told from the person's record, the time that is left from the handover's.",
    "Correct `last_day` here or `left` in the person's record, or leave `last_day` out.",
)  # fmt: skip

HANDOVER_CODES = (ITEM_SHAPE, ITEM_TWICE, ACCEPTED_BY_NOBODY, WRONG_TAKER, LATE, DAYS_DIFFER)
