"""One pack for an auditor: what is recorded of a release, as plain values with names that stay.

The same graph gives the same pack. What a kind that is not there would tell is left out, and so is what the reader may
not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.times import moment_of
from forgebook.releasing.assumptions import held_by, risk_of
from forgebook.releasing.changes import changes_of
from forgebook.releasing.effects import runs_of, since_of
from forgebook.releasing.gates import level_of, verdicts_of
from forgebook.releasing.issues import issues_of
from forgebook.releasing.parts import parts_of
from forgebook.releasing.rerun import standing_of
from forgebook.releasing.runs import Touch, newest_first, reliance_of

SCHEMA = 1
"""The version of the pack's shape. It grows when a name goes or comes to mean something else."""

Values = dict[str, Any]


def pack_of(release: Record, graph: ProjectGraph, *, made: Values, records: Values) -> Values:
    """The pack, ready to be printed as JSON.

    Args:
        release: the release.
        graph: what the reader may see.
        made: when and with what it is made.
        records: where the records lie: their commit, and whether anything is not committed.
    """
    changes = changes_of(release, graph)
    pack: Values = _filled({
        "pack": "release evidence",
        "schema": SCHEMA,
        "made": made,
        "records": records,
        "project": {"name": graph.project.name},
        "release": _release(release, graph),
        "gates": [_gate(verdict, graph) for verdict in verdicts_of(release, graph)],
        "components": [_part(part) for part in parts_of(release, graph)],
        "changes": [_change(change, graph) for change in changes],
        "known_issues": [_issue(issue, graph) for issue in issues_of(release, graph)],
        "assumptions": _assumptions(release, graph),
        "decisions": [_titled(decision, graph) for decision in _decisions(release, changes, graph)],
        "rerun": _rerun(release, graph),
        "runs": [_run(run, graph) for run in newest_first(graph.related(release, "runs"))],
        "deployments": _deployments(release, graph),
    })  # fmt: skip
    return pack


def _filled(values: Any) -> Any:
    """The values without those that are not set; lists stay, since an empty one says something."""
    if isinstance(values, dict):
        return {key: _filled(value) for key, value in values.items() if value is not None}
    return [_filled(value) for value in values] if isinstance(values, list) else values


def _who(ref: str | None, graph: ProjectGraph) -> Values | None:
    record = graph.get(ref)
    if not ref:
        return None
    return {"ref": record.ref, "name": record.title} if record is not None else {"name": ref}


