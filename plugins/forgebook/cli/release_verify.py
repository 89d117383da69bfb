"""`forgebook release verify`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import record_named, repositories_read
from forgebook.core.clones import CloneFacts
from forgebook.core.diagnostics import Diagnostic, Severity, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.evidence.clone_facts import clone_facts
from forgebook.pipeline.project import placed
from forgebook.pipeline.project_place import in_project_file
from forgebook.releasing.verification import Verified, commits_asked, verify
from forgebook.reporters import formats, text
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines

_SEVERITIES = {severity.word: severity for severity in sorted(Severity, reverse=True)}


@click.command("verify")
@click.argument("ids", nargs=-1, metavar="[ID …]")
@options.format_option(*formats.FORMATS)
@click.option(
    "--fail-on",
    type=click.Choice(list(_SEVERITIES)),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--complete", is_flag=True, help="What could not be verified makes the exit code 1 as well.")
@options.directory_option
@click.pass_context
def command(
    ctx: click.Context, ids: tuple[str, ...], format_: str, fail_on: str, complete: bool, directory: Path
) -> None:
    """Hold releases against the clones that the project file names.

    Told are versions without a tag, tags that point at another commit than the record names, commits that are not
    there or on no branch, days that do not fit, and tags that stand in no release. Each repository is asked for its own
    numbers alone. With ID only these releases are verified. Nothing is fetched: run `git fetch --tags` in the clones
    before.

    A clone that is missing or cut off (shallow) is told, and is no finding.

    Exit codes: 0 nothing as bad as --fail-on, 1 something is, 2 wrong use, or no clone is at hand.
    """
    settings = options.site_settings(directory)
    graph = repositories_read(settings).graph
    releases = _releases(ids, graph)
    facts = _facts(releases, graph, settings, every=not ids)
    verified = verify(releases, graph, facts, stray=not ids)
    found = _diagnostics(verified, graph, settings)
    for line in formats.report(format_, found, SourceLines(settings.root)):
        click.echo(line)
    told = format_ in formats.FOR_PROGRAMS
    for line in _summary(verified, found, len(releases)):
        click.echo(printable(line), err=told)
    if not any(fact.clone.ready for fact in facts.values()) and not found:
        raise WrongUse(_no_clone(graph))
    bad = any(d.severity >= _SEVERITIES[fail_on] for d in found if d.waived is None)
    ctx.exit(int(bad or (complete and bool(verified.unknown))))


def _releases(ids: Sequence[str], graph: ProjectGraph) -> list[Record]:
    """The releases that were named, or all of them.

    Raises:
        WrongUse: a name is none of a release.
    """
    if not ids:
        return graph.of("release")
    found = [record_named(id_ if id_.startswith("release") else f"release/{id_}", graph) for id_ in ids]
    for record in found:
        if record.kind != "release":
            raise WrongUse(f"{record.ref} is no release. `forgebook list releases` prints them.")
    return list({record.ref: record for record in found}.values())


def _facts(
    releases: Sequence[Record], graph: ProjectGraph, settings: SiteSettings, *, every: bool
) -> dict[str, CloneFacts]:
    """What the clones say: of all repositories, or of those that the releases name."""
    asked = commits_asked(releases)
    facts = {}
    for repository in graph.project.repositories:
        if repository.id in asked or (every and repository.path):
            _progress(f"Asking {repository.id} …")
            facts[repository.id] = clone_facts(repository, settings.root, asked.get(repository.id, ()))
    _progress("")
    return facts


def _progress(words: str) -> None:
    """On a terminal, what is being done, in place of what was done before."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{printable(words)}", err=True, nl=False)


def _diagnostics(verified: Verified, graph: ProjectGraph, settings: SiteSettings) -> list[Diagnostic]:
    found = placed(verified.findings, graph, settings.root)
    found += [in_project_file(one, settings) for one in verified.about_project]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _summary(verified: Verified, found: Sequence[Diagnostic], releases: int) -> Iterator[str]:
    if verified.unknown:
        yield "Not verified:"
        for (repository, why), ids in sorted(verified.unknown.items()):
            yield f"  {repository}: {why} ({listed(sorted(set(ids)), limit=4)})"
        yield ""
    parts = [f"{text.plural(verified.held, 'component', 'components')} as recorded"]
    unknown = sum(map(len, verified.unknown.values()))
    parts += [f"{unknown:,} not verified"] if unknown else []
    parts += [f"{verified.untagged:,} not tagged yet"] if verified.untagged else []
    yield f"{text.plural(releases, 'release', 'releases')}: {', '.join(parts)}; {_counts(found)}"


def _counts(found: Sequence[Diagnostic]) -> str:
    return text.summary(0, found).partition(", ")[2]


def _no_clone(graph: ProjectGraph) -> str:
    if not graph.project.repositories:
        return "the project file lists no repositories. Add `repositories: [{id: …, path: …}]` to records/project.yml."
    return (
        "there is no clone to hold the records against. Clone the repositories, and name the folders under "
        "`repositories` in records/project.yml: `path: ../model`, told from the folder that holds records/."
    )
