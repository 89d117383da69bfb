"""Checks on the gates of releases, and on what is said of running them again."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.diagnostics import ITSELF, Code, FieldPath, Finding, Severity
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing import rerun
from forgebook.releasing.gates import Gap, Verdict, came_out, verdicts_of

GATE_MISSING = Code(
    "FB735", Severity.ERROR, "A gate without a result",
    "A release came out, and says nothing of a gate that a release of its level needs.",
    "A check that nobody speaks of is taken for one that was done. An auditor will ask.",
    "Add the gate under `gates` with what it said, or with `result: waived` and a `reason`. Where the gate was agreed "
    "later, give it `since: …` in `records/project.yml`; where the level is told wrongly, add `level: patch`, `minor` "
    "or `major` to the release.",
)  # fmt: skip
GATE_NOT_PASSED = Code(
    "FB736", Severity.ERROR, "Out in spite of a gate",
    "A release came out although a gate that it needs failed, or was not run.",
    "The gate stopped nothing: readers trust a release that its own team did not.",
    "Correct the result if the gate was passed after all; write `result: waived` with a `reason` if the team went on "
    "without it; or withdraw the release.",
)  # fmt: skip
WAIVED_SILENT = Code(
    "FB737", Severity.ERROR, "Waived without a reason",
    "A release came out with a gate that was waived, and nothing says why.",
    "A waiver with its reason is a decision. Without one it is a gap.",
    "Add `reason: …` to the gate's result.",
)  # fmt: skip
NO_CHECKER = Code(
    "FB738", Severity.ERROR, "A result without a checker",
    "The project file says that a gate needs somebody who checks, and its result names nobody.",
    "Without a name nobody signed for it.",
    "Add `checked_by: …`: a person, role or team.",
)  # fmt: skip
OWN_WORK = Code(
    "FB739", Severity.ERROR, "Checked by who did the work",
    "A gate needs somebody who did not do the work, and the same person checked and worked. A role counts as those "
    "who held it on that day.",
    "Nobody sees the faults in their own work that they made while doing it.",
    "Have somebody else check it and correct `checked_by`, or write `result: waived` with a `reason`.",
)  # fmt: skip
SIGNED_LATE = Code(
    "FB741", Severity.WARNING, "Signed after the release came out",
    "A gate was signed off on a day after that on which the release came out.",
    "Whoever used the release in between used one that was not checked.",
    "Correct the date, or say under `evidence` or `reason` what happened and waive this finding.",
)  # fmt: skip
RERUN_DISAGREES = Code(
    "FB742", Severity.ADVICE, "A state that the last attempt contradicts",
    "`rerun.state` says one thing about whether the release can be run, and the last of its `verifications` another.",
    "Readers plan by the state; whoever needs the release finds out too late.",
    "Set `state` to `runnable`, `data_gone` or `environment_gone` as the last attempt showed, or run it again and "
    "write the verdict: `forgebook release rerun ID --record same`.",
)  # fmt: skip
RERUN_INCOMPLETE = Code(
    "FB743", Severity.ADVICE, "A way to run it again that lacks a part",
    "A release is said to be runnable, and what is written of it is not enough to do it.",
    "It will be missed on the day on which an auditor waits.",
    "Add what the message names. `forgebook release rerun ID --script` prints a script once all is there.",
)  # fmt: skip
RERUN_DATES = Code(
    "FB744", Severity.WARNING, "Run again before it came out",
    "A verdict on a rerun has a date before that of the release, or one that is still to come.",
    "One of the dates is a slip.",
    "Correct the date.",
)  # fmt: skip

GATE_CODES = (
    GATE_MISSING, GATE_NOT_PASSED, WAIVED_SILENT, NO_CHECKER, OWN_WORK, SIGNED_LATE, RERUN_DISAGREES,
    RERUN_INCOMPLETE, RERUN_DATES,
)  # fmt: skip

_CODES: dict[Gap, Code] = {
    "missing": GATE_MISSING,
    "failed": GATE_NOT_PASSED,
    "not_run": GATE_NOT_PASSED,
    "no_reason": WAIVED_SILENT,
    "no_checker": NO_CHECKER,
    "own_work": OWN_WORK,
}
_PLACES: dict[Gap, str] = {"own_work": "checked_by"}
_REMEDIES: dict[Gap, str] = {
    "missing": "add its result, or waive it with a reason",
    "failed": "correct the result, waive it with a reason, or withdraw the release",
    "not_run": "run it, or waive it with a reason",
    "no_reason": "add reason",
    "no_checker": "add checked_by",
    "own_work": "have somebody else check it",
}


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about gates and reruns of releases."""
    for record in graph.of("release"):
        for verdict in verdicts_of(record, graph):
            yield from _gaps(record, verdict)
        yield from _signed(record)
        if record.f.rerun is not None:
            yield from _rerun(record, graph)


def _gaps(record: Record, verdict: Verdict) -> Iterator[Finding]:
    title = verdict.gate.title
    for gap in verdict.gaps:
        path = _place(record, verdict, gap)
        rests = (ITSELF,) if gap in ("missing", "no_reason", "no_checker") else ()
        yield Finding(
            _CODES[gap],
            record,
            _message(gap, title, verdict, record),
            path,
            remedy=_REMEDIES[gap],
            on_key=gap == "missing" and path == ("gates",),
            rests_on=rests,
        )


def _message(gap: Gap, title: str, verdict: Verdict, record: Record) -> str:
    if gap == "missing":
        return f'no result of the gate "{title}" ({verdict.gate.id})'
    if gap in ("failed", "not_run"):
        was = "failed" if gap == "failed" else "was not run"
        return f'the gate "{title}" {was}, and the release is {record.f.status}'
    if gap == "no_reason":
        return f'the gate "{title}" is waived, and nothing says why'
    if gap == "no_checker":
        return f'the gate "{title}" needs a checker, and nobody is named'
    return f'the gate "{title}" was checked by who did the work'


def _place(record: Record, verdict: Verdict, gap: Gap) -> FieldPath:
    if verdict.result is None:
        return ("gates",) if record.f.gates else ("status",)
    index = next(i for i, result in enumerate(record.f.gates) if result.id == verdict.result.id)
    return ("gates", index, _PLACES.get(gap, "result"))


def _signed(record: Record) -> Iterator[Finding]:
    day = record.f.released_on
    for index, result in enumerate(record.f.gates):
        if day and came_out(record) and result.signed_off_on and result.signed_off_on > day:
            message = f"signed on {result.signed_off_on}, after it came out on {day}"
            yield Finding(SIGNED_LATE, record, message, ("gates", index, "signed_off_on"))


def _rerun(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    again = record.f.rerun
    standing = rerun.standing_of(record)
    if disagreement := rerun.disagreement(record):
        yield Finding(
            RERUN_DISAGREES,
            record,
            disagreement,
            ("rerun", "state"),
            remedy="correct state, or run it again and record the verdict",
        )
    lacks = rerun.lacks(record)
    if lacks and standing.word != "gone" and again.state == "runnable":
        message = f"said to be runnable, but {lacks[0]}"
        yield Finding(RERUN_INCOMPLETE, record, message, ("rerun", "state"), rests_on=(ITSELF,))
    for index, attempt in enumerate(again.verifications):
        path = ("rerun", "verifications", index, "date")
        if record.f.released_on and attempt.date < record.f.released_on:
            message = f"run again on {attempt.date}, before it came out on {record.f.released_on}"
            yield Finding(RERUN_DATES, record, message, path)
        elif attempt.date > graph.as_of:
            yield Finding(RERUN_DATES, record, f"{attempt.date} is still to come", path)
