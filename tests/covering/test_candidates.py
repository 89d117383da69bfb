"""What rests on somebody, and who could take it: reasons, no successor, nobody who goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.covering.candidates import candidates, charges
from forgebook.covering.in_flight import in_flight
from support.absences import FILES, graph_of


def offered(subject: str, away: str, graph: ProjectGraph) -> dict[str, list[str]]:
    found = candidates(graph.records[subject], away, graph)
    return {one.person: [reason.plain for reason in one.reasons] for one in found}


def resting_on(person: str, graph: ProjectGraph) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {charge.subject.ref: (charge.without, charge.hows) for charge in charges(graph.records[person], graph)}


def changed(**files: Any) -> dict[str, Any]:
    return {
        **json.loads(json.dumps(FILES)),
        **{f"records/{name.replace('__', '/')}.yml": v for name, v in files.items()},
    }


def test_what_rests_on_somebody_the_most_needed_first(tmp_path: Path) -> None:
    graph = graph_of(tmp_path)
    assert list(resting_on("person/cyd", graph).items()) == [
        ("runbook/stop", ("nobody", ("owner",))),
        ("role/watch", ("nobody", ("holder",))),
        ("area/engine", ("one", ("deputy",))),
        ("runbook/start", ("one", ())),
    ]
    assert resting_on("person/ada", graph) == {
        "area/engine": ("one", ("owner as Keeper",)), "runbook/start": ("one", ("owner",)),
        "role/keeper": ("nobody", ("holder",)),
    }  # fmt: skip
    assert resting_on("person/ben", graph) == {
        "area/charts": ("none_today", ("owner",)), "runbook/draw": ("none_today", ("owner",)),
        "role/keeper": ("one", ("deputy",)),
    }  # fmt: skip
    assert resting_on("person/eve", graph) == {}


def test_each_candidate_has_a_reason(tmp_path: Path) -> None:
    graph = graph_of(tmp_path)
    assert offered("runbook/stop", "person/cyd", graph) == {"person/ada": ["covers Engine"]}
    assert offered("area/engine", "person/cyd", graph) == {
        "person/ada": ["rehearsed Start on 2025-09-01", "owner, by the role Keeper"],
        "person/ben": ["deputy of the role Keeper"],
    }
    assert offered("role/watch", "person/cyd", graph) == {"person/ben": ["held this role until 2025-06-30"]}
    assert offered("role/keeper", "person/ada", graph) == {"person/ben": ["deputy of this role"]}


def test_nobody_who_leaves_or_has_left_is_one(tmp_path: Path) -> None:
    graph = graph_of(tmp_path)
    everybody = {
        one.person for person in graph.of("person") for charge in charges(person, graph) for one in charge.candidates
    }
    assert everybody == {"person/ada", "person/ben"}
    leaving = graph_of(tmp_path / "b", changed(people__ben={"title": "Ben Moe", "status": "leaving"}))
    assert "person/ben" not in offered("area/engine", "person/cyd", leaving), "a last day need not be known"
    assert "person/cyd" not in offered("area/engine", "person/ada", leaving)


def test_by_rung_then_by_name(tmp_path: Path) -> None:
    rehearsed = {"title": "Draw", "area": "charts", "owner": "ben", "rehearsals": [
        {"date": "2025-10-01", "by": "eve", "outcome": "worked"},
        {"date": "2025-10-02", "by": "ada", "outcome": "worked_with_help"},
        {"date": "2025-10-03", "by": "ben", "outcome": "worked"},
    ]}  # fmt: skip
    graph = graph_of(tmp_path, changed(runbooks__draw=rehearsed))
    found = candidates(graph.records["runbook/draw"], "person/cyd", graph)
    assert [(one.name, one.rung) for one in found] == [
        ("Ben Moe", "proven"), ("Eve New", "proven"), ("Ada Lind", "declared"),
    ]  # fmt: skip


def test_where_nobody_is_near_those_who_are_named_around_it(tmp_path: Path) -> None:
    stop = {**FILES["records/runbooks/stop.yml"], "area": ["charts"]}
    graph = graph_of(tmp_path, changed(runbooks__stop=stop))
    assert offered("runbook/stop", "person/cyd", graph) == {"person/ben": ["named for Charts"]}


def test_for_one_who_leaves_those_who_go_before_cover_nothing(tmp_path: Path) -> None:
    early = {"title": "Ada Lind", "left": "2025-12-01"}
    graph = graph_of(tmp_path, changed(people__ada=early))
    assert resting_on("person/cyd", graph)["area/engine"][0] == "nobody"
    assert resting_on("person/ada", graph)["area/engine"][0] == "one", "Cyd is there a little longer"


def test_what_is_under_way(tmp_path: Path) -> None:
    files = changed(
        roadmap__berth={"title": "A berth", "horizon": "now", "owner": "role/watch"},
        roadmap__quay={"title": "A quay", "horizon": "done", "owner": "cyd"},
        releases__v1={"version": "v1", "status": "planned", "planned_on": "2025-12-01", "owner": "cyd"},
        sprints__s1={"start": "2025-11-10", "end": "2025-11-28", "scrum_master": "cyd"},
        sprints__s0={"start": "2025-10-10", "end": "2025-10-28", "scrum_master": "cyd"},
        retros__r1={"date": "2025-11-01", "improvement": {"id": "tidy", "statement": "Tidy up", "owner": "cyd"}},
        handovers__draw={"person": "ben", "reason": "moving", "items": [
            {"runbook": "draw", "to": "cyd"}, {"area": "charts", "to": "cyd", "accepted_on": "2025-11-02"},
        ]},
        decisions__flag={"title": "A flag", "status": "proposed", "deciders": ["cyd"], "review_by": "2025-12-05"},
    )  # fmt: skip
    graph = graph_of(tmp_path, files)
    found = [(f.record.ref, f.what, f.line, str(f.day or "")) for f in in_flight(graph.records["person/cyd"], graph)]
    assert found == [
        ("incident/fog", "open action", "Buy a *bell*", "2025-11-15"),
        ("sprint/s1", "scrum master of the sprint", "", "2025-11-28"),
        ("release/v1", "owner of the release", "", "2025-12-01"),
        ("decision/flag", "decision to be made", "", "2025-12-05"),
        ("roadmap/berth", "on the roadmap, as Watch", "", ""),
        ("improvement/tidy", "open improvement", "", ""),
        ("handover/draw", "takes over", "[[runbook/draw]]", ""),
    ]
    assert in_flight(graph.records["person/eve"], graph) == []
