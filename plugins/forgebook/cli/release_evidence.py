"""`forgebook release evidence`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from forgebook import __version__
from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import visible_graph
from forgebook.cli.releases import release_named
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.evidence.git import GitFailed, git_text
from forgebook.releasing.pack import pack_of
from forgebook.releasing.pack_markdown import markdown_of
from forgebook.reporters.printable import printable


@click.command("evidence")
@click.argument("id_", metavar="ID")
@options.format_option("md", "json")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the pack to FILE instead."
)
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(
    id_: str, format_: str, output: Path | None, directory: Path, visibility: str | None, as_of: date | None
) -> None:
    """Print one pack for an auditor: all that is recorded of a release.

    Gates with who checked and on what evidence, components with commits, changes, known issues, decisions, runs that
    somebody relies on and what touches them, every attempt to run it again, deployments, and the commit of the records
    that all of this was told from.

    Exit codes: 0 printed, 2 wrong use.
    """
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    graph = visible_graph(settings)
    release = release_named(id_, graph)
    made = {"as_of": settings.as_of.isoformat(), "forgebook": __version__, "visibility": settings.visibility}
    pack = pack_of(release, graph, made=made, records=_records(settings, graph))
    text = json.dumps(pack, indent=2, ensure_ascii=False) + "\n" if format_ == "json" else markdown_of(pack)
    if output is not None:
        _write(output, text)
    else:
        click.echo("\n".join(map(printable, text.split("\n"))), nl=False)


def _records(settings: SiteSettings, graph: ProjectGraph) -> dict[str, Any]:
    """The commit of the records, and whether something in their repository is not committed.

    Other readers than the team are told where the repository is declared public.
    """
    own = graph.project.own_repository
    if settings.filtered and not (own is not None and own.public):
        return {}
    try:
        commit = git_text(settings.root, "rev-parse", "--verify", "HEAD").strip()
        changed = git_text(settings.root, "status", "--porcelain", "--untracked-files=normal").strip()
    except GitFailed as failed:
        return {"missing": failed.reason}
    return {"commit": commit, "clean": not changed}


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WrongUse(f'the pack could not be written to "{output}": {error.strerror}. Name another file.') from None
