"""A project with schemas, and the language server of real editors beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from support.language_server import LanguageServer, server_script

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example, with schemas that know its ids."""
    server_script()
    root = tmp_path_factory.mktemp("editor") / "demand-model"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("site", ".cache"))
    done = CliRunner().invoke(main, ["schema", "--project", "-C", str(root)])
    assert done.exit_code == 0, done.output
    return root


@pytest.fixture(scope="session")
def server(project: Path) -> Iterator[Callable[..., LanguageServer]]:
    """Start a server with settings; one for each that was asked for."""
    running: dict[str, LanguageServer] = {}

    def started(**settings: Any) -> LanguageServer:
        key = repr(settings)
        if key not in running:
            running[key] = LanguageServer(project, settings)
        return running[key]

    yield started
    for each in running.values():
        each.close()
