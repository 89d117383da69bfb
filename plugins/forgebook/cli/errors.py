"""How the command line ends when something is wrong: the user's fault told apart from ours."""

from __future__ import annotations

import os
import platform
import traceback
from pathlib import Path

import click

from forgebook import __version__
from forgebook.reporters.printable import printable

DEBUG = "FORGEBOOK_DEBUG"


class WrongUse(click.ClickException):
    """The command cannot do what it was asked. The message says what is wrong, where, and what to do."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__("\n".join(map(printable, message.split("\n"))))


def fault(error: Exception) -> WrongUse:
    """What to say when Forgebook itself failed; with `FORGEBOOK_DEBUG=1` the traceback is printed as well."""
    if os.environ.get(DEBUG, "") not in ("", "0"):
        click.echo(_traceback(error), err=True)
        hint = "Please report it with the traceback above."
    else:
        hint = f"Set {DEBUG}=1 to see where, and please report it."
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    versions = f"forgebook {__version__}, Python {platform.python_version()}"
    return WrongUse(f"this is a fault of Forgebook's own ({_where(error)}): {what}\n{hint} ({versions})")


def _where(error: Exception) -> str:
    """File and line of the innermost frame."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "place unknown"


def _traceback(error: Exception) -> str:
    lines = "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(map(printable, lines))
