"""Releases: since when a component is the same; people and roles on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.loading import AS_OF, faults, load

PROJECT = "name: A\nrepositories: [{id: engine}, {id: app}]\naudiences: [{id: users}, {id: makers, title: Makers}]\n"


def release(id_: str, previous: str = "", **fields: Any) -> dict[str, Any]:
    parts = [{"repository": "engine", "version": id_, "commit": "99e0658"}]
    record = {"version": id_, "status": "released", "released_on": "2025-01-01", "components": parts, **fields}
    return {f"records/releases/{id_}.yml": {**record, **({"previous": previous} if previous else {})}}


def facts(root: Path, id_: str, *releases: dict[str, Any]) -> dict[str, Any]:
    files = {name: content for one in releases for name, content in one.items()}
    project = load(root, {"records/project.yml": PROJECT, **files})
    assert faults(project) == []
    record = project.graph.records[f"release/{id_}"]
    return project.graph.kinds["release"].facts(record, project.graph)


def test_since_when_a_component_is_the_same(tmp_path: Path) -> None:
    def parts(engine: str, app: str) -> list[dict[str, str]]:
        return [
            {"repository": "engine", "version": engine, "commit": "a1"},
            {"repository": "app", "version": app, "commit": "a2"},
        ]

    found = facts(
        tmp_path, "v3", release("v1", components=parts("1", "1")), release("v2", "v1", components=parts("2", "1")),
        release("v3", "v2", components=parts("2", "1")),
    )  # fmt: skip
    assert [(part.component.repository, part.since.ref) for part in found["parts"]] == [
        ("engine", "release/v2"), ("app", "release/v1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "word"),
    [({}, None), ({"left": "2025-11-19"}, "left the team"), ({"left": "2025-11-20"}, None),
     ({"left": "2025-12-31"}, None),
     ({"status": "leaving"}, "leaving"), ({"status": "emeritus"}, "left the team")],
)  # fmt: skip
def test_people_on_a_day(fields: dict[str, str], word: str | None, tmp_path: Path) -> None:
    graph = load(tmp_path, {"records/people/a.yml": {"title": "A", **fields}}).graph
    status = graph.status(graph.records["person/a"])
    assert (status.word if status else None) == word


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [("", "", True), ("2025-11-20", "", True), ("2025-11-21", "", False), ("", "2025-11-20", True),
     ("", "2025-11-19", False)],
)  # fmt: skip
def test_roles_on_a_day(start: str, end: str, held: bool, tmp_path: Path) -> None:
    holder = {"person": "a", **({"from": start} if start else {}), **({"to": end} if end else {})}
    files = {"records/people/a.yml": {"title": "A"}, "records/roles/r.yml": {"title": "R", "holders": [holder]}}
    graph = load(tmp_path, files, as_of=AS_OF).graph
    record = graph.records["role/r"]
    facts_ = graph.kinds["role"].facts(record, graph)
    assert (len(facts_["now"]), len(facts_["before"])) == (1, 0) if held else (0, 1)
    assert (graph.status(record) is None) is held
