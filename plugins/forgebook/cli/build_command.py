"""`forgebook build`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.child import run_generator


@click.command("build")
@click.option("--strict", is_flag=True, help="Fail on errors in records and on warnings of MkDocs.")
@click.option("--site-dir", type=click.Path(), metavar="DIR", help="Where to write the site, told from -C.")
@options.directory_option
@options.visibility_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    strict: bool,
    site_dir: str | None,
    directory: Path,
    visibility: str | None,
    as_of: date | None,
) -> None:
    """Build the site with MkDocs.

    MkDocs runs as a process of its own; its log is shown as it comes, and its exit code is ours.
    """
    arguments = ["--strict"] if strict else []
    if site_dir is not None:
        arguments += ["--site-dir", site_dir]
    ctx.exit(run_generator("build", directory, arguments, visibility=visibility, as_of=as_of))
