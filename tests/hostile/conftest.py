"""Hostile material."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.corpora import corpora_folder


@pytest.fixture(scope="session")
def hostile() -> Path:
    """The folder of hostile material."""
    return corpora_folder() / "hostile"
