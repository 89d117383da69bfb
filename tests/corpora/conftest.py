"""Real material that lies beside the project: found, or the tests say that it is not there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Project, Site, load_project, make_site
from support.corpora import corpora_folder
from support.sites import CONFIGS, EXTENSIONS

EXPECTED = Path(__file__).parent / "adr_expected.yml"
ALL = YAML(typ="safe").load(EXPECTED)


@dataclass
class AdrFolder:
    """A folder of decision files, copied into a project of its own, and what the table says of it."""

    name: str
    root: Path
    expected: dict[str, Any] = field(repr=False)

    @property
    def path(self) -> str:
        """The folder below the project's root."""
        path: str = self.expected["path"]
        return path

    @property
    def settings(self) -> SiteSettings:
        """Settings with the extensions that Material recommends, without caches or a folder of pages."""
        return SiteSettings(
            self.root,
            self.root / "records",
            date(2026, 9, 1),
            markdown_extensions=EXTENSIONS,
            extension_configs=CONFIGS,
        )

    @cached_property
    def project(self) -> Project:
        """The project as read."""
        return load_project(self.settings, git=False)

    @cached_property
    def site(self) -> Site:
        """The site, of which no page is rendered yet."""
        return make_site(self.project, self.settings)

    @cached_property
    def pages(self) -> dict[str, str]:
        """The bodies of all pages by their address."""
        return {view.address: self.site.body(view).html for view in self.site.views()}

    @property
    def graph(self) -> ProjectGraph:
        """Its graph."""
        return self.project.graph

    @cached_property
    def by_file(self) -> dict[str, Record]:
        """Records by the name of their file."""
        return {Path(r.source.path).name: r for r in self.graph.of("decision")}

    def text(self, file: str) -> str:
        """A file's text."""
        return (self.root / self.path / file).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real material. Absence skips; with FORGEBOOK_CORPORA_REQUIRED=1 it fails."""
    return corpora_folder()


@pytest.fixture(scope="session")
def adr_folder(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], AdrFolder]:
    """A folder of decision files by its name, copied and read once."""
    known: dict[str, AdrFolder] = {}

    def of(name: str) -> AdrFolder:
        if name not in known:
            known[name] = _copied(corpora / "adr" / name, name, tmp_path_factory.mktemp(name))
        return known[name]

    return of


@pytest.fixture
def folder(request: pytest.FixtureRequest, adr_folder: Callable[[str], AdrFolder]) -> AdrFolder:
    """The folder that a test is parametrized with."""
    return adr_folder(request.param)


def _copied(source: Path, name: str, root: Path) -> AdrFolder:
    path = ALL[name]["path"]
    shutil.copytree(source / path, root / path)
    (root / "records").mkdir()
    project = f"name: {name}\nsources:\n  - {{kind: decision, path: {path}}}\n"
    (root / "records" / "project.yml").write_text(project, encoding="utf-8")
    return AdrFolder(name, root, ALL[name])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test that asks for a `folder` every folder, and one that asks for an `entry` every file too."""
    if "entry" in metafunc.fixturenames:
        pairs = [(name, entry) for name in ALL for entry in ALL[name]["files"]]
        ids = [f"{name}/{entry['file']}" for name, entry in pairs]
        metafunc.parametrize(("folder", "entry"), pairs, indirect=["folder"], ids=ids)
    elif "folder" in metafunc.fixturenames:
        metafunc.parametrize("folder", list(ALL), indirect=True)