def _titled(record: Record, graph: ProjectGraph) -> Values:
    status = graph.status(record)
    day = getattr(record.fields, "decided", None)
    return {
        "ref": record.ref,
        "title": record.title,
        "status": status.word if status else None,
        "decided": _day(day),
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _release(release: Record, graph: ProjectGraph) -> Values:
    f = release.f
    approved = {"by": _who(f.approved.by, graph), "on": _day(f.approved.on)} if f.approved else None
    taken_back = f.withdrawn
    return {
        "ref": release.ref,
        "version": str(f.version),
        "title": release.title,
        "summary": f.summary,
        "status": f.status,
        "level": level_of(release, graph),
        "train": f.train,
        "maintenance_line": f.maintenance_line,
        "previous": f.previous,
        "released_on": _day(f.released_on),
        "planned_on": _day(f.planned_on),
        "owner": _who(f.owner, graph),
        "approved": approved,
        "withdrawn": {
            "date": _day(taken_back.date), "reason": taken_back.reason, "replacement": taken_back.replacement,
            "who_is_affected": taken_back.who_is_affected,
        } if taken_back else None,
        "waivers": [{"code": waiver.code, "reason": waiver.reason} for waiver in f.waivers],
        "source": release.source.path or None,
    }  # fmt: skip


def _gate(verdict: Any, graph: ProjectGraph) -> Values:
    gate, result = verdict.gate, verdict.result
    told = {
        "result": result.result,
        "evidence": result.evidence,
        "checked_by": _who(result.checked_by, graph),
        "work_by": _who(result.work_by, graph),
        "signed_off_on": _day(result.signed_off_on),
        "reason": result.reason,
    } if result is not None else {}  # fmt: skip
    return {
        "id": gate.id,
        "title": gate.title,
        "kind": gate.kind,
        "mode": gate.mode,
        "asked": verdict.asked,
        "status": verdict.status.word if verdict.status else None,
        **told,
        "gaps": list(verdict.gaps),
    }


def _part(part: Any) -> Values:
    component = part.component
    return {
        "repository": component.repository,
        "title": part.title,
        "version": component.version,
        "commit": component.commit,
        "digest": component.digest,
        "url": component.url,
        "unchanged_since": part.since.ref,
    }


def _change(change: Record, graph: ProjectGraph) -> Values:
    f, since, runs = change.f, since_of(change, graph), runs_of(change, graph)
    return {
        "ref": change.ref,
        "kind": f.kind,
        "summary": f.summary,
        "breaking": f.breaking,
        "audience": [graph.project.titled("audiences", id_) for id_ in f.audience],
        "action": [action.text for action in f.action],
        "act_by": _day(f.act_by),
        "impact": f.impact.model_dump(exclude_none=True) if f.impact else None,
        "affected_since": since.ref if isinstance(since, Record) else since,
        "affected_runs": {"from": _day(runs.start), "to": _day(runs.end), "words": runs.words()} if runs else None,
    }


def _issue(issue: Record, graph: ProjectGraph) -> Values:
    status = graph.status(issue)
    return {
        "ref": issue.ref,
        "summary": issue.f.summary,
        "workaround": issue.f.workaround,
        "status": status.word if status else None,
        "found_in": issue.f.found_in,
        "fixed_in": issue.f.fixed_in,
        "also_fixed_in": list(issue.f.also_fixed_in) or None,
    }


def _decisions(release: Record, changes: Iterable[Record], graph: ProjectGraph) -> list[Record]:
    """Those that name the release, and those that its changes name."""
    refs = {decision.ref for decision in graph.related(release, "decisions")}
    refs |= {ref for change in changes for ref in change.f.decisions}
    return [decision for ref in sorted(refs) if (decision := graph.get(ref)) is not None]


def _rerun(release: Record, graph: ProjectGraph) -> Values | None:
    how = release.f.rerun
    if how is None:
        return None
    again = standing_of(release)
    return {
        "standing": again.status.word,
        "state": how.state,
        "last_worked": _day(again.worked),
        "gone_since": _day(again.since),
        "why": again.why or None,
        "lacks": list(again.lacks),
        "code": [
            {"repository": at.repository, "title": graph.project.titled("repositories", at.repository),
             "commit": at.commit} for at in how.code
        ],
        "container": how.container,
        "data_version": how.data_version,
        "parameters": how.parameters,
        "parameters_hash": how.parameters_hash,
        "seed": how.seed,
        "command": how.command,
        "tolerance": how.tolerance,
        "runbook": how.runbook,
        "verdicts": [
            {"date": _day(attempt.date), "result": attempt.result, "note": attempt.note} for attempt in again.attempts
        ],
    }  # fmt: skip


def _run(run: Record, graph: ProjectGraph) -> Values:
    f = run.f
    reliance = reliance_of(run, graph)
    return {
        "ref": run.ref,
        "run_at": f.run_at,
        "for": f.for_,
        "purpose": f.purpose,
        "parameters": f.parameters,
        "parameters_hash": f.parameters_hash,
        "data_version": f.data_version,
        "output": f.output.model_dump(exclude_none=True) if f.output else None,
        "checked_by": _who(f.checked_by, graph),
        "retain_until": _day(f.retain_until),
        "reliance": reliance.word if reliance.word != "untold" else None,
        "touched_by": [_touch(touch) for touch in reliance.touches],
        "replaced_by": [later.ref for later in reliance.replaced_by],
    }


def _touch(touch: Touch) -> Values:
    return {"ref": touch.change.ref, "summary": touch.change.f.summary, "sure": touch.sure}


def _assumptions(release: Record, graph: ProjectGraph) -> list[Values] | None:
    """The assumptions that hold for a release, the riskiest first."""
    if "assumption" not in graph.kinds:
        return None
    return [
        {**_titled(record, graph), "statement": record.f.statement, "why": record.f.why,
         "evidence": record.f.evidence, "quality": record.f.quality, "impact": record.f.impact,
         "risk": risk.word if (risk := risk_of(record, graph)) else None}
        for record in held_by(release, graph)
    ]  # fmt: skip


def _deployments(release: Record, graph: ProjectGraph) -> list[Values] | None:
    if "deployment" not in graph.kinds:
        return None
    found = [event for event in graph.of("deployment") if event.f.release == release.ref]
    found.sort(key=lambda event: (moment_of(str(event.f.at)), event.ref))
    return [
        {"ref": event.ref, "environment": event.f.environment, "at": str(event.f.at), "by": _who(event.f.by, graph),
         "outcome": event.f.outcome, "note": event.f.note}
        for event in found
    ]  # fmt: skip
