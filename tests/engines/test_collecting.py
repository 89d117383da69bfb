"""The collector of garbage rests while pages are made, and leaves no trace of that behind."""

from __future__ import annotations

import atexit
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from forgebook.engines.mkdocs.collecting import Calm, _leave_all_at_exit
from support.building import RECORDS, Project

PROCESS = """
import gc, sys
from mkdocs.__main__ import cli
note = open("note.txt", "w")  # never closed, as a careless plugin may leave it
note.write("kept")
cli(["build", "--quiet"], standalone_mode=False)
print(gc.isenabled(), gc.get_freeze_count())
gc.callbacks.append(lambda phase, told: phase == "stop" and sys.stdout.write(f"found {told['collected']}\\n"))
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path).write(dict(RECORDS)).configure()


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.parametrize("enabled", [True, False])
def test_a_build_leaves_the_collector_as_it_was(enabled: bool, project: Project) -> None:
    (gc.enable if enabled else gc.disable)()
    frozen = gc.get_freeze_count()
    project.build()
    assert gc.isenabled() is enabled
    assert gc.get_freeze_count() <= frozen  # what others froze may die meanwhile


def test_a_build_that_fails_leaves_it_too(project: Project) -> None:
    project.write({"templates/home.html": "{{ nothing.at.all }}"}).configure({"templates": "templates"})
    gc.enable()
    with pytest.raises(Exception, match="nothing"):
        project.build()
    assert gc.isenabled()


@pytest.mark.parametrize("frozen", [True, False])
def test_what_a_build_made_is_not_walked_by_the_first_collection(frozen: bool) -> None:
    gc.unfreeze()  # what others of this process froze
    gc.enable()
    if frozen:
        gc.freeze()
    calm = Calm()
    calm.begin()
    made = [[number] for number in range(100_000)]
    assert len(gc.get_objects(generation=0)) > 100_000
    count = gc.get_freeze_count()
    calm.end()
    young = len(gc.get_objects(generation=0)) + len(gc.get_objects(generation=1))
    assert (young > len(made)) is frozen, "what others keep out of the collector's sight would have come back"
    assert 0 <= count - gc.get_freeze_count() < 1000, "a few that others froze may die meanwhile"
    gc.unfreeze()


def test_many_builds_leave_one_word_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    monkeypatch.setattr(atexit, "register", said.append)
    _leave_all_at_exit.cache_clear()
    for _ in range(3):
        calm = Calm()
        calm.begin()
        calm.end()
    assert said == [gc.freeze]


def test_a_process_ends_without_a_search_and_loses_nothing(project: Project) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROCESS],
        cwd=project.root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    state, *found = ended.stdout.strip().splitlines()
    assert state == "True 0"
    assert sum(int(line.removeprefix("found ")) for line in found) < 100
    assert (project.root / "note.txt").read_text(encoding="utf-8") == "kept"
