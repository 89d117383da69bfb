"""What is live on any day, held against tables that were worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.visibility import filter_graph
from forgebook.releasing import live
from forgebook.releasing.whereabouts import stays_of
from support.loading import ids_of, load
from support.sites import records

PROJECT: dict[str, Any] = {
    "name": "Harbour",
    "repositories": [{"id": "engine", "public": "yes"}, {"id": "app"}],
    "environments": [{"id": "live", "title": "Live", "order": 2, "per_line": "yes"}, {"id": "dev", "order": 1}],
    "maintenance_lines": [{"id": "main"}, {"id": "lts"}],
    "default_visibility": "public",
}


def release(version: str, day: str, previous: str = "", line: str = "main", **more: Any) -> dict[str, Any]:
    parts = [
        {"repository": "engine", "version": version[1:], "commit": "a1"},
        {"repository": "app", "version": "1", "commit": "b1"},
    ]
    fields = {"version": version, "status": "released", "released_on": day, "maintenance_line": line}
    return {**fields, **({"previous": previous} if previous else {}), "components": parts, **more}


RELEASES: dict[str, Any] = {
    "releases/v1.yml": release("v1", "2025-01-01"),
    "releases/v2.yml": release("v2", "2025-02-01", "v1"),
    "releases/v3.yml": release("v3", "2025-03-01", "v2"),
    "releases/v1.1.yml": release("v1.1", "2025-02-15", "v1", "lts"),
    "releases/v1.2.yml": release("v1.2", "2025-04-01", "v1.1", "lts"),
}


def event(what: str, at: str, outcome: str = "succeeded", environment: str = "live", **more: Any) -> dict[str, Any]:
    return {"environment": environment, "release": what, "at": at, "outcome": outcome, **more}


LIVE = [
    event("v1", "2025-01-02"),
    event("v1", "2025-02-02", maintenance_line="lts"),
    event("v2", "2025-02-03T09:00Z", "failed"),
    event("v2", "2025-02-03T12:00Z"),
    event("v2", "2025-02-05T08:00Z", "rolled_back"),
    event("v2", "2025-02-10"),
    event("v1.1", "2025-02-20"),
    {"environment": "live", "component": "engine", "version": "2.0.1", "maintenance_line": "main", "at": "2025-02-25"},
    event("v3", "2025-03-05T10:00Z"),
    event("v3", "2025-03-05T18:00Z", "rolled_back"),
    event("v3", "2025-03-06", "rolled_back"),
    event("v1.1", "2025-05-01", "taken_down"),
]


def made(root: Path, deployments: list[dict[str, Any]], **more: Any) -> ProjectGraph:
    files = {"project.yml": PROJECT, **RELEASES, "deployments/all.yml": deployments, **more}
    project = load(root, records(files))
    assert not [code for code in ids_of(project) if code < "FB4"]
    return project.graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> ProjectGraph:
    return made(tmp_path_factory.mktemp("live"), LIVE)


def said(graph: ProjectGraph, day: str, environment: str = "live") -> str:
    found = live.live_in(environment, graph, date.fromisoformat(day))
    return " ".join(f"{entry.line}:{entry.release.title if entry.release else '-'}" for entry in found)


TABLE = {
    "2025-01-01": "",
    "2025-01-02": "main:v1",
    "2025-02-01": "main:v1",
    "2025-02-02": "main:v1 lts:v1",
    "2025-02-03": "main:v2 lts:v1",
    "2025-02-04": "main:v2 lts:v1",
    "2025-02-05": "main:v1 lts:v1",
    "2025-02-09": "main:v1 lts:v1",
    "2025-02-10": "main:v2 lts:v1",
    "2025-02-20": "main:v2 lts:v1.1",
    "2025-03-05": "main:v2 lts:v1.1",
    "2025-03-06": "main:v2 lts:v1.1",
    "2025-04-30": "main:v2 lts:v1.1",
    "2025-05-01": "main:v2",
    "2025-11-20": "main:v2",
}


@pytest.mark.parametrize("day", TABLE)
def test_what_was_live_on_a_day(graph: ProjectGraph, day: str) -> None:
    assert said(graph, day) == TABLE[day]


@pytest.mark.parametrize(
    ("day", "since", "again"),
    [("2025-01-20", "2025-01-02", False), ("2025-02-04", "2025-02-03T12:00Z", False),
     ("2025-02-09", "2025-02-05T08:00Z", True), ("2025-02-25", "2025-02-10", False),
     ("2025-11-20", "2025-03-05T18:00Z", True)],
)  # fmt: skip
def test_since_when_and_whether_it_came_back(graph: ProjectGraph, day: str, since: str, again: bool) -> None:
    main = live.live_in("live", graph, date.fromisoformat(day))[0]
    assert (main.since, main.again) == (since, again)


@pytest.mark.parametrize(
    ("day", "line", "place", "releases", "days"),
    [("2025-01-20", 0, "newest", 0, 0), ("2025-02-09", 0, "behind", 1, 31), ("2025-02-10", 0, "newest", 0, 0),
     ("2025-03-01", 0, "behind", 1, 28), ("2025-02-14", 1, "newest", 0, 0), ("2025-02-15", 1, "behind", 1, 45),
     ("2025-02-20", 1, "newest", 0, 0), ("2025-04-01", 1, "behind", 1, 45)],
)  # fmt: skip
def test_how_far_behind_its_own_line(
    graph: ProjectGraph, day: str, line: int, place: str, releases: int, days: int
) -> None:
    told = live.live_in("live", graph, date.fromisoformat(day))[line].behind
    assert told is not None
    assert (told.place, told.releases, told.days) == (place, releases, days)


@pytest.mark.parametrize(
    ("day", "engine", "since", "apart"),
    [("2025-01-20", "1", "2025-01-02", False), ("2025-02-24", "2", "2025-02-10", False),
     ("2025-02-25", "2.0.1", "2025-02-25", True), ("2025-03-05", "2.0.1", "2025-03-05T18:00Z", True)],
)  # fmt: skip
def test_components_and_since_when_each(graph: ProjectGraph, day: str, engine: str, since: str, apart: bool) -> None:
    parts = {part.component: part for part in live.live_in("live", graph, date.fromisoformat(day))[0].parts}
    assert list(parts) == ["engine", "app"]
    assert (parts["engine"].version, parts["engine"].since, parts["engine"].apart) == (engine, since, apart)
    assert (parts["app"].version, parts["app"].since) == ("1", "2025-01-02")


def test_versions_behind_of_a_component(graph: ProjectGraph) -> None:
    (main,) = live.live_in("live", graph)
    words = {part.component: part.status.word if part.status else None for part in main.parts}
    assert words == {"engine": "in no release", "app": "newest"}
    before = live.live_in("live", graph, date(2025, 2, 9))[0]
    assert [part.status.word for part in before.parts if part.status] == ["1 version behind", "newest"]


def test_times_of_a_release(graph: ProjectGraph) -> None:
    v2 = graph.records["release/v2"]
    found = [(stay.time.start, stay.time.end, stay.time.again, stay.days) for stay in stays_of(v2, graph)]
    assert found == [
        ("2025-03-05T18:00Z", None, True, 260),
        ("2025-02-10", "2025-03-05T10:00Z", False, 23),
        ("2025-02-03T12:00Z", "2025-02-05T08:00Z", False, 2),
    ]
    (v3,) = stays_of(graph.records["release/v3"], graph)
    assert v3.time.momentary
    assert stays_of(graph.records["release/v1.2"], graph) == []


def test_the_environment_of_the_highest_order_tells_what_is_live(tmp_path: Path) -> None:
    graph = made(tmp_path, [*LIVE, event("v3", "2025-03-02", environment="dev")])
    final = live.final_environment(graph)
    assert final is not None
    assert final.id == "live"
    assert [entry.release.ref for entry in live.live_releases(graph) if entry.release] == ["release/v2"]
    assert said(graph, "2025-03-02", "dev") == ":v3"


def test_lines_take_turns_where_they_do_not_run_side_by_side(tmp_path: Path) -> None:
    events = [event("v2", "2025-02-03", environment="dev"), event("v1.1", "2025-02-16", environment="dev")]
    graph = made(tmp_path, events)
    assert said(graph, "2025-02-03", "dev") == ":v2"
    assert said(graph, "2025-02-16", "dev") == ":v1.1"
    (entry,) = live.live_in("dev", graph)
    assert entry.behind is not None
    assert (entry.behind.place, entry.behind.newest and entry.behind.newest.ref) == ("behind", "release/v1.2")


def test_products_run_side_by_side_and_a_train_that_is_named_late_is_one(tmp_path: Path) -> None:
    more = {
        "releases/ferry/v7.yml": {**release("v7", "2025-01-05"), "product": "Ferry"},
        "releases/v3.yml": release("v3", "2025-03-01", "v2", train="harbour"),
    }
    events = [event("v2", "2025-02-03"), event("ferry/v7", "2025-02-04"), event("v3", "2025-03-04")]
    graph = made(tmp_path, events, **more)
    found = [(entry.family, entry.release.title) for entry in live.live_in("live", graph) if entry.release]
    assert found == [("Ferry", "Ferry v7"), ("harbour", "v3")]


def test_a_component_without_a_release_belongs_where_it_runs(tmp_path: Path) -> None:
    def parts(*events: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
        graph = made(tmp_path, list(events))
        return [
            (entry.line, entry.release.title if entry.release else "", [part.version for part in entry.parts])
            for entry in live.live_in("live", graph)
        ]

    engine = {"environment": "live", "component": "engine", "at": "2025-03-10"}
    assert parts(event("v2", "2025-02-03"), {**engine, "version": "9"}) == [("main", "v2", ["9", "1"])]
    both = (event("v2", "2025-02-03"), event("v1.1", "2025-02-16"))
    assert parts(*both, {**engine, "version": "1.2"}) == [("main", "v2", ["2", "1"]), ("lts", "v1.1", ["1.2", "1"])]
    commit = {**engine, "commit": "0123456789abcdef"}
    assert parts(*both, commit)[0] == ("", "", ["0123456789ab"])
    assert parts(event("v2", "2025-02-03"), {**engine, "release": "v3"}) == [("main", "v2", ["3", "1"])]


def test_the_same_release_once_more_is_no_step_to_go_back_to(tmp_path: Path) -> None:
    events = [
        event("v1", "2025-01-02"), event("v2", "2025-02-03"), event("v2", "2025-02-04"),
        event("v2", "2025-02-06", "rolled_back"),
    ]  # fmt: skip
    graph = made(tmp_path, events)
    assert said(graph, "2025-02-05") == "main:v2"
    assert live.live_in("live", graph, date(2025, 2, 5))[0].since == "2025-02-03"
    assert said(graph, "2025-02-06") == "main:v1"


def test_a_first_release_that_is_rolled_back_leaves_nothing(tmp_path: Path) -> None:
    graph = made(tmp_path, [event("v1", "2025-01-02"), event("v1", "2025-01-03", "rolled_back")])
    assert said(graph, "2025-01-02") == "main:v1"
    assert said(graph, "2025-01-03") == ""


def test_a_rolled_back_component_gives_way_to_the_one_before(tmp_path: Path) -> None:
    engine = {"environment": "live", "component": "engine", "maintenance_line": "main"}
    events = [
        event("v2", "2025-02-03"), {**engine, "version": "2.1", "at": "2025-02-04"},
        {**engine, "version": "2.2", "at": "2025-02-05"},
        {**engine, "version": "2.2", "at": "2025-02-06", "outcome": "rolled_back"},
        {**engine, "version": "2.1", "at": "2025-02-07", "outcome": "rolled_back"},
    ]  # fmt: skip
    graph = made(tmp_path, events)
    days = {day: live.live_in("live", graph, date(2025, 2, day))[0].parts[0] for day in (4, 5, 6, 7)}
    assert {day: part.version for day, part in days.items()} == {4: "2.1", 5: "2.2", 6: "2.1", 7: "2"}
    assert days[7].since == "2025-02-07"


def test_withdrawn_releases_are_no_step_and_say_so_while_live(tmp_path: Path) -> None:
    gone = release("v2", "2025-02-01", "v1", status="withdrawn", withdrawn={"date": "2025-02-09", "reason": "Wrong"})
    events = [event("v1", "2025-01-02"), event("v2", "2025-02-03")]
    graph = made(tmp_path, events, **{"releases/v2.yml": gone})
    told = live.live_in("live", graph, date(2025, 2, 8))[0]
    assert told.status is not None
    assert told.status.word == "newest"
    told = live.live_in("live", graph, date(2025, 2, 9))[0]
    assert told.status is not None
    assert (told.status.word, told.status.tone) == ("withdrawn, and live", "bad")
    stayed = made(tmp_path, events[:1], **{"releases/v2.yml": gone})
    told = live.live_in("live", stayed, date(2025, 3, 1))[0]
    assert told.behind is not None
    assert (told.behind.releases, told.behind.newest and told.behind.newest.ref) == (1, "release/v3")


def test_a_release_that_is_not_out_is_ahead_and_one_of_another_branch_apart(tmp_path: Path) -> None:
    more = {
        "releases/v4.yml": {"version": "v4", "status": "candidate", "previous": "v3", "maintenance_line": "main"},
        "releases/odd.yml": release("odd", "2025-01-15"),
    }
    for name, place in (("v4", "ahead"), ("odd", "apart")):
        graph = made(tmp_path, [event(name, "2025-03-10", environment="dev")], **more)
        told = live.live_in("dev", graph)[0].behind
        assert told is not None
        assert (told.place, told.newest and told.newest.ref) == (place, "release/v3")


HIDDEN = {"releases/v2.yml": {**RELEASES["releases/v2.yml"], "visibility": "team"}}


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2025-02-02", "main:v1 lts:v1"), ("2025-02-04", "lts:v1"), ("2025-02-09", "main:v1 lts:v1"),
     ("2025-02-10", "lts:v1"), ("2025-02-20", "lts:v1.1"), ("2025-11-20", "")],
)  # fmt: skip
def test_a_filtered_graph_says_nothing_false_of_what_a_hidden_release_replaced(
    tmp_path: Path, day: str, shown: str
) -> None:
    events = [entry for entry in LIVE if entry.get("component") is None]
    public = filter_graph(made(tmp_path, events, **HIDDEN), "public")
    assert said(public, day) == shown
    assert all(record.f.release != "release/v2" and "v2" not in record.id for record in public.of("deployment"))
    assert len(public.of("deployment")) == sum(entry["release"] != "v2" for entry in events)


def test_a_visible_component_of_a_hidden_release_names_no_release(tmp_path: Path) -> None:
    entry = {"environment": "live", "release": "v2", "component": "engine", "version": "2", "commit": "a1",
             "at": "2025-02-11"}  # fmt: skip
    other = {**entry, "component": "app", "version": None, "at": "2025-02-12"}
    other = {key: value for key, value in other.items() if value}
    public = filter_graph(made(tmp_path, [entry, other], **HIDDEN), "public")
    (record,) = public.of("deployment")
    assert (record.id, record.f.release, record.f.commit) == ("live/2025-02-11-engine-2", None, "a1")
    assert record.title == "engine 2 to Live, 2025-02-11"


def test_thousands_of_deployments_are_read_once(tmp_path: Path) -> None:
    events = [
        event(f"v{1 + n % 3}", f"2025-{1 + n // 336:02}-{1 + n // 12 % 28:02}T{n % 12:02}:00Z") for n in range(3000)
    ]
    graph = made(tmp_path, events)
    first = live.presences("live", graph)
    assert len(first) == 3000
    assert live.presences("live", graph) is first
    assert len(live.live_times("live", graph)) == 3000
