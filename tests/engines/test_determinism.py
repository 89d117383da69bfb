"""The same input and the same day give the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.building import EPOCH, Built, Project

EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Two cold builds of two copies with other hash seeds, zones and locales, and a warm one."""
    root = tmp_path_factory.mktemp("same")
    made = []
    for name, seed, zone in (("one", "0", "UTC"), ("two", "4711", "Pacific/Auckland"), ("two", "1", "UTC")):
        copy = root / name / "demand-model"
        if not copy.exists():
            shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("site", ".cache"))
        folder = root / f"site-{len(made)}"
        done = Project(copy).run(
            "build", "-q", "-d", str(folder), PYTHONHASHSEED=seed, TZ=zone, LC_ALL="C", SOURCE_DATE_EPOCH=EPOCH
        )
        assert done.returncode == 0, done.stderr
        made.append(Built(folder, done.stderr))
    return made


@pytest.mark.parametrize("other", [1, 2], ids=["cold", "warm"])
def test_same_bytes(builds: list[Built], other: int) -> None:
    first, second = builds[0].contents(), builds[other].contents()
    assert len(first) > 150
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
