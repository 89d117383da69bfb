"""`forgebook publication`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds, while_told
from forgebook.core.settings import SiteSettings
from forgebook.core.views import SiteFile
from forgebook.exporting.llms import text_files
from forgebook.feeds import feed_files
from forgebook.pipeline.mkdocs_yaml import config_file, read_mkdocs
from forgebook.pipeline.project import load_project
from forgebook.pipeline.settings import FEEDS, pairs
from forgebook.pipeline.site import Site, make_site
from forgebook.reporters.text import plural
from forgebook.review.publication import Entry, Rendered, publication
from forgebook.review.publication_list import NoList, Since, as_file, compare, from_file, report
from forgebook.review.publication_markdown import markdown


@click.command("publication")
@click.option(
    "--visibility",
    type=click.Choice(("public", "partner")),
    required=True,
    help="Whose site: the one for the public, or the one for partners.",
)
@options.format_option("md", "json")
@click.option(
    "--since",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Tell first what is new, changed or gone since the list in FILE.",
)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the list in FILE, for --since. It may be the same file.",
)
@click.option("--fail-on-new", is_flag=True, help="Exit with 1 where --since finds something new.")
@options.directory_option
@options.as_of_option
def command(
    visibility: str,
    format_: str,
    since: Path | None,
    write: Path | None,
    fail_on_new: bool,
    directory: Path,
    as_of: date | None,
) -> None:
    """List what a partner or public site publishes, for sign-off.

    Every page, name, role with a single holder, image, link to other places and file, taken from the pages as they
    are rendered. Whoever answers for what leaves the team reads it, and the team keeps it beside its records.

    With --write it makes the list, with --since it tells first what became of it.

    Exit codes: 0 listed; 1 something is new, with --fail-on-new; 2 wrong use or a fault of our own.
    """
    if fail_on_new and since is None:
        raise WrongUse("--fail-on-new compares with a list: name it with --since FILE.")
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    before = None if since is None else _read(since, visibility)
    entries = _listed(settings, directory)
    found = None if before is None else compare(before, entries)
    click.echo(_report(entries, settings, format_, found).rstrip("\n"))
    if write is not None:
        _write(write, as_file(entries, visibility))
    if fail_on_new and found is not None and found.new:
        click.echo(f"{plural(len(found.new), 'entry is', 'entries are')} new since {since}.", err=True)
        sys.exit(1)


def _listed(settings: SiteSettings, directory: Path) -> list[Entry]:
    """The list, of a site that is read as a build reads it."""
    known = kinds()
    project = while_told(lambda: load_project(settings, kinds=known))
    if project.graph.faulty:
        lost = plural(len(project.graph.faulty), "record", "records")
        click.echo(f"{lost} could not be read and would not be published; `forgebook check` says why.", err=True)
    path = config_file(directory)
    config = read_mkdocs(path, os.environ) if path else {}
    site = make_site(project, settings)
    return publication(site, partial(_made, site, config), config)


def _made(site: Site, config: Mapping[str, Any], pages: Rendered) -> Iterator[SiteFile]:
    """What the plugin `forgebook/feeds` adds, where the site has it."""
    if not site.settings.feeds:
        return
    given = [more for name, more in pairs(config.get("plugins")) if str(name).removeprefix("/") == FEEDS]
    yield from feed_files(site.graph, site.settings, site.renderer)
    if not any(isinstance(more, Mapping) and more.get("text") is False for more in given):
        yield from text_files(pages, site.graph, site.settings, site.renderer)


def _report(entries: list[Entry], settings: SiteSettings, format_: str, since: Since | None) -> str:
    if format_ == "json":
        return report(entries, settings.visibility, since)
    return markdown(entries, settings.visibility, settings.as_of.isoformat(), since, settings.repo_url)


def _read(path: Path, visibility: str) -> list[Entry]:
    try:
        return from_file(path.read_text(encoding="utf-8"), visibility)
    except FileNotFoundError:
        raise WrongUse(f'there is no list "{path}". Make the first one with --write {path}.') from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f'"{path}" cannot be read: {getattr(error, "strerror", None) or "it is no UTF-8"}.') from None
    except NoList as error:
        raise WrongUse(f'"{path}": {error}') from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WrongUse(f'the list could not be written to "{path}": {error.strerror}. Name another file.') from None
    click.echo(f"The list is in {path}.", err=True)
