"""What checks on runs may find."""

from __future__ import annotations

from forgebook.core.diagnostics import Code, Severity

RETENTION_OVER = Code(
    "FB745", Severity.ADVICE, "Kept longer than was agreed",
    "The day until which a run was to be kept has passed.",
    "Agreements on data ask for its deletion, and a result that is gone must not be relied on.",
    "Delete the output and take the run out, or agree on a later day and correct `retain_until`.",
)  # fmt: skip
RUN_OF_WITHDRAWN = Code(
    "FB746", Severity.WARNING, "A run of a release that was withdrawn",
    "Somebody relies on a run of a release that was taken back, and no later run replaces it.",
    "The release was taken back because it was wrong; so may be what was decided on the run.",
    "Run it again with another release, add that run with `replaces: …`, and tell those whom it is for. If the run is "
    "not touched, say why in `waivers`.",
)  # fmt: skip
RUN_DATES = Code(
    "FB747", Severity.WARNING, "A run from before its release",
    "A run was made before its release came out, of a release that never came out, or on a day that is still to come.",
    "What touches the run is told by its day and its release: with either of them wrong, somebody is not warned.",
    "Correct `run_at` or `release`.",
)  # fmt: skip
REPLACED_EARLIER = Code(
    "FB748", Severity.WARNING, "A run that replaces a later one",
    "A run replaces one that was made after it.",
    "The two are the wrong way round, or one of the days is a slip.",
    "Write `replaces` on the later run, or correct `run_at`.",
)  # fmt: skip

RUN_CODES = (RETENTION_OVER, RUN_OF_WITHDRAWN, RUN_DATES, REPLACED_EARLIER)
