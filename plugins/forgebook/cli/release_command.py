"""`forgebook release`: what one does with releases beside writing them down."""

from __future__ import annotations

import click

from forgebook.cli.groups import LazyGroup

COMMANDS: dict[str, str] = {}
"""Each command and its short help. The module is `forgebook.cli.release_<command>`."""


@click.group(cls=LazyGroup, known=COMMANDS, module="forgebook.cli.release_{}")
def command() -> None:
    """Compare, draft, verify, run again and send releases."""
