"""A section without records says what would stand there, and names a command that makes the first one. It works."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from forgebook.kinds.register import BUILT_IN
from support.building import Project
from support.sites import site_of, write

KINDS = [kind for kind in BUILT_IN if kind.nav is not None]
COMMAND = re.compile(r"<code>(forgebook new [^<]*)</code>")
EMPTY = 'class="fb-empty"'


def index(root: Path, name: str) -> str:
    """The body of a kind's index page, as a new build makes it."""
    site = site_of(root)
    view = next(view for view in site.views() if view.template == f"{name}/index.html")
    return site.body(view).html


def run(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a command line of the page, with this interpreter's `forgebook`, where nobody sits before a terminal."""
    program, *arguments = shlex.split(line)
    assert program == "forgebook"
    script = "from forgebook.cli.main import main; main(prog_name='forgebook')"
    return subprocess.run(
        [sys.executable, "-c", script, *arguments], cwd=root, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_command_on_an_empty_page_fills_it(tmp_path: Path, kind) -> None:
    write(tmp_path, {"records/project.yml": "name: Harbour\n", "docs/index.md": "# Harbour\n"})
    before = index(tmp_path, kind.name)
    assert EMPTY in before
    assert kind.teaches
    assert kind.teaches in unescape(before)
    lines = [unescape(found) for found in COMMAND.findall(before)]
    assert len(lines) == 1 + len(kind.needs)
    for line in lines:
        done = run(tmp_path, line)
        assert done.returncode == 0, done.stdout + done.stderr
    assert EMPTY not in index(tmp_path, kind.name)


def test_a_built_site_names_them_and_they_fill_it(tmp_path: Path) -> None:
    root = tmp_path / "harbour"
    root.mkdir()
    project = Project(root).write({"records/project.yml": "name: Harbour\n"}).configure()
    site = project.build()
    addresses = {kind.name: "handover/areas/" if kind.name == "area" else f"{kind.plural}/" for kind in KINDS}
    lines = {unescape(line) for address in addresses.values() for line in COMMAND.findall(site.body(address))}
    assert len(lines) == len(KINDS) - 1, "an improvement is made with its retro"
    assert {unescape(line) for line in COMMAND.findall(site.body(""))} >= lines
    assert EMPTY in site.body("history/")
    assert {unescape(line) for line in COMMAND.findall(site.body("history/"))} <= lines
    for line in sorted(lines):
        done = run(root, line)
        assert done.returncode == 0, done.stdout + done.stderr
    after = project.build("after")
    for address in ("", "history/", *addresses.values()):
        assert EMPTY not in after.body(address), address
