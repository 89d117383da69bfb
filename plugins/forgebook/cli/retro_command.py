"""`forgebook retro`: what one does with retros beside writing them down."""

from __future__ import annotations

import click

from forgebook.cli.groups import LazyGroup

COMMANDS: dict[str, str] = {
    "start": "Draft the retro of a sprint: what is to be judged, and what to talk about.",
}
"""Each command and its short help. The module is `forgebook.cli.retro_<command>`."""


@click.group("retro", cls=LazyGroup, known=COMMANDS, module="forgebook.cli.retro_{}")
def command() -> None:
    """Draft retros."""
