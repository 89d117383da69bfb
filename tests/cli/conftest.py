"""Small projects and ways to run the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import forgebook
from forgebook.cli.main import main

EXAMPLE = Path(__file__).parents[2] / "examples" / "demand-model"
SOURCE_ROOT = Path(forgebook.__file__).parents[1]

FILES = {
    "records/project.yml": "name: Test\npurpose: To test.\nrepositories: [{id: own, path: .}]\n",
    "records/decisions/old-way.yml": ("title: Old way\nvisibility: public\nstatus: superseded\ndecided: 2024-01-01\n"),
    "records/decisions/new-way.yml": (
        "title: New way\nvisibility: public\nstatus: accepted\ndecided: 2024-02-01\nsupersedes: [old-way]\n"
        "aliases: [newer-way]\noptions:\n  - {id: a, title: First, pros: [cheap]}\n  - title: Second\n"
        "drivers: [time, {text: money, visibility: team}]\nconsequences: good ones\ncontext: See [[old-way]].\n"
    ),
    "records/decisions/secret-way.yml": "title: Secret way\nstatus: proposed\ncreated: 2024-03-01\n",
    "records/people/ada.yml": "title: Ada\nemails: [ada@canary.example]\n",
    "records/releases/v1.yml": (
        "# our first release\nversion: v1\nstatus: planned\nplanned_on: 2030-06-01\nchanges:\n"
        "  - {id: one, kind: added, summary: First thing}\n  - kind: fixed\n    summary: Second thing\n"
    ),
    "records/changes/later.yml": "kind: changed\nsummary: Later thing\n",
}


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in list(os.environ):
        if name.startswith("FORGEBOOK_") or name in ("SOURCE_DATE_EPOCH", "NO_COLOR"):
            monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path) -> Callable[[Mapping[str, str]], Path]:
    """Write files below a project and return its folder."""

    def written(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / "project" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "project"

    return written


@pytest.fixture
def project(write) -> Path:
    """A small project without a fault."""
    return write(FILES)


@pytest.fixture
def run(project) -> Callable[..., Result]:
    """Run a command in the small project."""

    def ran(command: str, *arguments: str, env: Mapping[str, str] | None = None) -> Result:
        return CliRunner().invoke(main, [command, "-C", str(project), *arguments], env=env)

    return ran


@pytest.fixture
def example() -> Path:
    """The folder of the example site."""
    return EXAMPLE


@pytest.fixture
def shell_command() -> Callable[..., list[str]]:
    """The command line as a process of its own would be started."""
    script = "from forgebook.cli.main import main; main(prog_name='forgebook')"
    return lambda *arguments: [sys.executable, "-c", script, *arguments]


@pytest.fixture
def shell_environment() -> dict[str, str]:
    """An environment in which a new process finds the package."""
    path = os.pathsep.join(filter(None, (str(SOURCE_ROOT), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}


@pytest.fixture
def shell(shell_command, shell_environment) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a process of its own."""

    def ran(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            shell_command(*arguments),
            capture_output=True,
            encoding=more.get("PYTHONIOENCODING", "utf-8"),
            env={**shell_environment, **more},
            timeout=120,
            check=False,
        )

    return ran
