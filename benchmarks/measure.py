"""CPU time of our own process and of children, and how results are told."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "ruamel.yaml", "ruamel.yaml.clib", "pydantic", "nh3", "jinja2")

_AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed package has its bytecode at hand, so the code of a working copy keeps it too."""


def own_seconds(work: Callable[[], object]) -> float:
    """User and system time of this process, and of children it waited for, while `work` runs."""
    before = _used(resource.RUSAGE_SELF) + _used(resource.RUSAGE_CHILDREN)
    work()
    return _used(resource.RUSAGE_SELF) + _used(resource.RUSAGE_CHILDREN) - before


def _used(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def child_seconds(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> float:
    """User and system time of a child and of its own children.

    Raises:
        SystemExit: the child failed; its output is shown.
    """
    child = subprocess.Popen(
        command,
        cwd=folder,
        env={**_AS_INSTALLED, "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert child.stderr is not None
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return usage.ru_utime + usage.ru_stime


def tell(what: str, seconds: Sequence[float], unit: float = 1.0, name: str = "s") -> None:
    """The repetitions of one measurement: minimum and median."""
    print(f"{what:<34} min {min(seconds) * unit:9.3f} {name}   median {median(seconds) * unit:9.3f} {name}")


def verdict(what: str, ratio: float, hold: float) -> None:
    """A ratio of minima beside the one to hold."""
    print(f"{what:<34} {ratio:.3f} (hold ≤ {hold:g}): {'held' if ratio <= hold else 'not held'}")


def versions() -> str:
    """The versions that a result depends on."""
    found = [f"Python {sys.version.split()[0]}", *(f"{name} {version(name)}" for name in PACKAGES)]
    return ", ".join(found)
