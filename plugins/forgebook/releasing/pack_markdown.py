"""The pack for an auditor as a document in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Values = dict[str, Any]

_GAPS = {
    "missing": "no result", "failed": "failed", "not_run": "not run", "no_reason": "waived without a reason",
    "no_checker": "nobody named who checked", "own_work": "checked by who did the work",
}  # fmt: skip


def markdown_of(pack: Values) -> str:
    """The pack as a document. Every section stands there, also where nothing is recorded."""
    parts = ["\n".join(_head(pack)), *_release(pack["release"])]
    for title, told, otherwise in _sections(pack):
        parts += [f"## {title}", told or _nothing(otherwise, pack)]
    return "\n\n".join(part for part in parts if part) + "\n"


def cell(value: Any) -> str:
    """A value on one line of a table."""
    return re.sub(r"\s+", " ", str(value or "")).replace("|", "\\|").strip()


def code(value: Any) -> str:
    """A value as it is, in a fixed-width font; empty where there is none."""
    text = re.sub(r"\s+", " ", str(value or ""))
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|")


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines]) if lines else ""


def _sections(pack: Values) -> Iterator[tuple[str, str, str]]:
    """Title and text of each section, and what stands there where nothing is recorded."""
    none = "None is recorded."
    yield "Gates", _gates(pack["gates"]), "No gate is named in the project file."
    yield "Components", _components(pack["components"]), none
    yield "Changes", _changes(pack["changes"]), none
    yield "Known issues", _issues(pack["known_issues"]), none
    if "assumptions" in pack:
        yield "Assumptions in force", _assumptions(pack["assumptions"]), none
    yield "Decisions behind it", _decisions(pack["decisions"]), none
    yield "Running it again", _rerun(pack.get("rerun")), "Nothing says how to run it again."
    yield "Runs that somebody relies on", _runs(pack["runs"]), none
    if "deployments" in pack:
        yield "Deployments", _deployments(pack["deployments"]), none


def _nothing(words: str, pack: Values) -> str:
    """What stands in the place of an empty section. Only the team's pack can say that there is nothing."""
    return words if pack["made"]["visibility"] == "team" else "Nothing that this reader may see."


def _name(who: Values | None) -> str:
    return cell(who["name"]) if who else ""


def _head(pack: Values) -> Iterator[str]:
    made, records = pack["made"], pack["records"]
    yield f"# Evidence for {cell(pack['project']['name'])}, {cell(pack['release']['title'])}"
    yield ""
    yield f"- As of {made['as_of']}, by Forgebook {made['forgebook']}, for {_READERS[made['visibility']]}"
    if "commit" in records:
        yield f"- Records at commit {code(records['commit'])}, {_clean(records)}"
    else:
        yield f"- Commit of the records: {records.get('missing', 'not told to this reader')}"
    if "source" in pack["release"]:
        yield f"- Written in {code(pack['release']['source'])}"


_READERS = {"team": "the team", "partner": "partners: what they may see", "public": "the public: what it may see"}


def _clean(records: Values) -> str:
    return "and nothing that is not committed" if records.get("clean") else "**with changes that are not committed**"


def _release(release: Values) -> Iterator[str]:
    approved = release.get("approved")
    facts = [
        ("Version", code(release["version"])),
        ("Status", release["status"]),
        ("Released", release.get("released_on")),
        ("Planned", None if release.get("released_on") else release.get("planned_on")),
        ("Level", release.get("level")),
        ("Train", cell(release.get("train"))),
        ("Maintenance line", cell(release.get("maintenance_line"))),
        ("Follows", release.get("previous")),
        ("Owner", _name(release.get("owner"))),
        ("Approved", _approved(approved) if approved else None),
    ]
    yield "\n".join(f"- {label}: {value}" for label, value in facts if value)
    if taken := release.get("withdrawn"):
        instead = f" Instead: {taken['replacement']}." if taken.get("replacement") else ""
        yield f"**Withdrawn on {taken['date']}:** {cell(taken['reason'])}{instead}"
    waived = [f"- {code(waiver['code'])}: {cell(waiver['reason'])}" for waiver in release["waivers"]]
    if waived:
        yield "Findings of `forgebook check` that the team accepts:\n\n" + "\n".join(waived)


def _approved(approved: Values) -> str:
    on = f", {approved['on']}" if "on" in approved else ""
    return f"by {_name(approved.get('by'))}{on}"


def _gates(gates: list[Values]) -> str:
    shown = [gate for gate in gates if gate["asked"] or "result" in gate]
    left = [cell(gate["title"]) for gate in gates if gate not in shown]
    head = ["Gate", "Result", "Checked by", "Work by", "Signed off", "Evidence or reason"]
    table = _table(head, (_gate(gate) for gate in shown))
    return table + (f"\n\nNot asked of a release of this level and day: {', '.join(left)}." if left and table else "")


