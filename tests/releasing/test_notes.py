"""Which deployments call for notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.releasing.notes import arrivals, note_of
from support.lines import HARBOUR
from support.loading import load


def graph_of(root: Path, events: list[dict[str, Any]]) -> ProjectGraph:
    return load(root, {**HARBOUR, "records/deployments/all.yml": events}).graph


def event(release: str, at: str, outcome: str = "succeeded", environment: str = "live", **more: Any) -> dict[str, Any]:
    return {"environment": environment, "release": release, "at": at, "outcome": outcome, **more}


OLD = [event("1.1", "2025-01-02"), event("2.0", "2025-02-01")]


def arrived(tmp_path: Path, new: list[dict[str, Any]]) -> list[str]:
    before, now = graph_of(tmp_path / "before", OLD), graph_of(tmp_path / "now", OLD + new)
    return [arrival.release.id for arrival in arrivals(before, now, "live")]


def test_what_is_new_in_the_environment_arrives_in_order_of_time(tmp_path: Path) -> None:
    new = [
        event("2.2", "2025-03-05T10:00+00:00"),
        event("1.3", "2025-03-01"),
        event("3.0", "2025-03-06", environment="trial"),
    ]
    assert arrived(tmp_path, new) == ["1.3", "2.2"]


def test_a_failure_a_component_and_a_return_are_no_arrivals(tmp_path: Path) -> None:
    new = [event("2.2", "2025-03-05", "failed"), event("1.1", "2025-03-06"),
           event("1.3", "2025-03-07", component="code")]  # fmt: skip
    assert arrived(tmp_path, new) == []


def test_what_was_taken_back_in_the_same_push_is_not_announced(tmp_path: Path) -> None:
    new = [event("2.2", "2025-03-05T10:00+00:00"), event("2.2", "2025-03-05T12:00+00:00", "rolled_back")]
    assert arrived(tmp_path, new) == []


def test_a_note_holds_what_concerns_its_audience(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, [])
    note = note_of(graph.records["release/2.2"], "users", graph)
    assert [c.ref for c in note.changes][:1] == ["release/2.2#rerun"]
    assert {c.id.rpartition("#")[2] for c in note.changes} == {"rerun", "tide", "moss", "wording", "ropes-are-counted"}
    assert [effect.direction for effect in note.effects] == ["down", "up"]
    assert [issue.id for issue in note.issues] == ["fog"]
    assert note.before is not None
    assert note.before.id == "2.1"
    hosts = note_of(graph.records["release/2.2"], "hosts", graph)
    assert {c.id.rpartition("#")[2] for c in hosts.changes} == {"moss", "wording", "ropes-are-counted"}
