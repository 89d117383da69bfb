"""Maturity: the level is computed, from the ladders that are shipped and those of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.project import ProjectFile
from forgebook.core.visibility import filter_graph
from forgebook.releasing.maturity import Maturity, criteria_of, faults_of, frameworks_of, maturity_of, shipped, stories
from support.loading import load, told
from support.sites import records

LADDER: dict[str, Any] = {
    "id": "own",
    "levels": [
        {"level": 2, "title": "Two", "criteria": [{"id": "c", "text": "C"}, {"id": "d", "text": "D"}]},
        {"level": 1, "title": "One", "criteria": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]},
        {"level": 3, "criteria": []},
    ],
}
PROJECT = {"name": "P", "frameworks": [LADDER]}


def graph_of(root: Path, *assessments: dict[str, Any], project: Any = PROJECT) -> ProjectGraph:
    base = {"date": "2025-10-07", "framework": "own", "visibility": "public"}
    files = {f"assessments/a{index}.yml": {**base, **one} for index, one in enumerate(assessments)}
    return load(root, records({"project.yml": project, **files})).graph


def judged(**said: str) -> dict[str, Any]:
    return {"criteria": [{"id": id_, "status": status, "evidence": "As seen"} for id_, status in said.items()]}


def found(root: Path, **said: str) -> Maturity:
    graph = graph_of(root, judged(**said))
    maturity = maturity_of(graph.records["assessment/a0"], graph)
    assert maturity is not None
    return maturity


@pytest.mark.parametrize(
    ("said", "level", "following"),
    [
        ({}, None, 1),
        ({"a": "met"}, None, 1),
        ({"a": "met", "b": "partly"}, None, 1),
        ({"a": "met", "b": "met"}, 1, 2),
        ({"a": "met", "b": "not_applicable"}, 1, 2),
        ({"c": "met", "d": "met"}, None, 1),
        ({"a": "met", "b": "unmet", "c": "met", "d": "met"}, None, 1),
        ({"a": "met", "b": "met", "c": "met", "d": "met"}, 3, None),
        ({"a": "met", "b": "met", "c": "met", "d": "met", "z": "unmet"}, 3, None),
    ],
)
def test_the_highest_level_with_all_below_it(
    said: dict[str, str], level: int | None, following: int | None, tmp_path: Path
) -> None:
    maturity = found(tmp_path, **said)
    assert maturity.level == level
    assert (maturity.next.level.level if maturity.next else None) == following


def test_what_is_next(tmp_path: Path) -> None:
    maturity = found(tmp_path, a="met", b="not_applicable", d="partly")
    assert maturity.next is not None
    assert [(one.criterion.id, one.word) for one in maturity.next.open] == [("c", "not_assessed"), ("d", "partly")]
    assert (maturity.rungs[0].met, maturity.rungs[0].asked) == (1, 1), "what does not apply is not asked"
    assert (maturity.next.met, maturity.next.asked) == (0, 2)


def test_the_shipped_ladder_begins_with_nothing_and_names_its_sources(tmp_path: Path) -> None:
    ladder = frameworks_of(ProjectFile(name="P"))["mlops"]
    assert sorted(level.level for level in ladder.levels) == [0, 1, 2]
    assert [list(faults_of(one)) for one in shipped()] == [[]]
    assert "cloud.google.com" in (ladder.source or "")
    assert all(criterion.source for criterion in criteria_of(ladder))
    graph = graph_of(tmp_path, {"framework": "mlops"})
    maturity = maturity_of(graph.records["assessment/a0"], graph)
    assert maturity is not None
    assert maturity.level == 0


def test_an_own_ladder_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, {"framework": "mlops", **judged(a="met", b="met")},
        project={"name": "P", "frameworks": [{**LADDER, "id": "mlops"}]},
    )  # fmt: skip
    maturity = maturity_of(graph.records["assessment/a0"], graph)
    assert maturity is not None
    assert maturity.level == 1


def test_assessments_of_two_ladders_and_teams_are_two_stories(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, {"date": "2025-02-01"}, {"date": "2025-01-01"}, {"framework": "mlops", "date": "2025-03-01"},
        {"product": "Other", "date": "2024-01-01"},
    )  # fmt: skip
    assert [[record.id for record in story] for story in stories(graph)] == [["a2"], ["a1", "a0"], ["a3"]]


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_a_hidden_criterion_changes_no_level_and_is_not_told(visibility: str, tmp_path: Path) -> None:
    one = judged(a="met", b="met", c="unmet")
    one["criteria"][1]["visibility"] = "team"
    graph = filter_graph(graph_of(tmp_path, one), visibility)
    maturity = maturity_of(graph.records["assessment/a0"], graph)
    assert maturity is not None
    assert maturity.level == 1
    assert [[one.criterion.id for one in rung.judged] for rung in maturity.rungs] == [["a"], ["c"], []]


@pytest.mark.parametrize("written", ["2", "[1]", "{a: b}", ""])
def test_a_typed_level_is_named_and_the_rest_is_read(written: str, tmp_path: Path) -> None:
    text = f"date: 2025-10-07\nframework: mlops\nlevel: {written}\n"
    project = load(tmp_path, {"records/project.yml": "name: P\n", "records/assessments/a.yml": text})
    assert [line.split()[1] for line in told(project)] == ["FB840"]
    assert "assessment/a" in project.graph.records
