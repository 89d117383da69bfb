"""Pages are built without what the developer's shell says of sites."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECORDS", "VISIBILITY", "AS_OF", "TEMPLATES"):
        monkeypatch.delenv(f"FORGEBOOK_{name}", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
