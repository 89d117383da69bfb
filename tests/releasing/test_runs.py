"""Which runs a change touches, and how far one may rely on a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.visibility import filter_graph
from forgebook.releasing.runs import changes_touching, reliance_of, runs_touched
from support.loading import load

PROJECT = "name: A\nrepositories: [{id: engine}]\nmaintenance_lines: [{id: main}, {id: old}]\n"
PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
LINE = {
    "1.0": ("", "2025-01-01"),
    "1.1": ("1.0", "2025-02-01"),
    "2.0": ("1.1", "2025-03-01"),
    "3.0": ("2.0", "2025-06-01"),
}
"""Version, the one before it, its day."""


def releases(**more: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for version, (previous, day) in LINE.items():
        record = {
            "version": version, "status": "released", "released_on": day, "components": PARTS, "visibility": "public",
            "maintenance_line": "main", **({"previous": previous} if previous else {}),
            **more.get(f"v{version.replace('.', '')}", {}),
        }  # fmt: skip
        found[f"records/releases/{version}.yml"] = record
    found["records/releases/1.2.yml"] = {
        "version": "1.2", "status": "released", "released_on": "2025-07-01", "components": PARTS, "previous": "1.1",
        "maintenance_line": "old", "visibility": "public", **more.get("v12", {}),
    }  # fmt: skip
    return found


def run(release: str, day: str, **more: Any) -> dict[str, Any]:
    return {"release": release, "run_at": day, "visibility": "public", **more}


RUNS = {
    "r10": run("1.0", "2025-01-10"), "r11": run("1.1", "2025-02-10"), "r20": run("2.0", "2025-03-10T12:00+01:00"),
    "r20-late": run("2.0", "2025-06-20"), "r30": run("3.0", "2025-06-21"), "r12": run("1.2", "2025-07-10"),
}  # fmt: skip


def read(root: Path, change: dict[str, Any] | None = None, at: str = "v30", **more: Any) -> Any:
    inline = {at: {"changes": [{"id": "fix", "kind": "fixed", "summary": "Fixed", **change}]}} if change else {}
    runs = {f"records/runs/{name}.yml": content for name, content in {**RUNS, **more}.items()}
    return load(root, {"records/project.yml": PROJECT, **releases(**inline), **runs}).graph


def touched(root: Path, change: dict[str, Any], at: str = "3.0") -> dict[str, str]:
    graph = read(root, change, f"v{at.replace('.', '')}")
    return {touch.run.id: touch.doubt for touch in runs_touched(graph.records[f"release/{at}#fix"], graph)}


def test_by_release(tmp_path: Path) -> None:
    found = touched(tmp_path, {"affected_since": "1.1"})
    assert found == {"r11": "", "r20": "", "r20-late": "", "r12": "line"}


def test_the_days_narrow_it(tmp_path: Path) -> None:
    change = {"affected_since": "1.1", "affected_runs": {"from": "2025-03-01", "to": "2025-06-01"}}
    assert touched(tmp_path, change) == {"r20": "", "r20-late": "later", "r12": "later"}


def test_by_days_alone(tmp_path: Path) -> None:
    assert touched(tmp_path, {"affected_runs": {"from": "2025-01-01", "to": "2025-02-10"}}) == {"r10": "", "r11": ""}


def test_since_a_version_that_is_older_than_the_records(tmp_path: Path) -> None:
    assert touched(tmp_path, {"affected_since": "0.9"}, at="1.1") == {"r10": ""}


def test_a_fix_in_another_line_makes_nothing_certain(tmp_path: Path) -> None:
    found = touched(tmp_path, {"affected_since": "1.1"}, at="1.2")
    assert found == {"r11": "", "r20": "line", "r20-late": "line", "r30": "line"}


@pytest.mark.parametrize(
    "change",
    [{"detail": "More"}, {"affected_since": "1.1", "impact": {"direction": "none"}}, {"impact": {"direction": "up"}}],
)
def test_a_change_that_names_no_runs_or_leaves_results_touches_none(change: dict[str, Any], tmp_path: Path) -> None:
    assert touched(tmp_path, change) == {}


def test_both_sides_tell_the_same(tmp_path: Path) -> None:
    graph = read(tmp_path, {"affected_since": "1.1", "action": "Run it again"})
    change = graph.records["release/3.0#fix"]
    from_change = {touch.run.ref for touch in runs_touched(change, graph)}
    from_runs = {r.ref for r in graph.of("run") if any(t.change is change for t in changes_touching(r, graph))}
    assert from_change == from_runs != set()


def word(graph: Any, name: str) -> str:
    return reliance_of(graph.records[f"run/{name}"], graph).word


def test_how_far_one_may_rely_on_a_run(tmp_path: Path) -> None:
    later = {"again": run("3.0", "2025-06-22", replaces="r20")}
    graph = read(tmp_path, {"affected_since": "1.1", "action": "Run it again"}, **later)
    words = {name: word(graph, name) for name in (*RUNS, "again")}
    assert words == {
        "r10": "stands", "r11": "touched", "r20": "replaced", "r20-late": "touched", "r30": "stands", "r12": "look",
        "again": "stands",
    }  # fmt: skip
    assert reliance_of(graph.records["run/r11"], graph).must_act


def test_a_change_that_is_to_come_and_a_release_that_is_gone(tmp_path: Path) -> None:
    gone = {"status": "withdrawn", "withdrawn": {"date": "2025-03-20", "reason": "Wrong"}}
    coming = {"status": "planned", "released_on": None, "changes": [
        {"id": "fix", "kind": "fixed", "summary": "Fixed", "affected_since": "1.1"},
    ]}  # fmt: skip
    runs = {f"records/runs/{name}.yml": content for name, content in RUNS.items()}
    graph = load(tmp_path, {"records/project.yml": PROJECT, **releases(v20=gone, v30=coming), **runs}).graph
    assert word(graph, "r11") == "coming"
    assert word(graph, "r20") == "withdrawn"


def test_a_filtered_graph_does_not_say_that_a_run_stands(tmp_path: Path) -> None:
    graph = read(tmp_path, {"affected_since": "1.1", "visibility": "team"})
    assert word(graph, "r11") == "touched"
    assert word(filter_graph(graph, "public"), "r11") == "untold"


def test_an_id_is_told_from_what_a_run_says(tmp_path: Path) -> None:
    entries = [
        {"release": "1.0", "run_at": "~2025-01-10T09:00Z", "for": "Planners of the North"},
        {"release": "release/1.0", "run_at": "2025-01-11"},
    ]
    graph = load(tmp_path, {"records/project.yml": PROJECT, **releases(), "records/runs/2025.yml": entries}).graph
    assert [r.id for r in graph.of("run")] == ["1.0-2025-01-10-planners-of-the-north", "1.0-2025-01-11"]
    assert [event.date.isoformat() for event in graph.events if event.kind == "run"] == ["2025-01-10", "2025-01-11"]
