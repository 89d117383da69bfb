"""Diagnostics about assessments and their ladders."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

LEVEL_TYPED = Code(
    "FB840",
    Severity.ERROR,
    "A level typed by hand",
    "An assessment gives a `level`.",
    "The level is computed from the criteria. One that is typed may say something else, and nobody could tell why.",
    "Take `level` out, and say of each criterion whether it is met.",
)
UNKNOWN_CRITERION = Code(
    "FB841",
    Severity.ERROR,
    "A criterion that the ladder does not know",
    "An assessment judges a criterion that does not stand in its ladder.",
    "It counts for no level, while the criterion that was meant counts as not assessed.",
    "Correct the `id`, or add the criterion to the ladder under `frameworks` in the project file.",
)
UNKNOWN_FRAMEWORK = Code(
    "FB842",
    Severity.ERROR,
    "An unknown ladder",
    "The `framework` of an assessment is neither shipped nor in the project file.",
    "Without the ladder no level can be told, and nobody knows what the criteria say.",
    "Correct the name, or describe the ladder under `frameworks` in the project file.",
)
NOT_SAID_WHY = Code(
    "FB844",
    Severity.WARNING,
    "Not applicable, and nothing says why",
    "A criterion is said not to apply, and `evidence` is empty.",
    "A criterion that does not apply counts like one that is met. Without a reason, a level can be had for nothing.",
    "Say in `evidence` why it does not apply.",
)
LADDER_AT_FAULT = Code(
    "FB845",
    Severity.ERROR,
    "A ladder that contradicts itself",
    "A ladder of the project file has no levels, asks for nothing, or has a level or a criterion twice.",
    "The level of every assessment by it is in doubt.",
    "Correct it under `frameworks` in the project file.",
)
ASSESSED_AHEAD = Code(
    "FB846",
    Severity.ERROR,
    "An assessment dated in the future",
    "The `date` of an assessment is still to come.",
    "The page would show as today's level what nobody has seen yet.",
    "Correct the date.",
)
NOTHING_SHOWS_IT = Code(
    "FB843",
    Severity.ADVICE,
    "Met, and nothing shows it",
    "A criterion is said to be met, and `evidence` is empty.",
    "The next assessment cannot tell what it rested on, and readers have to take it on trust.",
    "Say in `evidence` what shows it: a decision, a release, a page.",
)

ASSESSMENT_CODES = (
    LEVEL_TYPED, UNKNOWN_CRITERION, UNKNOWN_FRAMEWORK, NOT_SAID_WHY, LADDER_AT_FAULT, ASSESSED_AHEAD,
    NOTHING_SHOWS_IT,
)  # fmt: skip
