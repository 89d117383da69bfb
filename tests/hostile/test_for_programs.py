"""Files that programs read: none lies outside of its folder, and no text in them acts where it is read as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest

from forgebook.core.views import SiteFile
from forgebook.exporting.llms import text_files
from forgebook.feeds.api import api_files, index
from support.active import findings
from support.sites import PROJECT, WORLD, build, mkdocs_yml, records, site_of, with_public, write

CLIMBING = (
    "../../../../climbed",
    "../climbed",
    "/climbed",
    "a/../../../../climbed",
    "..",
    ".",
    "C:\\climbed",
    "x" * 300,
)
TAGS = (
    "<script>alert(1)</script>", "<a href='javascript:alert(1)'>z</a>", "</title><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))", "](javascript:alert(1)) [x", "&lt;script&gt;alert(1)&lt;/script&gt;",
)  # fmt: skip


def climbing(root: Path) -> Path:
    """A release whose changes and known issues have ids that are paths."""
    release = {
        "version": "2", "status": "planned", "visibility": "public",
        "changes": [{"kind": "added", "summary": "S", "id": id_} for id_ in CLIMBING],
        "known_issues": [{"summary": "S", "id": id_} for id_ in CLIMBING],
    }  # fmt: skip
    files = records(with_public({**WORLD, "releases/v2.yml": release}))
    return write(root, {"records/project.yml": PROJECT, "mkdocs.yml": mkdocs_yml(["forgebook/feeds"]), **files})


def test_a_record_of_the_api_stays_in_its_folder(tmp_path: Path) -> None:
    graph = site_of(climbing(tmp_path)).graph
    assert len(graph.of("known-issue")) == len(CLIMBING)
    files = [file.address for file in api_files(graph)]
    assert len({address.casefold() for address in files}) == len(files), "each has a file of its own"
    for address in files:
        parts = address.split("/")
        assert not {"", ".", ".."} & set(parts), address
        assert not set(address) & set("\\:\0"), address
        assert max(map(len, parts)) <= 255, address
    told = {entry["api"] for entry in index(graph)["records"]}
    assert told <= set(files), "the index tells where they are"


def test_nothing_is_built_outside_the_site(tmp_path: Path) -> None:
    site = build(climbing(tmp_path / "a" / "b"))
    assert (site / "api/v1/index.json").is_file()
    assert [path for path in tmp_path.rglob("*climbed*") if site not in path.parents] == []


def texts(root: Path) -> Iterator[SiteFile]:
    named = {f"decisions/d{i}.yml": {"title": tag, "status": "draft", "tags": [tag]} for i, tag in enumerate(TAGS)}
    terms = {f"glossary/t{i}.yml": {"title": tag, "meaning": tag} for i, tag in enumerate(TAGS)}
    project = {**PROJECT, "name": TAGS[0], "purpose": " ".join(TAGS)}
    site = site_of(write(root, {"records/project.yml": project, **records({**WORLD, **named, **terms})}))
    return text_files([(view, site.body(view)) for view in site.views()], site.graph, site.settings, site.renderer)


@pytest.mark.parametrize("extensions", [[], ["tables", "fenced_code", "attr_list", "md_in_html"]], ids=["bare", "more"])
def test_texts_stay_texts_where_they_are_rendered(extensions: list[str], tmp_path: Path) -> None:
    bad = {}
    for file in texts(tmp_path):
        if found := findings(markdown.markdown(file.content.decode(), extensions=extensions)):
            bad[file.address] = sorted(found)
    assert bad == {}


def test_the_words_are_still_there(tmp_path: Path) -> None:
    """The control: a tag of a record, and a title, that look like an element are shown as they were written."""
    found = {file.address: markdown.markdown(file.content.decode()) for file in texts(tmp_path)}
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert shown in found["decisions/d0.md"]
    assert shown in found["llms.txt"]
