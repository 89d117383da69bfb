"""`forgebook release compare`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.letters import opened, page_address
from forgebook.cli.releases import release_named
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.releasing.compare import Comparison, Row, compare
from forgebook.releasing.compare_parts import gates_of, moves_of
from forgebook.releasing.compare_told import lead_of, said_of
from forgebook.rendering.letter import letter
from forgebook.rendering.letter_html import as_html
from forgebook.rendering.letter_text import as_markdown
from forgebook.reporters.printable import printable


@click.command("compare")
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@options.format_option("md", "html", "json")
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(start: str, end: str, format_: str, directory: Path, visibility: str | None, as_of: date | None) -> None:
    r"""Tell what changes for somebody who goes from release A to release B.

    A and B are ids, former ids or versions. What lies between them is told by `previous`, so a fix that went into two
    lines is no news on either; where B comes before A, it tells what going back undoes.

    \b
      forgebook release compare v4.0.0 v4.2.1
      forgebook release compare v2.6.2 v4.2.1 --format html > step.html

    Exit codes: 0 compared, 2 wrong use, or two releases without a common one.
    """
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    site = opened(settings)
    graph = site.graph
    step = compare(release_named(start, graph), release_named(end, graph), graph)
    _refuse_apart(step)
    if format_ == "json":
        click.echo(json.dumps(_json(step, graph), indent=2, ensure_ascii=False))
        return
    address = "compare/"
    body = site.renderer.part(
        "letter_compare.html", site.renderer.scope(address), step=step, lead=lead_of(step), said=said_of(step, graph),
        moves=moves_of(step.start, step.end, graph), gates=gates_of(step.start, step.end, graph), noted=_noted(step),
    )  # fmt: skip
    root = letter(body, page_address(settings, address))
    title = f"{step.start.title} to {step.end.title}"
    text = as_html(title, root) if format_ == "html" else as_markdown(root)
    click.echo("\n".join(map(printable, text.split("\n"))), nl=False)


def _refuse_apart(step: Comparison) -> None:
    if step.way == "apart":
        roots = " and ".join(
            (line[-1] if line else end).ref for line, end in ((step.gone, step.start), (step.came, step.end))
        )
        raise WrongUse(
            f"{step.start.ref} and {step.end.ref} share no earlier release, so nothing tells what lies between them. "
            f"Their lines begin with {roots}: where one of these follows another release, say so with `previous`."
        )
    if step.way == "circle":
        raise WrongUse(
            f"{step.start.ref} and {step.end.ref} follow each other in a circle. Correct `previous`; "
            "`forgebook check` shows the whole circle."
        )


def _noted(step: Comparison) -> list[Record]:
    """The releases of which something may have to be said, each once."""
    found = {record.ref: record for record in (step.end, step.start, *step.came, *step.gone)}
    return list(found.values())


def _json(step: Comparison, graph: ProjectGraph) -> dict[str, Any]:
    return {
        "from": step.start.ref,
        "to": step.end.ref,
        "way": step.way,
        "common": step.common.ref if step.common else None,
        "summary": lead_of(step),
        "audiences": [
            {"audience": one.id or None, "title": one.title, "sentence": one.sentence, "tone": one.tone}
            for one in said_of(step, graph)
        ],
        "releases": {"came": _refs(step.came), "gone": _refs(step.gone)},
        "not_out": {r.ref: r.f.status for r in _noted(step) if r.f.status != "released"},
        "changes": {name: [_row(row) for row in getattr(step, name)] for name in ("gained", "lost", "both")},
        "known_issues": {name: _refs(getattr(step, name)) for name in ("new", "still", "fixed")},
        "components": [
            {"repository": m.repository, "step": m.move, "from": _part(m.before), "to": _part(m.after)}
            for m in moves_of(step.start, step.end, graph)
        ],
        "gates": [
            {"title": g.title, "from": g.before.word if g.before else None, "to": g.after.word if g.after else None}
            for g in gates_of(step.start, step.end, graph)
        ],
    }  # fmt: skip


def _refs(records: tuple[Record, ...]) -> list[str]:
    return [record.ref for record in records]


def _part(component: Any) -> dict[str, str | None] | None:
    return {"version": component.version, "commit": component.commit} if component else None


def _row(row: Row) -> dict[str, Any]:
    f = row.change.f
    return {
        "ref": row.change.ref,
        "releases": _refs(row.releases),
        "kind": f.kind,
        "summary": f.summary,
        "audience": list(f.audience),
        "breaking": f.breaking,
        "action": [{"audience": step.audience, "text": step.text} for step in f.action],
        "act_by": f.act_by.isoformat() if f.act_by else None,
        "impact": f.impact.model_dump(mode="json") if f.impact else None,
    }
