"""`forgebook deploy`: what went where."""

from __future__ import annotations

import click

from forgebook.cli.groups import LazyGroup

COMMANDS: dict[str, str] = {"record": "Record a deployment; the last step of a deploy workflow."}
"""Each command and its short help. The module is `forgebook.cli.deploy_<command>`."""


@click.group("deploy", cls=LazyGroup, known=COMMANDS, module="forgebook.cli.deploy_{}")
def command() -> None:
    """Record what was deployed where."""