def _gate(gate: Values) -> list[str]:
    gaps = "; ".join(_GAPS[gap] for gap in gate["gaps"])
    said = "; ".join(cell(gate[key]) for key in ("evidence", "reason") if key in gate)
    return [
        cell(gate["title"]) + ("" if gate["asked"] else " (not asked for)"),
        gate.get("status", "–") + (f": **{gaps}**" if gaps else ""),
        _name(gate.get("checked_by")),
        _name(gate.get("work_by")),
        gate.get("signed_off_on", ""),
        said,
    ]


def _components(parts: list[Values]) -> str:
    head = ["Repository", "Version", "Commit", "Digest", "Unchanged since"]
    return _table(
        head,
        (
            [cell(p["title"]), code(p["version"]), code(p.get("commit")), code(p.get("digest")), p["unchanged_since"]]
            for p in parts
        ),
    )


def _changes(changes: list[Values]) -> str:
    lines = []
    for change in changes:
        impact = change.get("impact") or {}
        told = ", ".join(cell(impact[key]) for key in ("direction", "size", "scope") if key in impact)
        runs = change.get("affected_runs", {}).get("words")
        said = "; ".join([*([f"results: {told}"] if told else []), *([f"affects {cell(runs)}"] if runs else [])])
        act = f" **Act{' by ' + change['act_by'] if 'act_by' in change else ''}:** " if change["action"] else ""
        lines.append(
            f"- {change['kind']}{', breaking' if change['breaking'] else ''}: {cell(change['summary'])}"
            f"{f' ({said})' if said else ''}{act}{'; '.join(map(cell, change['action']))}"
        )
    return "\n".join(lines)


def _issues(issues: list[Values]) -> str:
    keys = ("summary", "status", "found_in", "fixed_in", "workaround")
    rows = ([cell(issue.get(key)) for key in keys] for issue in issues)
    return _table(["Known issue", "Status", "Found in", "Fixed in", "Workaround"], rows)


def _assumptions(assumptions: list[Values]) -> str:
    keys = ("statement", "risk", "quality", "impact", "why")
    rows = ([cell(assumption.get(key)) for key in keys] for assumption in assumptions)
    return _table(["Assumption", "Risk", "Quality", "Impact", "Why"], rows)


def _decisions(decisions: list[Values]) -> str:
    return "\n".join(
        f"- {cell(d['title'])} ({d['ref']}{', ' + d['status'] if 'status' in d else ''}"
        f"{', decided ' + d['decided'] if 'decided' in d else ''})"
        for d in decisions
    )


def _rerun(how: Values | None) -> str:
    if how is None:
        return ""
    facts = [
        ("Standing", how["standing"]),
        ("Last ran with the same results", how.get("last_worked")),
        ("No longer since", how.get("gone_since")),
        ("Why", cell(how.get("why"))),
        *((f"Code, {cell(at['title'])}", code(at["commit"])) for at in how["code"]),
        ("Container", code(how.get("container"))),
        ("Data", cell(how.get("data_version"))),
        ("Parameters", code(how.get("parameters"))),
        ("Hash of the parameters", code(how.get("parameters_hash"))),
        ("Seed", code(how.get("seed"))),
        ("Command", code(how.get("command"))),
        ("Tolerance", cell(how.get("tolerance"))),
        ("Lacks", "; ".join(how["lacks"])),
    ]
    listed = "\n".join(f"- {label}: {value}" for label, value in facts if value)
    rows = ([told["date"], told["result"].replace("_", " "), cell(told.get("note"))] for told in how["verdicts"])
    table = _table(["Run again on", "Result", "Note"], rows)
    return listed + (f"\n\n{table}" if table else "\n\nNobody has tried.")


def _runs(runs: list[Values]) -> str:
    head = ["Run", "For", "Purpose", "Parameters' hash", "Result's digest", "Today"]
    return _table(head, (_run(run) for run in runs))


def _run(run: Values) -> list[str]:
    touched = ", ".join(touch["ref"] for touch in run["touched_by"])
    later = ", ".join(run["replaced_by"])
    today = run.get("reliance", "")
    return [
        f"{run['run_at']} ({run['ref']})",
        cell(run.get("for")),
        cell(run.get("purpose")),
        code(run.get("parameters_hash")),
        code((run.get("output") or {}).get("digest")),
        today + (f", by {later}" if later else f", by {touched}" if touched else ""),
    ]


def _deployments(events: list[Values]) -> str:
    head = ["At", "Environment", "Outcome", "By", "Note"]
    return _table(
        head,
        (
            [e["at"], cell(e["environment"]), e.get("outcome", ""), _name(e.get("by")), cell(e.get("note"))]
            for e in events
        ),
    )
