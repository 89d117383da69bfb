"""The web editor's folder as the command makes it, with the real packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main

HERE = Path(__file__).parent
EXAMPLE = HERE.parents[1] / "examples/demand-model"
PACKAGES = HERE / "node_modules"
REQUIRED = "FORGEBOOK_WEB_EDITOR_REQUIRED"


def _missing(reason: str) -> None:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def packages() -> Path:
    """The packages that the page loads. Absence skips; with the variable `REQUIRED` it fails."""
    if shutil.which("node") is None:
        _missing("there is no node")
    if not (PACKAGES / "@sveltia/cms").is_dir():
        _missing(f"no packages in {PACKAGES}: run `make editors`")
    return PACKAGES


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example."""
    root = tmp_path_factory.mktemp("web") / "demand-model"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("site", ".cache"))
    return root


@pytest.fixture(scope="session")
def admin(project: Path, packages: Path) -> Path:
    """The folder of the web editor."""
    done = CliRunner().invoke(main, ["web-editor", "-C", str(project), "--packages", str(packages)])
    assert done.exit_code == 0, done.output
    folder = project / "docs/admin"
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def shapes(admin: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((admin / "shapes.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def edit(admin: Path) -> Callable[..., list[dict[str, Any]]]:
    """Read, change and write texts as the web editor does."""

    def edited(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        command = ["node", str(HERE / "edit.mjs"), str(admin / "forgebook-format.js")]
        done = subprocess.run(
            command, input=json.dumps(jobs), capture_output=True, text=True, check=False, timeout=120, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        answers: list[dict[str, Any]] = json.loads(done.stdout)
        return answers

    return edited
