"""Trains: which repository went along at which version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.releasing.trains import matrices_of, strands_of, trains_of
from support.lines import files_of, release
from support.loading import load


def of(**versions: str) -> list[dict[str, str]]:
    return [
        {"repository": repository, "version": version, "commit": "a" * 40} for repository, version in versions.items()
    ]


def graph_of(root: Path, releases: dict[str, dict[str, Any]]) -> ProjectGraph:
    return load(root, files_of(releases)).graph


def harbour(root: Path) -> ProjectGraph:
    return graph_of(root, {
        "1.0": release("1.0", train="Harbour", maintenance_line="main", released_on="2025-01-01",
                       components=of(code="1", data="1")),
        "1.1": release("1.1", "1.0", train="harbour ", maintenance_line="main", released_on="2025-02-01",
                       components=of(data="1", code="2", maps="1")),
        "1.2": release("1.2", "1.1", train="harbour", maintenance_line="main", released_on="2025-03-01",
                       components=of(code="2", data="2", maps="1")),
        "1.1.1": release("1.1.1", "1.1", train="harbour", maintenance_line="old", released_on="2025-04-01",
                         components=of(code="2.1", data="1")),
        "x": release("7", train="Pier", released_on="2024-01-01", components=of(code="7")),
    })  # fmt: skip


def test_trains_by_name_the_newest_first(tmp_path: Path) -> None:
    trains = trains_of(harbour(tmp_path))
    assert [(train.name, [r.id for r in train.releases]) for train in trains] == [
        ("harbour", ["1.1.1", "1.2", "1.1", "1.0"]), ("Pier", ["x"]),
    ]  # fmt: skip


def test_a_matrix_for_each_line_says_since_when_a_version_is_the_same(tmp_path: Path) -> None:
    graph = harbour(tmp_path)
    old, main = matrices_of(trains_of(graph)[0].releases, graph)
    assert (old.line, main.line) == ("old", "main")
    assert main.repositories == (("code", "Code"), ("data", "data"), ("maps", "maps"))
    told = {
        row.release.id: [(c.component.version, c.since.id, c.is_new) if c else None for c in row.cells]
        for row in (*main.rows, *old.rows)
    }
    assert told == {
        "1.2": [("2", "1.1", False), ("2", "1.2", True), ("1", "1.1", False)],
        "1.1": [("2", "1.1", True), ("1", "1.0", False), ("1", "1.1", True)],
        "1.0": [("1", "1.0", True), ("1", "1.0", True), None],
        "1.1.1": [("2.1", "1.1.1", True), ("1", "1.0", False)],
    }


def test_strands_tell_each_repository_its_versions(tmp_path: Path) -> None:
    graph = harbour(tmp_path)
    strands = strands_of([r for r in trains_of(graph)[0].releases if r.f.maintenance_line == "main"], graph)
    told = {strand.title: [(v, newest.id, since.id) for v, newest, since in strand.versions] for strand in strands}
    assert told == {
        "Code": [("2", "1.2", "1.1"), ("1", "1.0", "1.0")],
        "data": [("2", "1.2", "1.2"), ("1", "1.1", "1.0")],
        "maps": [("1", "1.2", "1.1")],
    }
