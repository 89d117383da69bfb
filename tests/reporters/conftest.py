"""Diagnostics to report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.diagnostics import Code, Diagnostic, Place, Severity
from forgebook.reporters.sources import SourceLines


@pytest.fixture
def make() -> Callable[..., Diagnostic]:
    """Make a diagnostic; each test says what matters to it."""

    def made(path: str = "records/decisions/a.yml", line: int = 3, column: int = 9, **more: Any) -> Diagnostic:
        code = Code(more.pop("code", "FB204"), Severity.ERROR, "A title", "What.", "Why.", "Fix.")
        message = more.pop("message", 'unknown status "acepted": did you mean "accepted"?')
        return Diagnostic(code, message, Place(path, line, column), **more)

    return made


@pytest.fixture
def repository(tmp_path) -> Path:
    """A project in a folder of a git repository."""
    (tmp_path / ".git").mkdir()
    root = tmp_path / "sites" / "a b"
    (root / "records" / "decisions").mkdir(parents=True)
    return root


@pytest.fixture
def sources(repository) -> SourceLines:
    """The lines of that project's files."""
    return SourceLines(repository)


@pytest.fixture
def found(make) -> list[Diagnostic]:
    """One finding of each sort: three severities, one waived, one of a whole file, one hostile, one without UTF-8."""
    return [
        make(remedy="one of draft, accepted", suggestion="accepted", ref="decision/a"),
        make(line=4, severity=Severity.WARNING, code="FB403", message="the review was due 20 days ago"),
        make(line=5, severity=Severity.ADVICE, code="FB308", message='"Ann" is nobody'),
        make(line=6, code="FB403", message="overdue", waived="agreed in May"),
        make("records", 0, 0, code="FB119", message="no records"),
        make("records/a,b:c%\n.yml", message="::error::x\r\n##[add-mask]y \x1b[31m [click](1) <b>@you #1 | `x` %0A"),
        make("records/caf\udce9.yml", message="not \udce9 UTF-8"),
    ]
