"""Diagnostics about retros."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

NO_IMPROVEMENT = Code(
    "FB802", Severity.ADVICE, "A retro without one improvement",
    "A retro agreed no improvement, or lists several.",
    "One improvement that is carried out beats five that are forgotten.",
    "Agree on one, and write it under `improvement` with an `id` and a `statement`. Other ideas go to `ideas`.",
)  # fmt: skip
NO_SUCCESSOR = Code(
    "FB818", Severity.WARNING, "Redefined, and nothing named in its place",
    "A verdict says `next: redefine`, and no `replaced_by` names the improvement that takes its place.",
    "The way of the improvement ends there, and nobody can see what the team does instead.",
    "Add `replaced_by` with the id of the other improvement. If there is none, write `next: stop`.",
)  # fmt: skip
SUCCESSOR_UNUSED = Code(
    "FB819", Severity.WARNING, "A successor that nothing calls for",
    "A verdict has `replaced_by`, and its `next` is not redefine.",
    "Readers are told that it goes on or stops, and at the same time that another one takes its place.",
    "Write `next: redefine`, or take `replaced_by` out.",
)  # fmt: skip
JUDGED_TOO_EARLY = Code(
    "FB820", Severity.ERROR, "A verdict on what was not agreed yet",
    "A retro judges an improvement that the same retro or a later one agreed on.",
    "Nobody could have tried it before it was agreed.",
    "Name the improvement that was agreed before, or correct the date of one of the retros.",
)  # fmt: skip
JUDGED_TWICE = Code(
    "FB821", Severity.ERROR, "Two verdicts at one retro",
    "A retro has two entries under `reviewed` for the same improvement.",
    "Only one of them can hold.",
    "Keep one of the entries.",
)  # fmt: skip
JUDGED_AFTER_ITS_END = Code(
    "FB822", Severity.ADVICE, "A verdict on what was closed",
    "A retro judges an improvement that an earlier verdict had kept, stopped or redefined.",
    "Either it was never closed, or it came back and deserves to be agreed again.",
    "Set `next: retry` in the earlier verdict, or agree on an improvement of its own.",
)  # fmt: skip
ODD_PAIR = Code(
    "FB823", Severity.ADVICE, "Verdict and next step do not go together",
    "What a verdict says and what happens next contradict each other, such as kept and tried again.",
    "How many improvements stuck is counted from verdicts; what is still open from `next`.",
    "Correct `verdict` or `next`. What was kept goes with `keep`; what did not help is not kept.",
)  # fmt: skip
BEFORE_ITS_SPRINT = Code(
    "FB824", Severity.WARNING, "A retro before its sprint",
    "A retro is dated before the start of the sprint that it looks back on.",
    "Improvements are told in the order of these dates.",
    "Correct `date` or `sprint`.",
)  # fmt: skip
TWO_OF_ONE_SPRINT = Code(
    "FB825", Severity.WARNING, "Two retros of one sprint",
    "Two retros of the same team look back on the same sprint.",
    "Mostly one of them names the wrong sprint, or the retro was written down twice.",
    "Correct `sprint` in one of them, put the two together, or say in a waiver why there were two.",
)  # fmt: skip

RETRO_CODES = (
    NO_IMPROVEMENT, NO_SUCCESSOR, SUCCESSOR_UNUSED, JUDGED_TOO_EARLY, JUDGED_TWICE, JUDGED_AFTER_ITS_END, ODD_PAIR,
    BEFORE_ITS_SPRINT, TWO_OF_ONE_SPRINT,
)  # fmt: skip
