"""`forgebook release draft`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, repositories_read
from forgebook.cli.refusals import refusals_told
from forgebook.core.drafting import Wish
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.releasing.since import Since
from forgebook.reporters import text
from forgebook.reporters.printable import printable
from forgebook.reporters.sources import SourceLines
from forgebook.writing.batch import Change, write_all
from forgebook.writing.drafts.clone_notes import headline
from forgebook.writing.drafts.compose import NewRecord, NotPossible
from forgebook.writing.drafts.from_clones import Asked, draft_parts, newest_of_train
from forgebook.writing.drafts.given import NotSettable, given_values
from forgebook.writing.drafts.release_draft import drafted, take_changes, unreleased
from forgebook.writing.trial import found_in, is_unreadable, tried


@click.command("draft")
@click.option("--train", required=True, metavar="NAME", help="What the repositories are released together as.")
@click.option("--version", "version", required=True, metavar="V", help="The version of the new release.")
@click.option("--previous", default="", metavar="ID", help="The release that it follows, where it is not the newest.")
@click.option("--line", default="", metavar="LINE", help="The maintenance line, one of the project file.")
@click.option(
    "--repository", "repositories", multiple=True, metavar="REPO",
    help="Draft this repository; may be given again. By default those of the release before, else all with a clone.",
)  # fmt: skip
@click.option("--tag", "tags", multiple=True, metavar="REPO=TAG", help="The tag to take of a repository.")
@click.option(
    "--since",
    "since",
    multiple=True,
    metavar="[REPO=]REV",
    help="Where to count commits from, if not the release before.",
)
@click.option("--take-changes", is_flag=True, help="Name the release in all fragments that are unreleased.")
@click.option("--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="A value for a field, as with `new`.")
@click.option("--id", "id_", default="", metavar="ID", help="The id, where the proposed one will not do.")
@click.option("--dry-run", is_flag=True, help="Print the record and write nothing.")
@options.directory_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context, train: str, version: str, previous: str, line: str, repositories: tuple[str, ...],
    tags: tuple[str, ...], since: tuple[str, ...], take_changes: bool, assignments: tuple[str, ...], id_: str,
    dry_run: bool, directory: Path, as_of: date | None,
) -> None:  # fmt: skip
    """Draft the next release of a train from the clones that the project file names.

    Each repository is drafted at its newest release tag (`tag_pattern`, without `ignore_tags`) that comes from the
    release before, or as unchanged. Commits since then stand in the record as comments to pick from: pull requests by
    title, the rest by conventional type, without authors. Nothing is fetched: run `git fetch --tags` before.

    Exit codes: 0 made, 1 made and some repository could not be told, 2 wrong use and nothing made.
    """
    settings = options.site_settings(directory, as_of=as_of)
    graph = repositories_read(settings).graph
    values = _values(assignments, {"train": train, "version": version, "previous": previous, "maintenance_line": line})
    before = _before(values, graph)
    parts = _parts(version, before, graph, settings, Asked(_pairs(tags), _pairs(since, bare=True), repositories))
    fragments = unreleased(graph)
    try:
        record = drafted(
            Wish("", values, id_.strip()), before, parts, [] if take_changes else fragments, graph, settings
        )
    except NotPossible as error:
        raise WrongUse(str(error)) from None
    _refuse_unreadable(record, settings)
    if dry_run:
        click.echo(f"Nothing is written. {_shown(record.path)} would hold:", err=True)
        click.echo(record.text, nl=False)
        return
    with refusals_told(settings.root):
        changes = take_changes_of(fragments, record, settings) if take_changes else []
        write_all([Change(record.path, None, record.text.encode("utf-8")), *changes])
    click.echo(_shown(record.path))
    for line_ in _report(parts, fragments, take_changes, record, settings):
        click.echo(line_)
    ctx.exit(int(any(not part.clone.ready or not part.version for part in parts)))


def take_changes_of(fragments: Sequence[Record], record: NewRecord, settings: SiteSettings) -> list[Change]:
    """The edits that name the new release in fragments."""
    return take_changes(fragments, record.ref.partition("/")[2], settings)


def _values(assignments: Sequence[str], named: Mapping[str, str]) -> dict[str, Any]:
    try:
        values = given_values(assignments, kinds()["release"].model)
    except NotSettable as error:
        raise WrongUse(str(error)) from None
    return {**values, **{key: value for key, value in named.items() if value}}


def _before(values: Mapping[str, Any], graph: ProjectGraph) -> Record | None:
    """The release that the draft follows."""
    named = str(values.get("previous") or "")
    if named:
        found = graph.get(graph.resolve(named, ("release",)).ref)
        if found is None:
            raise WrongUse(f'there is no release "{named}". `forgebook list releases` prints them.')
        return found
    return newest_of_train(
        str(values["train"]), str(values["version"]), str(values.get("maintenance_line") or ""), graph
    )


def _pairs(given: Sequence[str], *, bare: bool = False) -> dict[str, str]:
    """`REPO=TEXT` as a mapping; with `bare`, a text alone is for all repositories."""
    pairs = {}
    for entry in given:
        name, equals, value = entry.partition("=")
        if not equals and bare:
            name, value = "", entry
        if not value or (not name and not bare):
            raise WrongUse(f'"{entry}" names no repository. Write it like model={value or "v4.2.0"}.')
        pairs[name] = value
    return pairs


def _parts(
    version: str, before: Record | None, graph: ProjectGraph, settings: SiteSettings, asked: Asked
) -> list[Since]:
    if not graph.project.repositories:
        raise WrongUse(
            "the project file lists no repositories. Add `repositories: [{id: …, path: …}]` to records/project.yml."
        )
    try:
        parts = list(draft_parts(version, before, graph, settings.root, asked, _progress))
    except NotPossible as error:
        raise WrongUse(str(error)) from None
    finally:
        _progress("")
    if not any(part.clone.ready for part in parts):
        told = "\n".join(f"  {headline(part)}" for part in parts)
        raise WrongUse(
            "there is no clone to draft from. Clone the repositories, and name the folders under `repositories` in "
            f"records/project.yml: `path: ../model`, told from the folder that holds records/.\n{told}".rstrip()
        )
    return parts


def _progress(words: str) -> None:
    """On a terminal, what is being done, in place of what was done before."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{printable(words)}", err=True, nl=False)


