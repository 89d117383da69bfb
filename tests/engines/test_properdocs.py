"""The same site under ProperDocs."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from support.building import BROKEN, Built, Project

ALONE = """
import sys

class NoMkDocs:
    def find_spec(self, name, path=None, target=None):
        if name == "mkdocs" or name.startswith("mkdocs."):
            raise ImportError(name + " is not installed here")

sys.meta_path.insert(0, NoMkDocs())
from properdocs.__main__ import cli
try:
    cli(["build", "--strict", "-f", "mkdocs.yml", "-d", sys.argv[1]])
finally:
    files = [getattr(m, "__file__", None) or "" for m in list(sys.modules.values())]
    assert not [f for f in files if "/site-packages/mkdocs/" in f]
"""


def content(site: Built, page: str) -> str:
    """The page but for the name of its generator."""
    return re.sub(r'<meta name="generator"[^>]*>', "", site.html(page))


def test_same_pages_and_same_bodies(project: Project) -> None:
    project.write({"docs/notes.md": "# Notes\n\n[[decision/one-queue]]\n"})
    ours = project.build(strict=True)
    folder = project.root.parent / "properdocs"
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(folder)], cwd=project.root, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    theirs = Built(folder, done.stderr)
    assert theirs.pages() == ours.pages()
    for page in ours.pages():
        assert content(theirs, page) == content(ours, page), page
    assert theirs.search() == ours.search()


def test_a_strict_build_fails_on_our_errors(project: Project) -> None:
    project.write({"records/decisions/bad.yml": BROKEN + "colour: red\n"})
    done = project.run("build", "--strict", "-f", "mkdocs.yml", engine="properdocs")
    assert done.returncode == 1, done.stderr
    assert "records/decisions/bad.yml:3:1 FB2" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_builds_again_into_the_folder_of_the_last_build(project: Project) -> None:
    """What the last build left and this one does not make is gone, and the rest is written over."""
    project.write({"records/decisions/two-queues.yml": "title: Two queues\nstatus: proposed\n"})
    site = project.root / "site"
    for gone in (False, True):
        if gone:
            (project.root / "records/decisions/two-queues.yml").unlink()
        before = {path: path.stat().st_ino for path in site.rglob("index.html")}
        done = project.run("build", "-f", "mkdocs.yml", "-d", str(site), engine="properdocs")
        assert done.returncode == 0, done.stderr
        assert (site / "decisions/two-queues/index.html").exists() is not gone
    assert (site / "index.html").stat().st_ino == before[site / "index.html"], "made anew: this test shows nothing"
    assert "Two queues" not in (site / "search/search_index.json").read_text(encoding="utf-8")
    assert not list(project.root.glob(".site*"))


@pytest.fixture(scope="module")
def python_without_mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with all that is installed here but MkDocs, as after `pip uninstall mkdocs`."""
    pytest.importorskip("properdocs")
    folder = tmp_path_factory.mktemp("without-mkdocs") / "env"
    venv.create(folder, symlinks=True, with_pip=False)
    (theirs,) = (path for path in folder.rglob("site-packages") if path.parent.parent.name == "lib")
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if entry.name != "mkdocs" and not re.fullmatch(r"mkdocs-\d.*", entry.name):
            (theirs / entry.name).symlink_to(entry)
    return folder / "bin" / "python"


def test_forgebook_build_starts_properdocs_where_mkdocs_is_uninstalled(
    project: Project, python_without_mkdocs: Path
) -> None:
    project.configure(plugins=["search", "forgebook/feeds", "forgebook/listings"])
    project.write({"docs/all.md": "# All\n\n<!-- forgebook: decisions -->\n\n[[decision/one-queue]]\n"})
    ours = project.build(strict=True)
    gone = subprocess.run([python_without_mkdocs, "-c", "import mkdocs.config"], capture_output=True, text=True)
    assert "No module named 'mkdocs'" in gone.stderr
    script = "from forgebook.cli.main import main; main()"
    folder = project.root.parent / "theirs"
    done = subprocess.run(
        [python_without_mkdocs, "-c", script, "build", "--strict", "--site-dir", str(folder)],
        cwd=project.root, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    theirs = Built(folder, done.stderr)
    assert theirs.pages() == ours.pages()
    for page in ours.pages():
        assert content(theirs, page) == content(ours, page), page
    assert theirs.search() == ours.search()
    others = {name for name in ours.contents() if not name.endswith((".html", ".gz"))}
    assert {"llms.txt", "decisions/one-queue.md", "feeds/everything.xml"} <= others
    for name in others - {"search/search_index.json"}:
        assert theirs.contents()[name] == ours.contents()[name], name
