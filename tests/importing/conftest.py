"""Projects into which something is imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.sites import write

Import = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty project."""
    return write(tmp_path / "project", {"records/project.yml": "name: Harbour model\n"})


@pytest.fixture
def run(project: Path) -> Import:
    """`forgebook import exceptions` into the project."""

    def importing(source: Path, *arguments: str) -> Result:
        command = ["import", "exceptions", str(source), "-C", str(project), *arguments]
        return CliRunner().invoke(main, command)

    return importing
