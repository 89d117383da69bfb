"""Assumptions: their risk on scales of any length, and for which releases each holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.visibility import filter_graph
from forgebook.releasing.assumptions import held_by, in_force, risk_at, state_of
from support.loading import load
from support.sites import records

PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
OUT = {"status": "released", "components": PARTS, "visibility": "public"}
RELEASES: dict[str, Any] = {
    "releases/v1.yml": {**OUT, "version": "v1", "released_on": "2024-01-01"},
    "releases/v2.yml": {**OUT, "version": "v2", "previous": "v1", "released_on": "2024-06-01"},
    "releases/v2-1.yml": {**OUT, "version": "v2.1", "previous": "v2", "released_on": "2025-06-01",
                          "maintenance_line": "old"},
    "releases/v3.yml": {**OUT, "version": "v3", "previous": "v2", "released_on": "2025-01-01"},
    "releases/v4.yml": {"version": "v4", "previous": "v3", "status": "planned", "planned_on": "2025-12-20",
                        "visibility": "public"},
}  # fmt: skip
"""v1 → v2 → v3 → v4 (planned), and v2.1, kept alive beside v3."""

PROJECT = "name: P\nrepositories: [{id: engine}]\nmaintenance_lines: [{id: old}]\n"


def graph_of(root: Path, project: str = PROJECT, releases: dict[str, Any] = RELEASES, **given: Any) -> ProjectGraph:
    base = {"statement": "It is so", "quality": "low", "impact": "low", "visibility": "public"}
    files = {f"assumptions/{name.replace('_', '-')}.yml": {**base, **values} for name, values in given.items()}
    return load(root, {"records/project.yml": project, **records({**releases, **files})}).graph


def held(graph: ProjectGraph, release: str) -> set[str]:
    return {record.id for record in held_by(graph.records[f"release/{release}"], graph)}


@pytest.mark.parametrize(
    ("quality", "impact", "qualities", "impacts", "word"),
    [
        (0, 2, 3, 3, "high"),
        (0, 1, 3, 3, "high"),
        (1, 2, 3, 3, "high"),
        (1, 1, 3, 3, "medium"),
        (0, 0, 3, 3, "medium"),
        (2, 2, 3, 3, "medium"),
        (2, 1, 3, 3, "low"),
        (2, 0, 3, 3, "low"),
        (0, 1, 4, 4, "high"),  # 1 + 1/3 is 4/3 to the last digit
        (0, 0, 1, 1, "medium"),
        (0, 4, 2, 5, "high"),
    ],
)
def test_risk(quality: int, impact: int, qualities: int, impacts: int, word: str) -> None:
    assert risk_at(quality, impact, qualities=qualities, impacts=impacts).word == word


def test_since_and_until_go_by_ancestry(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, always={}, from_two={"since": "v2"}, to_two={"until": "v2"}, from_three={"since": "v3"})
    assert held(graph, "v1") == {"always", "to-two"}
    assert held(graph, "v2") == {"always", "to-two", "from-two"}, "until is the last release that rests on it"
    assert held(graph, "v2-1") == {"always", "from-two"}, "newer than v3 by its day, and it does not follow it"
    assert held(graph, "v4") == {"always", "from-two", "from-three"}


def test_one_that_ended_on_another_line_goes_on(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, one={"until": "v2-1"})
    assert held(graph, "v3") == {"one"}


def test_a_successor_takes_its_place_from_its_own_release_on(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, first={"since": "v1"}, second={"since": "v2", "until": "v2", "supersedes": ["first"]},
        third={"since": "v4", "supersedes": ["second"]},
    )  # fmt: skip
    assert held(graph, "v1") == {"first"}
    assert held(graph, "v2") == {"second"}
    assert held(graph, "v3") == set(), "what was superseded does not come back when its successor ends"
    assert held(graph, "v4") == {"third"}


def test_how_each_stands_today(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, one={"since": "v3"}, two={"since": "v4"}, three={"since": "v1"}, four={"until": "v1"},
        five={"since": "v3", "supersedes": ["three"]}, six={"since": "v1"}, seven={"since": "v2", "supersedes": "six"},
    )  # fmt: skip
    found = {record.id: state_of(record, graph) for record in graph.of("assumption")}
    assert found == {
        "one": "in_force", "two": "to_come", "three": "in_force", "four": "ended", "five": "in_force",
        "six": "superseded", "seven": "in_force",
    }, "three still holds for v2.1, which is kept alive"  # fmt: skip


def test_without_releases(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, releases={}, one={}, two={"supersedes": ["one"]})
    assert {record.id: state_of(record, graph) for record in graph.of("assumption")} == {
        "one": "superseded", "two": "in_force",
    }  # fmt: skip


def test_a_circle_ends_and_the_pages_stand(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, one={"supersedes": ["two"]}, two={"supersedes": ["one"]})
    assert held(graph, "v1") == set()


def test_a_product_of_its_own(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, one={"product": "Other"}, two={})
    assert held(graph, "v1") == {"two"}


def test_the_riskiest_first_and_off_the_scale_before_all(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, low={"quality": "high"}, high={"impact": "high"}, odd={"quality": "odd"}, mid={"impact": "low"},
    )  # fmt: skip
    assert [record.id for record in in_force(graph)] == ["odd", "high", "mid", "low"]


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_a_filtered_graph_tells_what_the_whole_one_knows(visibility: str, tmp_path: Path) -> None:
    hidden = {
        name: {**values, "visibility": "team"} if "v2.yml" in name else values for name, values in RELEASES.items()
    }
    whole = graph_of(
        tmp_path, releases=hidden, from_two={"since": "v2"}, old={"since": "v1"},
        secret={"since": "v2", "supersedes": ["old"], "visibility": "team"},
    )  # fmt: skip
    graph = filter_graph(whole, visibility)
    assert held(graph, "v1") == {"old"}
    assert held(graph, "v3") == {"from-two"}
    assert {record.id: state_of(record, graph) for record in graph.of("assumption")} == {
        "old": "superseded", "from-two": "in_force",
    }  # fmt: skip
    assert graph.records["assumption/from-two"].f.since is None
