"""A project with two maintenance lines, whose comparisons were worked out by hand."""

from __future__ import annotations

from typing import Any

PROJECT: dict[str, Any] = {
    "name": "Harbour model",
    "default_visibility": "public",
    "repositories": [{"id": "code", "title": "Code"}, {"id": "data"}, {"id": "maps"}],
    "audiences": [{"id": "users", "title": "Users"}, {"id": "hosts", "title": "Hosts"}],
    "maintenance_lines": [{"id": "main"}, {"id": "old"}],
    "environments": [{"id": "trial", "order": 1}, {"id": "live", "order": 2}],
    "gates": [{"id": "review", "title": "Review"}],
}


def release(version: str, previous: str | None = None, **more: Any) -> dict[str, Any]:
    """A release that is out, as a file has it."""
    told: dict[str, Any] = {"version": version, "status": "released", "released_on": "2025-01-01", **more}
    return {**told, **({"previous": previous} if previous else {})}


def change(id_: str | None, summary: str, **more: Any) -> dict[str, Any]:
    """A change inside a release."""
    return {**({"id": id_} if id_ else {}), "kind": "fixed", "summary": summary, **more}


def files_of(releases: dict[str, dict[str, Any]], fragments: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """A project of some releases and fragments, by path."""
    files: dict[str, Any] = {"records/project.yml": PROJECT}
    files.update({f"records/releases/{name}.yml": told for name, told in releases.items()})
    files.update({f"records/changes/{name}.yml": told for name, told in (fragments or {}).items()})
    return files


HARBOUR = files_of(
    {
        "1.0": release("1.0", maintenance_line="main", changes=[change("start", "It starts")]),
        "1.1": release("1.1", "1.0", maintenance_line="main", changes=[change("wording", "New words")]),
        "2.0": release("2.0", "1.1", maintenance_line="main", aliases=["two"], changes=[
            change("quay", "Quays have a length", audience="users"),
            change("api", "The old interface is gone", breaking=True, audience="hosts"),
        ]),
        "2.1": release("2.1", "2.0", maintenance_line="main", status="withdrawn",
                       withdrawn={"date": "2025-01-02", "reason": "Wrong <b>tides</b>"}),
        "2.2": release("2.2", "2.1", maintenance_line="main", released_on="2025-03-05", changes=[
            change("wording", "Other words"), change(None, "Ropes  are counted"),
            change("tide", "Tides", impact={"direction": "up", "size": "up to 3 %"}, audience="users"),
            change("rerun", "Berths", action="Rerun", act_by="2025-12-24", audience="users",
                   impact={"direction": "down"}, affected_since="1.0"),
        ], known_issues=[{"id": "rust", "summary": "Rust & moss", "found_in": "1.0", "fixed_in": "2.2"},
                         {"id": "fog", "summary": "Fog", "found_in": "2.0"}]),
        "1.2": release("1.2", "1.1", maintenance_line="old"),
        "1.3": release("1.3", "1.2", maintenance_line="old", changes=[
            change("quay", "The length of quays is told"), change(None, "ropes are counted"),
            change("lamp", "Lamps shine"),
        ]),
        "0.9": release("0.9", changes=[change("stone", "A stone")]),
        "3.0": {"version": "3.0", "previous": "2.2", "status": "planned", "maintenance_line": "main"},
        "charts/1.0": release("1.0", product="Charts", changes=[change("ink", "Ink")]),
        "charts/1.1": release("1.1", "charts/1.0", product="Charts", changes=[change("ink", "More ink")]),
    },
    {
        "leak": {"kind": "fixed", "summary": "A leak", "releases": ["2.1", "1.2"]},
        "moss": {"kind": "added", "summary": "Moss", "releases": ["2.2"], "visibility": "team"},
    },
)  # fmt: skip
"""Two lines that part after 1.1.

main: 1.0 - 1.1 - 2.0 - 2.1 (withdrawn) - 2.2 - 3.0 (planned); old: 1.1 - 1.2 - 1.3; 0.9 stands alone. Charts are
another product. The fragment `leak` is in 2.1 and 1.2; `quay` was written out in 2.0 and 1.3, with the same id and
other words; "Ropes are counted" was written out in 2.2 and 1.3 without an id.
"""
