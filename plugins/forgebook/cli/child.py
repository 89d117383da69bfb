"""MkDocs as a child process. The command line never imports it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from forgebook.cli.errors import WrongUse
from forgebook.pipeline.settings import SettingsError, config_file, settings_from_mkdocs

GENERATORS = ("mkdocs", "properdocs")
SILENCED = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
"""Banners of Material and of ProperDocs that have nothing to do with the site."""

_STEPS = ((None, 3.0), (signal.SIGINT, 5.0), (signal.SIGTERM, 3.0))
"""How a child is ended: wait (Ctrl-C went to it as well), then ask, then insist; with seconds to wait."""


def run_generator(
    action: str,
    directory: Path,
    arguments: Sequence[str],
    *,
    visibility: str | None,
    as_of: date | None,
) -> int:
    """Run `mkdocs build` or `mkdocs serve` in a folder and return its exit code.

    Raises:
        WrongUse: there is no `mkdocs.yml`, no folder of pages, or no MkDocs.
    """
    config = config_file(directory)
    if config is None:
        raise WrongUse(
            f"there is no mkdocs.yml in {directory.resolve()}. Write one with at least `site_name: …` and "
            "`plugins: [search, forgebook]`, or name the folder that has one with -C DIR."
        )
    _check_docs(directory)
    command = [sys.executable, "-P", "-m", generator(), action, "-f", config.name, *arguments]
    return run_child(command, directory, environment(os.environ, visibility=visibility, as_of=as_of))


def _check_docs(directory: Path) -> None:
    """MkDocs wants a folder of hand-written pages even where there are none; its own message names no way out."""
    try:
        docs = settings_from_mkdocs(directory).docs
    except SettingsError:
        return  # MkDocs or its plugin says what is wrong
    if docs is not None and not docs.is_dir():
        raise WrongUse(
            f"there is no folder {docs}, where MkDocs looks for hand-written pages. Make it; it may stay empty "
            "(a file .gitkeep in it lets git keep it)."
        )


def generator() -> str:
    """The site generator that is installed.

    Raises:
        WrongUse: none is.
    """
    for name in GENERATORS:
        if find_spec(name) is not None:
            return name
    raise WrongUse("MkDocs is not installed here. Run `pip install mkdocs mkdocs-material`.")


def environment(environ: Mapping[str, str], *, visibility: str | None, as_of: date | None) -> dict[str, str]:
    """The child's environment: ours, with options of the command line, which go before it."""
    given = {
        "FORGEBOOK_VISIBILITY": visibility,
        "FORGEBOOK_AS_OF": as_of.isoformat() if as_of else None,
    }
    return {**environ, **SILENCED, **{name: value for name, value in given.items() if value}}


def run_child(command: Sequence[str], directory: Path, environ: Mapping[str, str]) -> int:
    """Run a command to its end and return its exit code. Its output goes where ours goes.

    Ctrl-C and SIGTERM end the child before us, so that no server is left behind.
    """
    child = subprocess.Popen(command, cwd=directory, env=dict(environ))
    with _passing_on_sigterm(child):
        try:
            code = child.wait()
        except KeyboardInterrupt:
            code = _end(child)
    return 128 - code if code < 0 else code


@contextlib.contextmanager
def _passing_on_sigterm(child: subprocess.Popen[bytes]) -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(child: subprocess.Popen[bytes]) -> int:
    """End a child step by step; another Ctrl-C goes to the next step at once."""
    for sent, seconds in _STEPS:
        with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt, ValueError):
            if sent is not None:
                child.send_signal(sent)  # ValueError: a signal that Windows does not have
            return child.wait(seconds)
    child.kill()
    return child.wait()
