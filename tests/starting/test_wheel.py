"""A built wheel holds all that `forgebook init` writes, the example included, and no built site."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel puts into an environment."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def forgebook(unpacked: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as the wheel has it, nothing of the checkout beside it."""
    script = f"import sys; sys.path.insert(0, {str(unpacked)!r}); from forgebook.cli.main import main; main()"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-P", "-c", script, *arguments], env=environment, capture_output=True, text=True
    )


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_example_comes_with_it(unpacked: Path, tmp_path: Path) -> None:
    done = forgebook(unpacked, "init", str(tmp_path / "ex"), "--example")
    assert done.returncode == 0, done.stderr
    example = ROOT / "examples" / "demand-model"
    tracked = subprocess.run(["git", "ls-files", "."], cwd=example, capture_output=True, text=True)
    wanted = {name for name in names(example) if name.split("/")[0] in ("mkdocs.yml", "docs", "records")}
    assert names(tmp_path / "ex") == wanted
    if tracked.returncode == 0:
        assert set(tracked.stdout.split("\n")) - {""} <= wanted
    assert forgebook(unpacked, "check", "-C", str(tmp_path / "ex"), "--as-of", "2025-11-20").returncode == 0


def test_a_start_works_from_it(unpacked: Path, tmp_path: Path) -> None:
    done = forgebook(unpacked, "init", str(tmp_path / "book"), "--yes")
    assert done.returncode == 0, done.stderr
    assert forgebook(unpacked, "check", "-C", str(tmp_path / "book"), "--fail-on", "advice").returncode == 0


def test_nothing_that_was_built_comes_with_it(unpacked: Path) -> None:
    packed = names(unpacked)
    assert "forgebook/starting/templates/github/records.yml" in packed
    assert [name for name in packed if "/.cache/" in name or "/site/" in name or "ruff_cache" in name] == []
