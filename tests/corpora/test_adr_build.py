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


@pytest.fixture(scope="module")
def built(adr_folder: Any) -> tuple[Any, Path, str]:
    """The folder, its built site and what MkDocs said."""
    folder = adr_folder("govuk-aws")
    (folder.root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    site = folder.root / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, cwd=folder.root, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder, site, done.stderr


def test_a_strict_build_succeeds_and_warns_of_nothing(built: Any) -> None:
    assert [line for line in built[2].split("\n") if line.startswith(("WARNING", "ERROR"))] == []


def test_each_file_is_one_page_at_its_own_address(built: Any) -> None:
    folder, site, _ = built
    pages = {path.parent.name for path in (site / "architecture" / "decisions").glob("*/index.html")}
    assert pages == {file.removesuffix(".md") for file in folder.by_file}
    assert len(pages) == 38


def test_a_picture_stands_on_its_page(built: Any) -> None:
    _, site, _ = built
    page = site / "architecture" / "decisions" / "0015-dns-infrastructure" / "index.html"
    html = page.read_text(encoding="utf-8")
    source = next(
        part.partition('"')[0] for part in html.split('src="') if "0015-govuk-aws-dns.jpg" in part.partition('"')[0]
    )
    assert (page.parent / source).resolve().is_file()
