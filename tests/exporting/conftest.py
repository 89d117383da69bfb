from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.building import RECORDS, Project


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the developer's shell says of the site is not for these tests."""
    for name in ("RECORDS", "VISIBILITY", "AS_OF", "TEMPLATES"):
        monkeypatch.delenv(f"FORGEBOOK_{name}", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """MkDocs' own handlers do not outlive a test."""
    logger = logging.getLogger("mkdocs")
    before = list(logger.handlers)
    yield
    logger.handlers[:] = before


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two decisions and a project file."""
    root = tmp_path / "harbour"
    root.mkdir()
    return Project(root).write(RECORDS).configure()
