"""What the project's own builds install, and what the package asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def lines(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {line.strip() for line in text.split("\n") if line.strip() and not line.startswith("#")}


def test_every_dependency_of_the_package_is_pinned_for_our_builds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["project"]["dependencies"]) <= lines("requirements.in")
    test = [entry for entry in project["dependency-groups"]["test"] if isinstance(entry, str)]
    assert set(test) <= lines("requirements.in")


def test_every_pin_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==\S+ \\\n((?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M)
    assert len(pins) == len(re.findall(r"^[\w.-]+.*==", text, re.M)) > 40
    assert "://" not in text
    assert "index" not in text
