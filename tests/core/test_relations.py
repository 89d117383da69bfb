"""Relations: written on one side, shown on both."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.core.graph import ProjectGraph
from support.loading import faults, load, told
from support.properties import examples

INVERSES = {
    "supersedes": "superseded_by", "superseded_by": "supersedes", "partly_supersedes": "partly_superseded_by",
    "amends": "amended_by", "amended_by": "amends", "depends_on": "needed_by", "relates_to": "relates_to",
}  # fmt: skip
IDS = ("a", "b", "c", "d", "e")


def decision(id_: str, **fields: Any) -> dict[str, Any]:
    return {f"records/decisions/{id_}.yml": {"title": id_.upper(), "status": "draft", **fields}}


def graph_of(root: Path, *records: dict[str, Any]) -> ProjectGraph:
    return load(root, {name: content for record in records for name, content in record.items()}).graph


WRITTEN = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from(sorted(INVERSES))),
    st.lists(st.sampled_from(IDS), max_size=3, unique=True),
)


@given(WRITTEN)
@examples(40)
def test_every_written_relation_stands_on_both_sides(written: dict[tuple[str, str], list[str]]) -> None:
    fields: dict[str, dict[str, list[str]]] = {id_: {} for id_ in IDS}
    for (source, name), targets in written.items():
        fields[source][name] = targets
    with TemporaryDirectory() as folder:
        graph = graph_of(Path(folder), *(decision(id_, **fields[id_]) for id_ in IDS))
    wanted: dict[str, dict[str, set[str]]] = {}
    for (source, name), targets in written.items():
        for target in set(targets) - {source}:
            for one, relation, other in ((source, name, target), (target, INVERSES[name], source)):
                wanted.setdefault(f"decision/{one}", {}).setdefault(relation, set()).add(f"decision/{other}")
    shown = {ref: {name: set(refs) for name, refs in names.items()} for ref, names in graph.relations.items()}
    assert shown == wanted
    assert all(len(refs) == len(set(refs)) for names in graph.relations.values() for refs in names.values())


def test_written_on_either_side_it_is_shown_on_both(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, decision("a", supersedes=["b"]), decision("b"), decision("c", superseded_by=["b"]))
    assert graph.relations["decision/b"] == {"superseded_by": ["decision/a"], "supersedes": ["decision/c"]}
    assert graph.relations["decision/a"] == {"supersedes": ["decision/b"]}
    assert graph.relations["decision/c"] == {"superseded_by": ["decision/b"]}


def test_written_on_both_sides_and_agreeing_is_fine(tmp_path: Path) -> None:
    project = load(tmp_path, {**decision("a", amends=["b", "c"]), **decision("b", amended_by=["a"]), **decision("c")})
    assert told(project) == []
    assert project.graph.relations["decision/b"] == {"amended_by": ["decision/a"]}


def test_one_side_that_leaves_the_other_out_is_an_error_there(tmp_path: Path) -> None:
    files = {**decision("a", amends=["b"]), **decision("b", amended_by=["c"]), **decision("c")}
    (line,) = told(load(tmp_path, files))
    assert line.startswith("decisions/b.yml:1:")
    assert "FB304 decision/a says amends decision/b, but decision/b lists others under amended by" in line


def test_related_decisions_may_each_name_others(tmp_path: Path) -> None:
    files = {**decision("a", relates_to=["b"]), **decision("b", relates_to=["c"]), **decision("c")}
    project = load(tmp_path, files)
    assert told(project) == []
    assert project.graph.relations["decision/b"]["relates_to"] == ["decision/a", "decision/c"]


def test_the_scope_of_a_relation_is_told_from_both_sides(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, decision("a", supersedes=[{"ref": "b", "scope": "for inputs"}]), decision("b"))
    assert graph.scope("decision/a", "supersedes", "decision/b") == "for inputs"
    assert graph.scope("decision/b", "superseded_by", "decision/a") == "for inputs"


def sprint(id_: str, month: int, improvements: list[str] | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = {"start": f"2025-{month:02}-01", "end": f"2025-{month:02}-25"}
    if improvements is not None:
        fields["improvements"] = improvements
    return {f"records/sprints/{id_}.yml": fields}


def retro(id_: str, month: int, target: str | None = None, **fields: Any) -> dict[str, Any]:
    agreed = {"id": id_, "statement": id_, **({"target_sprint": target} if target else {})}
    return {f"records/retros/{id_}.yml": {"date": f"2025-{month:02}-26", "improvement": agreed, **fields}}


def test_an_improvement_that_is_tried_again_stands_in_both_sprints(tmp_path: Path) -> None:
    files = {
        **sprint("1", 1), **sprint("2", 2, ["bell"]), **sprint("3", 3, ["bell"]),
        **retro("bell", 1, "2"),
        **retro("flag", 2, "3", reviewed=[{"improvement": "bell", "verdict": "partly", "next": "retry"}]),
    }  # fmt: skip
    files["records/sprints/3.yml"]["improvements"].append("flag")
    project = load(tmp_path, files)
    assert faults(project) == []
    assert project.graph.relations["improvement/bell"]["target_sprint"] == ["sprint/2", "sprint/3"]


@pytest.mark.parametrize(
    ("second", "third", "where"),
    [
        (["flag"], ["bell"], "sprints/2.yml"),
        ([], ["bell"], "retros/bell.yml"),
    ],
)
def test_a_sprint_and_an_improvement_that_disagree(
    second: list[str], third: list[str], where: str, tmp_path: Path
) -> None:
    """The improvement names sprint 2, but another sprint lists it; sprint 2 names another, or none."""
    files = {
        **sprint("1", 1), **sprint("2", 2, second), **sprint("3", 3, third), **retro("bell", 1, "2"),
        "records/retros/flag.yml": {"date": "2025-02-26", "improvement": {"id": "flag", "statement": "Flag"}},
    }  # fmt: skip
    errors = [line for line in told(load(tmp_path, files)) if " FB304 " in line]
    assert any(line.startswith(where) for line in errors), errors


def test_events_of_all_records_stand_in_order(tmp_path: Path) -> None:
    days = ["2025-03-01", "2024-01-01", "2025-02-02", "2025-02-01"]
    ids = zip(IDS, days, strict=False)
    graph = graph_of(tmp_path, *(decision(id_, status="accepted", decided=day) for id_, day in ids), retro("bell", 2))
    told_days = [event.date.isoformat() for event in graph.events]
    assert told_days == sorted(told_days)
    assert {"decision", "retro", "improvement"} <= {event.kind for event in graph.events}
    assert json.dumps(told_days).count("2025-02-26") == 2
