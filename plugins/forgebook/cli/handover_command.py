"""`forgebook handover`: what one does with handovers beside writing them down."""

from __future__ import annotations

import click

from forgebook.cli.groups import LazyGroup

COMMANDS: dict[str, str] = {
    "new": "Draft the handover of somebody: what rests on them, and who could take it.",
}
"""Each command and its short help. The module is `forgebook.cli.handover_<command>`."""


@click.group("handover", cls=LazyGroup, known=COMMANDS, module="forgebook.cli.handover_{}")
def command() -> None:
    """Draft handovers."""
