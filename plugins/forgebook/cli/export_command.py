"""`forgebook export`."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from forgebook.cli import options
from forgebook.cli.errors import WrongUse
from forgebook.cli.projects import kinds
from forgebook.core.settings import SiteSettings
from forgebook.exporting.folder import ExportRefused, Target
from forgebook.exporting.tree import Export, export_of
from forgebook.pipeline import load_project
from forgebook.pipeline.mkdocs_yaml import config_file, read_mkdocs
from forgebook.pipeline.site import make_site
from forgebook.reporters.text import plural


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--force", is_flag=True, help="Replace what an earlier export wrote to DIR, and nothing else.")
@options.directory_option
@options.visibility_option
@options.as_of_option
def command(folder: Path, force: bool, directory: Path, visibility: str | None, as_of: date | None) -> None:
    """Write the whole site as Markdown for another generator.

    DIR gets a mkdocs.yml, every page, hand-written ones with their listings filled, pictures, feeds, and each record
    as plain Markdown. It must be new or empty. Zensical builds it as it is.
    """
    settings = options.site_settings(directory, visibility=visibility, as_of=as_of)
    target = Target(folder, settings.visibility)
    sources = [settings.records, *([settings.docs] if settings.docs else [])]
    try:
        target.check(force=force, forbidden=sources)
        export = _made(settings, directory)
        target.write(export.files)
    except ExportRefused as refused:
        raise WrongUse(str(refused)) from None
    except OSError as error:
        raise WrongUse(f"{error.filename or folder}: {error.strerror}. The export is not whole.") from None
    _tell(export, folder, settings)


def _made(settings: SiteSettings, directory: Path) -> Export:
    path = config_file(directory)
    mkdocs: dict[str, Any] = read_mkdocs(path, os.environ, keep_tags=True) if path else {}
    project = load_project(settings, kinds=kinds())
    if project.graph.faulty:
        lost = plural(len(project.graph.faulty), "record", "records")
        click.echo(f"{lost} could not be read and are left out; `forgebook check` says why.", err=True)
    site = make_site(project, settings)
    export = export_of(site, mkdocs)
    site.save_cache()
    return export


def _tell(export: Export, folder: Path, settings: SiteSettings) -> None:
    for remark in export.remarks:
        click.echo(remark, err=True)
    pages = plural(export.pages, "page", "pages")
    written = plural(export.written, "hand-written page", "hand-written pages")
    click.echo(f"{folder}: {pages} of records, {written}, for {settings.visibility}.")
    click.echo("Build it with `zensical build` in that folder.")
