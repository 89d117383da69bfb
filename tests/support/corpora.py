"""Where the real material lies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).parents[2]


def corpora_folder() -> Path:
    """The folder of real material. Absence skips with a reason; with FORGEBOOK_CORPORA_REQUIRED=1 it fails."""
    named = os.environ.get("FORGEBOOK_CORPORA")
    folder = Path(named) if named else PROJECT_ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        reason = f"no real material at {folder}; FORGEBOOK_CORPORA names another place"
        if os.environ.get("FORGEBOOK_CORPORA_REQUIRED") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
