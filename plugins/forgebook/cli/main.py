"""The command `forgebook`.

Nothing but click is imported until a command is known, so that `forgebook --help` answers at once.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

import click

from forgebook import __version__
from forgebook.cli.errors import fault
from forgebook.cli.groups import LazyGroup

COMMANDS = {
    "build": "Build the site with MkDocs.",
    "check": "Check the records and report what is wrong.",
    "cover": "Tell who can look after what, from the histories of clones.",
    "deploy": "Record what was deployed where.",
    "diff": "Tell what changes between two revisions, and for whom.",
    "explain": "Say what a code means, why it matters and how to fix it.",
    "export": "Write the whole site as Markdown for another generator.",
    "fmt": "Bring record files into form: order, dates, long lines.",
    "forms": "Write GitHub issue forms for records.",
    "from-issue": "Turn a filled form into a new record, or into a change to one.",
    "handover": "Draft handovers.",
    "import": "Make records from what lies elsewhere.",
    "init": "Start a site in a folder, beside what is there.",
    "list": "List the records of a kind.",
    "new": "Make a new record.",
    "publication": "List what a partner or public site publishes, for sign-off.",
    "rehearse": "Record that somebody has followed a runbook, and what came of it.",
    "release": "Compare, draft, verify, run again and send releases.",
    "rename": "Give a record another id.",
    "retro": "Draft retros.",
    "schema": "Write JSON Schemas of the record files, for editors.",
    "serve": "Serve the site with MkDocs and rebuild it as files change.",
    "show": "Show one record.",
    "supersede": "Say that a decision takes the place of another.",
    "web-editor": "Write the page and settings of a web editor.",
}
"""Each command and its short help. The module is `forgebook.cli.<command>_command`, `_` for `-`."""


class MainGroup(LazyGroup):
    """All commands; a fault of our own is told apart from wrong use, and shown short."""

    def invoke(self, ctx: click.Context) -> Any:
        _print_anything()
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            raise fault(error) from error


def _print_anything() -> None:
    """A character that the terminal's encoding lacks is escaped; it is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


@click.group(
    cls=MainGroup,
    known=COMMANDS,
    module="forgebook.cli.{}_command",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="forgebook")
def main() -> None:
    """Forgebook turns a team's records into a site that people trust.

    Exit codes: 0 no error, 1 errors in records (or a failed build), 2 wrong use or a fault of our own.
    """
