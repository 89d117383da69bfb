"""The author's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path


class EditorFailed(Exception):
    """The editor could not be started, or ended with an error. The message says which and why."""


def editor_of(environ: Mapping[str, str] = os.environ) -> str:
    """The command of the author's editor: `$VISUAL`, else `$EDITOR`; empty where neither is set."""
    return next((words for name in ("VISUAL", "EDITOR") if (words := environ.get(name, "").strip())), "")


def edit(path: Path, editor: str) -> None:
    """Open a file and wait until the editor is closed.

    Raises:
        EditorFailed: it cannot be started, or ends with an exit code other than 0.
    """
    try:
        done = subprocess.run([*shlex.split(editor), str(path)], check=False)
    except ValueError:
        raise EditorFailed(f"the editor's command cannot be read ({editor}); check the quotes in it") from None
    except OSError as error:
        raise EditorFailed(f'the editor "{editor}" cannot be started ({error.strerror})') from None
    if done.returncode:
        raise EditorFailed(f'the editor "{editor}" ended with exit code {done.returncode}')
