"""`forgebook release`: what one does with releases beside writing them down."""

from __future__ import annotations

import click

from forgebook.cli.groups import LazyGroup

COMMANDS: dict[str, str] = {
    "compare": "Tell what changes from one release to another.",
    "notes": "Print what a release tells an audience, for a mail or a chat.",
    "draft": "Draft the next release of a train from the clones.",
    "verify": "Hold releases against the clones of their repositories.",
    "evidence": "Print one pack for an auditor: all that is recorded of a release.",
    "rerun": "Print a script that runs a release again, or record how it compared.",
}
"""Each command and its short help. The module is `forgebook.cli.release_<command>`."""


@click.group("release", cls=LazyGroup, known=COMMANDS, module="forgebook.cli.release_{}")
def command() -> None:
    """Compare, draft, verify, run again and send releases."""
