"""What each reader is told in one sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.releasing.changes import changes_of, unreleased, waits
from forgebook.releasing.effects import Span, effects_of, measured, runs_of, span_of
from forgebook.releasing.told import audiences_of, headline, headline_of, told_of
from support.loading import faults, load

PROJECT = {
    "name": "A",
    "repositories": [{"id": "engine"}],
    "audiences": [{"id": "planners", "title": "Planners"}, {"id": "makers", "title": "Makers"}],
}
PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
OUT = {"status": "released", "released_on": "2025-10-07", "components": PARTS, "level": "patch"}


def change(**fields: Any) -> dict[str, Any]:
    return {"kind": "fixed", "summary": "Ships were counted twice", "audience": ["planners"], **fields}


def graph_of(root: Path, *changes: dict[str, Any], project: Any = PROJECT, **release: Any) -> ProjectGraph:
    numbered = [{"id": f"c{index}", **entry} for index, entry in enumerate(changes)]
    first = {**OUT, "version": "v1", "released_on": "2025-03-12"}
    files = {
        "records/project.yml": project,
        "records/releases/v1.yml": first,
        "records/releases/v2.yml": {**OUT, "version": "v2", "previous": "v1", "changes": numbered, **release},
    }
    return load(root, files).graph


def said(root: Path, *changes: dict[str, Any], audience: str = "planners", **release: Any) -> str:
    graph = graph_of(root, *changes, **release)
    return headline(graph.records["release/v2"], audience, graph).sentence


ACT = {"action": "Run it again"}
DOWN = {"impact": {"direction": "down", "size": "up to 4 %"}}
SENTENCES: list[tuple[list[dict[str, Any]], str]] = [
    ([], "Planners: no change is listed."),
    ([change()], "Planners: nothing to do; no effect on results is recorded."),
    ([change(impact={"direction": "none"})], "Planners: nothing to do; results stay as they are."),
    (
        [change(impact={"direction": "none"}), change()],
        "Planners: nothing to do; no effect on results is recorded.",
    ),
    ([change(**ACT)], "Planners: act; no effect on results is recorded."),
    (
        [change(**ACT, act_by="2025-12-24", **DOWN)],
        "Planners: act by Wed 24 Dec 2025; results go down by up to 4 %.",
    ),
    (
        [change(**ACT, act_by="2025-10-31", **DOWN)],
        "Planners: act if you have not yet, it was due on Fri 31 Oct 2025; results go down by up to 4 %.",
    ),
    (
        [change(**ACT, act_by="2025-12-24", **DOWN, affected_since="v1")],
        "Planners: act by Wed 24 Dec 2025; results go down by up to 4 %; runs since Wed 12 Mar 2025 are affected.",
    ),
    (
        [change(**DOWN, affected_runs={"from": "2025-04-01", "to": "2025-05-31"})],
        "Planners: nothing to do; results go down by up to 4 %; runs from 1 Apr to 31 May 2025 are affected.",
    ),
    (
        [change(**DOWN, affected_runs={"from": "2025-04-01", "to": "2025-10-07"})],
        "Planners: nothing to do; results go down by up to 4 %; runs since Tue 1 Apr 2025 are affected.",
    ),
    (
        [change(**DOWN, affected_since="0.9")],
        "Planners: nothing to do; results go down by up to 4 %; runs since 0.9 are affected.",
    ),
    (
        [change(affected_since="v1", impact={"direction": "none"})],
        "Planners: nothing to do; results stay as they are.",
    ),
    ([change(breaking=True)], "Planners: 1 change breaks what worked, read on; no effect on results is recorded."),
    (
        [
            change(impact={"direction": "up", "size": "2 to 5 %"}),
            change(impact={"direction": "up", "size": "about 7 %"}),
        ],
        "Planners: nothing to do; results go up by up to about 7 % a change.",
    ),
    (
        [change(impact={"direction": "up", "size": "2 %"}), change(impact={"direction": "down", "size": "5 %"})],
        "Planners: nothing to do; results go up and down, by up to 5 % a change.",
    ),
    (
        [change(impact={"direction": "up", "size": "2 %"}), change(impact={"direction": "up"})],
        "Planners: nothing to do; results go up.",
    ),
    (
        [change(impact={"direction": "up", "size": "2 %"}), change(impact={"direction": "up", "size": "a little"})],
        "Planners: nothing to do; results go up (2 %; a little).",
    ),
    (
        [change(impact={"direction": "up", "size": "2 %"}), change(impact={"direction": "up", "size": "over 9 %"})],
        "Planners: nothing to do; results go up (2 %; over 9 %).",
    ),
    ([change(audience=["makers"], **ACT, **DOWN)], "Planners: no change is listed."),
    (
        [change(action=[{"audience": "makers", "text": "Build it"}])],
        "Planners: nothing to do; no effect on results is recorded.",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_the_sentence(changes: list[dict[str, Any]], sentence: str, tmp_path: Path) -> None:
    assert said(tmp_path, *changes) == sentence


@pytest.mark.parametrize("status", ["planned", "candidate"])
def test_a_release_to_come_speaks_of_the_future(status: str, tmp_path: Path) -> None:
    told = said(
        tmp_path, change(**ACT, act_by="2025-12-24", **DOWN, affected_since="v1"), status=status, released_on=None
    )
    assert told == (
        "Planners: you will have to act by Wed 24 Dec 2025; results will go down by up to 4 %; "
        "runs since Wed 12 Mar 2025 will be affected."
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "cancelled"}, "Planners: nothing to do, it never came out."),
        (
            {"status": "withdrawn", "withdrawn": {"date": "2025-10-09", "reason": "Wrong", "replacement": "v1"}},
            "Planners: use v1 instead of it, it was withdrawn on Thu 9 Oct 2025.",
        ),
        (
            {"status": "withdrawn", "withdrawn": {"date": "2025-10-09", "reason": "Wrong"}},
            "Planners: do not use it, it was withdrawn on Thu 9 Oct 2025.",
        ),
        ({"status": "withdrawn"}, "Planners: do not use it, it was withdrawn."),
    ],
)
def test_what_ended_says_so_whatever_it_holds(fields: dict[str, Any], sentence: str, tmp_path: Path) -> None:
    assert said(tmp_path, change(**ACT, **DOWN), **fields) == sentence


def test_the_day_is_the_first_that_is_still_to_come_else_the_last(tmp_path: Path) -> None:
    days = ("2025-10-10", "2025-12-24", "2025-12-01")
    graph = graph_of(tmp_path, *(change(**ACT, act_by=day) for day in days))
    told = headline(graph.records["release/v2"], "planners", graph)
    assert (told.act_by, told.overdue, told.must_act) == (date(2025, 12, 1), False, True)
    graph = graph_of(tmp_path, *(change(**ACT, act_by=day) for day in ("2025-10-10", "2025-10-20")))
    told = headline(graph.records["release/v2"], "planners", graph)
    assert (told.act_by, told.overdue) == (date(2025, 10, 20), True)


def test_each_audience_gets_its_own_and_what_concerns_all(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, change(summary="For all", audience=[]), change(summary="Planners alone", **ACT),
        change(summary="Both", audience=[], action=[{"audience": "makers", "text": "Build it"}]),
        change(summary="For planners, and makers act", action=[{"audience": "makers", "text": "Wait"}]),
    )  # fmt: skip
    planners, makers = audiences_of(graph.records["release/v2"], graph)
    assert [c.id for c in planners.acting] == ["v2#c1"]
    assert [c.id for c in planners.other] == ["v2#c2", "v2#c3", "v2#c0"]
    assert [c.id for c in makers.acting] == ["v2#c2", "v2#c3"]
    assert [step.text for step in makers.headline.steps] == ["Build it", "Wait"]
    assert [c.id for c in makers.other] == ["v2#c0"]
    assert headline(graph.records["release/v2"], "", graph).title == "Everyone"
    assert len(headline(graph.records["release/v2"], "", graph).steps) == 3


def test_a_project_without_audiences_tells_everyone(tmp_path: Path) -> None:
    bare = {"name": "A", "repositories": [{"id": "engine"}]}
    (told,) = audiences_of((g := graph_of(tmp_path, change(audience=[]), project=bare)).records["release/v2"], g)
    assert (told.id, told.headline.title) == ("all", "Everyone")


def test_the_subject_of_a_mail_is_one_line(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, change(**ACT, act_by="2025-12-24", **DOWN))
    told = headline(graph.records["release/v2"], "planners", graph)
    assert told.subject("v2") == "v2 for planners: act by Wed 24 Dec 2025; results go down by up to 4 %"
    assert "\n" not in told.subject("Two\nlines")


def test_the_rest_names_the_scope_of_a_single_impact(tmp_path: Path) -> None:
    impact = {"direction": "up", "size": "3 %", "scope": "deep ships"}
    graph = graph_of(tmp_path, change(impact=impact), change())
    assert headline(graph.records["release/v2"], "planners", graph).rest == "Results go up by 3 % (deep ships)."
    graph = graph_of(tmp_path, change(impact=impact), change(impact=impact))
    assert headline(graph.records["release/v2"], "planners", graph).rest == "Results go up by 3 % a change."


@pytest.mark.parametrize(
    ("size", "words"),
    [("up to 4 %", "by up to 4 %"), ("4 %", "by 4 %"), ("about 2 %", "by about 2 %"),
     ("-6 % to +4 %", "by -6 % to +4 %"), ("by half", "by half"),
     ("a little", "(a little)"), ("small", "(small)"), ("≈ 3 %", "by ≈ 3 %"),
     ("under 0.3 %", "by under 0.3 %"), ("2,5 %", "by 2,5 %")],
)  # fmt: skip
def test_a_size_as_it_follows_a_verb(size: str, words: str) -> None:
    assert measured(size) == words


@pytest.mark.parametrize(
    ("size", "direction", "span"),
    [
        ("up to 4 %", "down", Span(4, 0)),
        ("up to 4 %", "up", Span(0, 4)),
        ("up to 4 %", "mixed", Span(4, 4)),
        ("2 to 5 %", "up", Span(0, 5, 2)),
        ("1-4 %", "down", Span(4, 0, 1)),
        ("between 2 % and 5 %", "up", Span(0, 5, 2)),
        ("-6 % to +4 %", "mixed", Span(6, 4)),
        ("−6 to +4 per cent", "mixed", Span(6, 4)),
        ("0,3 %", "up", Span(0, 0.3)),
        ("±3 %", "mixed", Span(3, 3)),
        ("about 12 beds", "up", None),
        ("a little", "up", None),
        (None, "up", None),
    ],
)
def test_a_size_as_numbers(size: str | None, direction: str, span: Span | None) -> None:
    assert span_of(size, direction) == span


def test_effects_are_what_moves_results_or_touches_runs(tmp_path: Path) -> None:
    graph = graph_of(
        tmp_path, change(), change(impact={"direction": "none"}), change(**DOWN),
        change(impact={"direction": "none"}, affected_runs={"from": "2025-04-01"}),
    )  # fmt: skip
    found = effects_of(changes_of(graph.records["release/v2"], graph), graph)
    assert [(e.change.id, e.words, e.runs is not None) for e in found] == [
        ("v2#c2", "down, up to 4 %", False), ("v2#c3", "", True),
    ]  # fmt: skip


def test_runs_begin_with_the_release_that_is_named(tmp_path: Path) -> None:
    graph = graph_of(tmp_path, change(affected_since="v1"))
    runs = runs_of(graph.records["release/v2#c0"], graph)
    assert runs is not None
    assert (runs.start, runs.release) == (date(2025, 3, 12), graph.records["release/v1"])


FRAGMENTS = {
    "records/project.yml": {**PROJECT, "maintenance_lines": [{"id": "main"}, {"id": "lts"}]},
    "records/releases/v1.yml": {**OUT, "version": "v1", "maintenance_line": "main"},
    "records/releases/v1.1.yml": {**OUT, "version": "v1.1", "maintenance_line": "lts", "previous": "v1"},
    "records/releases/v2.yml": {"version": "v2", "status": "planned", "planned_on": "2025-12-01", "previous": "v1",
                                "maintenance_line": "main", "changes": [{"id": "own", **change()}]},
    "records/releases/v3.yml": {"version": "v3", "status": "cancelled"},
    "records/changes/nowhere.yml": change(),
    "records/changes/planned.yml": change(releases=["v2"]),
    "records/changes/out.yml": change(releases=["v1.1"]),
    "records/changes/two-lines.yml": change(releases=["v1.1", "v2"], **ACT, act_by="2025-12-24"),
    "records/changes/given-up.yml": change(releases=["v3"]),
}  # fmt: skip


def test_what_is_unreleased_by_the_release_that_it_waits_for(tmp_path: Path) -> None:
    project = load(tmp_path, FRAGMENTS)
    assert [line.split(" ")[1] for line in faults(project)] == ["FB718"]
    graph = project.graph
    groups = [(r.id if r else "", [c.id for c in found]) for r, found in unreleased(graph)]
    assert groups == [("v2", ["two-lines", "v2#own", "planned"]), ("", ["given-up", "nowhere"])]
    fragments = {c.id: waits(c, graph) for c in graph.of("change") if c.parent is None}
    assert fragments == {"nowhere": True, "planned": True, "out": False, "two-lines": True, "given-up": True}


def test_one_fragment_stands_in_each_line_that_it_names(tmp_path: Path) -> None:
    graph = load(tmp_path, FRAGMENTS).graph
    assert [c.id for c in changes_of(graph.records["release/v1.1"], graph)] == ["two-lines", "out"]
    assert [c.id for c in changes_of(graph.records["release/v2"], graph)] == ["two-lines", "v2#own", "planned"]


def test_what_the_next_release_would_tell(tmp_path: Path) -> None:
    graph = load(tmp_path, FRAGMENTS).graph
    loose = [graph.records["change/two-lines"], graph.records["change/nowhere"]]
    (planners,) = told_of(loose, graph)
    assert planners.headline == headline_of(loose, "planners", graph)
    assert planners.headline.lead == "you will have to act by Wed 24 Dec 2025"
