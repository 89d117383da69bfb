"""What a writing command says when a file could not be written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from forgebook.cli.errors import WrongUse
from forgebook.writing.files import WriteRefused


@contextlib.contextmanager
def refusals_told(root: Path) -> Iterator[None]:
    """A refusal to write ends the command, with paths told from the project.

    Raises:
        WrongUse: something was refused.
    """
    try:
        yield
    except WriteRefused as refused:
        raise WrongUse(told_from(root, str(refused))) from None


def told_from(root: Path, message: str) -> str:
    """A message whose paths are told from the project's root."""
    for folder in dict.fromkeys((str(root), str(root.resolve()))):
        if folder not in (".", os.sep):
            message = message.replace(folder + os.sep, "")
    return message
