"""Diagnostics to report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from forgebook.core.diagnostics import Code, Diagnostic, Place, Severity


@pytest.fixture
def make() -> Callable[..., Diagnostic]:
    """Make a diagnostic; each test says what matters to it."""

    def made(path: str = "records/decisions/a.yml", line: int = 3, column: int = 9, **more: Any) -> Diagnostic:
        code = Code(more.pop("code", "FB204"), Severity.ERROR, "A title", "What.", "Why.", "Fix.")
        message = more.pop("message", 'unknown status "acepted": did you mean "accepted"?')
        return Diagnostic(code, message, Place(path, line, column), **more)

    return made
