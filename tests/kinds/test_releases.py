"""Releases: known issues, components, what each audience is told; people and roles on a day."""

from __future__ import annotations

from datetime import date
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


@pytest.mark.parametrize(
    ("seen_from", "shown"), [("v1", []), ("v2", ["slow"]), ("v3", ["slow"]), ("v4", ["slow"]), ("v5", [])]
)
def test_a_known_issue_is_shown_from_where_it_was_found_to_where_it_was_fixed(
    seen_from: str, shown: list[str], tmp_path: Path
) -> None:
    issue = {"id": "slow", "summary": "Slow", "found_in": "v2", "fixed_in": "v4"}
    found = facts(
        tmp_path, seen_from, release("v1"), release("v2", "v1"), release("v3", "v2", known_issues=[issue]),
        release("v4", "v3"), release("v5", "v4"),
    )  # fmt: skip
    assert [record.id for record in found["issues"]] == shown


def test_an_issue_without_more_was_found_in_its_own_release_and_is_open(tmp_path: Path) -> None:
    issue = {"id": "slow", "summary": "Slow."}
    line = (release("v1"), release("v2", "v1", known_issues=[issue]), release("v3", "v2"))
    assert facts(tmp_path, "v1", *line)["issues"] == []
    (record,) = facts(tmp_path, "v3", *line)["issues"]
    assert record.title == "Slow"
    assert record.f.found_in == "release/v2"


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


def test_each_audience_is_told_what_concerns_it(tmp_path: Path) -> None:
    changes = [
        {"id": "all", "kind": "added", "summary": "For all"},
        {"id": "users", "kind": "changed", "summary": "For users", "audience": "users", "act_by": "2025-03-01",
         "action": "Log in again", "impact": {"direction": "up", "size": "2 %"}},
        {"id": "both", "kind": "fixed", "summary": "Both", "action": [{"audience": "makers", "text": "Update"}]},
    ]  # fmt: skip
    users, makers = facts(tmp_path, "v1", release("v1", changes=changes))["audiences"]
    assert (users.id, makers.title) == ("users", "Makers")
    assert [c.ref for c, _ in users.acting] == ["release/v1#users"]
    assert {c.ref for c in users.other} == {"release/v1#all", "release/v1#both"}
    assert (users.must_act, users.act_by, users.sentence) == (True, date(2025, 3, 1), "Results go up (2 %).")
    assert [c.ref for c, _ in makers.acting] == ["release/v1#both"]
    assert [c.ref for c in makers.other] == ["release/v1#all"]


@pytest.mark.parametrize(
    ("directions", "sentence"),
    [([], ""), (["none"], "Results stay as they are."), (["up", "down"], "Results change both ways."),
     (["down", "none"], "Results go down.")],
)  # fmt: skip
def test_what_happens_to_results_in_a_sentence(directions: list[str], sentence: str, tmp_path: Path) -> None:
    changes = [{"kind": "changed", "summary": f"C{i}", "impact": {"direction": d}} for i, d in enumerate(directions)]
    changes.append({"kind": "added", "summary": "Another"})
    told = facts(tmp_path, "v1", release("v1", changes=changes))["audiences"]
    assert {entry.sentence for entry in told} == {sentence}


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
