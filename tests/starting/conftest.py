"""Workflow files as a start writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from forgebook.starting.answers import Answers
from forgebook.starting.texts import workflow_texts


def written(folder: Path, **more: object) -> Path:
    """A folder with the workflow files of both hosts."""
    answers = Answers("Harbour", date(2025, 11, 20), hosts=("github", "gitlab"), **more)  # type: ignore[arg-type]
    for name, text in workflow_texts(answers, "records").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def workflows(tmp_path: Path) -> Path:
    """The workflow files of both hosts."""
    return written(tmp_path / "repository")
