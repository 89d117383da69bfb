"""A whole build by MkDocs of decision files that lie in its own folder of pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.corpora

CONFIG = """
site_name: govuk-aws
theme: {name: material}
plugins: [search, forgebook]
"""


def build(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(root / "site")]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return subprocess.run(command, cwd=root, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(adr_folder: Any) -> tuple[Any, Path, str, str]:
    """The folder, its built site and what MkDocs said: as the corpus has it, and with the files that its links name."""
    folder = adr_folder("govuk-aws")
    (folder.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    torn = build(folder.root)
    assert torn.returncode == 1, torn.stderr[-4000:]
    for entry in folder.expected["dead_links"]:
        named = (folder.root / folder.path / entry["target"]).resolve()
        named.parent.mkdir(parents=True, exist_ok=True)
        named.touch()
    whole = build(folder.root)
    assert whole.returncode == 0, whole.stderr[-4000:]
    return folder, folder.root / "site", torn.stderr, whole.stderr


def test_a_strict_build_fails_over_links_that_lead_nowhere_and_names_them(built: Any) -> None:
    folder, _, said, _ = built
    assert len(folder.expected["dead_links"]) == 2
    for entry in folder.expected["dead_links"]:
        assert f"{entry['file']}:" in said
        assert f'there is no file "{entry["target"]}"' in said


def test_a_strict_build_succeeds_and_warns_of_nothing(built: Any) -> None:
    assert [line for line in built[3].split("\n") if line.startswith(("WARNING", "ERROR"))] == []


def test_each_file_is_one_page_at_its_own_address(built: Any) -> None:
    folder, site, _, _ = built
    pages = {path.parent.name for path in (site / "architecture" / "decisions").glob("*/index.html")}
    assert pages == {file.removesuffix(".md") for file in folder.by_file}
    assert len(pages) == 38


def test_a_picture_stands_on_its_page(built: Any) -> None:
    _, site, _, _ = built
    page = site / "architecture" / "decisions" / "0015-dns-infrastructure" / "index.html"
    html = page.read_text(encoding="utf-8")
    source = next(
        part.partition('"')[0] for part in html.split('src="') if "0015-govuk-aws-dns.jpg" in part.partition('"')[0]
    )
    assert (page.parent / source).resolve().is_file()