def _refuse_unreadable(record: NewRecord, settings: SiteSettings) -> None:
    found = found_in(tried(settings, kinds(), {record.path: record.text}), record.path, settings)
    wrong = [diagnostic for diagnostic in found if is_unreadable(diagnostic)]
    if wrong:
        told = (f"  {d.message} ({d.remedy})" if d.remedy else f"  {d.message}" for d in wrong)
        raise WrongUse("\n".join(["nothing was written:", *told]))


def _report(
    parts: Sequence[Since], fragments: Sequence[Record], taken: bool, record: NewRecord, settings: SiteSettings
) -> Iterator[str]:
    for part in parts:
        yield printable(f"  {headline(part)}")
        yield from (printable(f"    {note}") for note in part.notes if note not in headline(part))
    if fragments:
        what = text.plural(len(fragments), "unreleased fragment", "unreleased fragments")
        offered = "offered in the file; --take-changes names the release in all"
        yield f"  {what}: {'the release is named in them' if taken else offered}"
    found = found_in(tried(settings, kinds(), {}), record.path, settings)
    if found:
        yield ""
        yield from text.full(found, SourceLines(settings.root))
    yield "Next: pick the changes, throw the comments away, then run `forgebook check`."


def _shown(path: Path) -> str:
    """The path as one would type it from where the command was started."""
    import os

    here = os.path.relpath(path)
    return printable(str(path) if here.startswith("..") else here)
