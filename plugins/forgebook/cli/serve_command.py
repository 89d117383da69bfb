"""`forgebook serve`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from forgebook.cli import options
from forgebook.cli.child import run_generator


@click.command("serve")
@click.option("--dev-addr", metavar="HOST:PORT", help="Where to serve, instead of 127.0.0.1:8000.")
@click.option("--strict", is_flag=True, help="Fail on errors in records and on warnings of MkDocs.")
@options.directory_option
@options.visibility_option
@options.as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    dev_addr: str | None,
    strict: bool,
    directory: Path,
    visibility: str | None,
    as_of: date | None,
) -> None:
    """Serve the site with MkDocs and rebuild it as files change.

    MkDocs runs as a process of its own; Ctrl-C ends both.
    """
    arguments = ["--strict"] if strict else []
    if dev_addr is not None:
        arguments += ["--dev-addr", dev_addr]
    ctx.exit(run_generator("serve", directory, arguments, visibility=visibility, as_of=as_of))
