"""What the gates of the project say of a release."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.drafting import Wish
from forgebook.core.visibility import filter_graph
from forgebook.releasing.gates import level_of, tally, verdicts_of
from support.loading import ids_of, load

GATES = (
    "gates:\n"
    "  - {id: tests, title: Tests, level: patch, mode: continuous}\n"
    "  - {id: totals, title: Totals, level: minor, needs_checker: yes}\n"
    "  - {id: usability, title: Usability, level: major}\n"
)
PROJECT = f"name: A\nrepositories: [{{id: engine}}]\n{GATES}"
PEOPLE = {
    "records/people/nadia.yml": {"title": "Nadia"},
    "records/people/tom.yml": {"title": "Tom"},
    "records/roles/lead.yml": {
        "title": "Lead",
        "holders": [{"person": "nadia", "to": "2025-02-28"}, {"person": "tom", "from": "2025-03-01"}],
    },
    "records/roles/analyst.yml": {"title": "Analyst", "holders": [{"person": "nadia"}, {"person": "tom"}]},
}
PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
PASSED = {"id": "tests", "result": "pass"}


def release(version: str, *gates: dict[str, Any], **fields: Any) -> dict[str, Any]:
    given = {"version": version, "status": "released", "released_on": "2025-03-03", "components": PARTS}
    return {f"records/releases/{version}.yml": {**given, **fields, "gates": list(gates)}}


def read(root: Path, *releases: dict[str, Any], project: str = PROJECT) -> Any:
    files = {name: content for one in releases for name, content in one.items()}
    return load(root, {"records/project.yml": project, **PEOPLE, **files})


def told(root: Path, version: str, *releases: dict[str, Any], project: str = PROJECT) -> dict[str, str]:
    """By gate, its word and what is wrong with it."""
    graph = read(root, *releases, project=project).graph
    verdicts = verdicts_of(graph.records[f"release/{version}"], graph)
    return {v.gate.id: " ".join([v.status.word if v.status else "-", *v.gaps]) for v in verdicts}


@pytest.mark.parametrize(
    ("version", "before", "level"),
    [
        ("4.2.1", "4.2.0", "patch"), ("4.3.0", "4.2.1", "minor"), ("5.0.0", "4.2.1", "major"),
        ("v4.10", "v4.9", "minor"), ("4.2.1.1", "4.2.1", "patch"), ("5.0", "4.2.1", "major"),
        ("1.0.0", "", "major"), ("1.2.0", "", "minor"), ("1.2.3", "", "patch"), ("0.0.1", "", "patch"),
        ("4.3.0-rc.1", "4.2.0", "minor"), ("2025-10", "2025-09", "minor"), ("17", "16", "major"),
    ],
)  # fmt: skip
def test_the_version_tells_the_level(version: str, before: str, level: str, tmp_path: Path) -> None:
    earlier = release(before) if before else {}
    previous = {"previous": before} if before else {}
    graph = read(tmp_path, earlier, release(version, **previous)).graph
    assert level_of(graph.records[f"release/{version}"], graph) == level


def test_a_level_that_is_given_holds(tmp_path: Path) -> None:
    graph = read(tmp_path, release("2.0.0", level="patch")).graph
    assert level_of(graph.records["release/2.0.0"], graph) == "patch"


def test_a_gate_is_asked_for_from_its_level_up(tmp_path: Path) -> None:
    first = release("1.0.0", PASSED)
    assert told(tmp_path, "1.0.0", first) == {
        "tests": "passed", "totals": "missing missing", "usability": "missing missing",
    }  # fmt: skip
    assert told(tmp_path, "1.1.0", first, release("1.1.0", PASSED, previous="1.0.0"))["usability"] == "-"
    assert told(tmp_path, "1.0.1", first, release("1.0.1", PASSED, previous="1.0.0"))["totals"] == "-"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"result": "fail"}, "failed failed"), ({"result": "not_run"}, "not run not_run"),
        ({"result": "waived"}, "no reason no_reason"), ({"result": "waived", "reason": " "}, "no reason no_reason"),
        ({"result": "waived", "reason": "Small"}, "waived"), ({"result": "pass_with_caveat"}, "caveat"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_result(fields: dict[str, str], words: str, tmp_path: Path) -> None:
    assert told(tmp_path, "1.0.1", release("1.0.1", {"id": "tests", **fields}))["tests"] == words


@pytest.mark.parametrize(
    ("checked", "worked", "words"),
    [
        ("", "", "unsigned no_checker"), ("person/tom", "", "passed"), ("person/tom", "person/nadia", "passed"),
        ("person/tom", "person/tom", "own work own_work"),
        ("role/lead", "person/tom", "own work own_work"),  # who holds the role on that day is the same person
        ("role/lead", "person/nadia", "passed"),  # who held it before
        ("role/analyst", "person/tom", "passed"),  # two hold it: nobody can tell
        ("role/analyst", "role/analyst", "own work own_work"),
    ],
)  # fmt: skip
def test_who_checked_did_not_do_the_work(checked: str, worked: str, words: str, tmp_path: Path) -> None:
    who = {name: value for name, value in (("checked_by", checked), ("work_by", worked)) if value}
    result = {"id": "totals", "result": "pass", "signed_off_on": "2025-03-02", **who}
    assert told(tmp_path, "1.1.0", release("1.1.0", PASSED, result))["totals"] == words


def test_a_role_counts_as_who_held_it_on_the_day_of_the_signature(tmp_path: Path) -> None:
    result = {"id": "totals", "result": "pass", "checked_by": "role/lead", "work_by": "person/nadia"}
    earlier = {**result, "signed_off_on": "2025-02-27"}
    assert told(tmp_path, "1.1.0", release("1.1.0", PASSED, earlier))["totals"] == "own work own_work"


@pytest.mark.parametrize(
    ("days", "asked"),
    [("since: 2025-03-04", False), ("since: 2025-03-03", True), ("until: 2025-03-02", False),
     ("until: 2025-03-03", True), ("since: 2025-01-01, until: 2025-12-31", True)],
)  # fmt: skip
def test_a_gate_that_was_agreed_later_leaves_old_releases_alone(days: str, asked: bool, tmp_path: Path) -> None:
    project = f"name: A\nrepositories: [{{id: engine}}]\ngates: [{{id: tests, title: Tests, {days}}}]\n"
    assert told(tmp_path, "1.0.1", release("1.0.1"), project=project)["tests"] == ("missing missing" if asked else "-")
    assert ("FB735" in ids_of(read(tmp_path, project=project))) is asked


def test_what_is_not_out_yet_has_no_gap(tmp_path: Path) -> None:
    coming = release(
        "1.0.1", {"id": "tests", "result": "not_run"}, status="candidate", released_on=None, planned_on="2025-12-01"
    )
    assert told(tmp_path, "1.0.1", coming) == {"tests": "not run yet", "totals": "-", "usability": "-"}
    none = release("1.0.2", status="planned", released_on=None)
    assert told(tmp_path, "1.0.2", none)["tests"] == "to come"


def test_a_release_that_was_withdrawn_is_still_asked(tmp_path: Path) -> None:
    gone = release("1.0.1", status="withdrawn", withdrawn={"date": "2025-04-01", "reason": "Wrong"})
    assert told(tmp_path, "1.0.1", gone)["tests"] == "missing missing"


def test_the_three_numbers_add_up(tmp_path: Path) -> None:
    waived = {"id": "tests", "result": "waived", "reason": "Small"}
    graph = read(
        tmp_path, release("1.0.1", PASSED), release("1.0.2", waived), release("1.0.3"), release("1.0.4", PASSED),
    ).graph  # fmt: skip
    found = tally(verdicts_of(record, graph) for record in graph.of("release"))
    assert (found.passed, found.waived, found.gaps, found.all) == (2, 1, 1, 4)


def test_a_filtered_graph_calls_nothing_missing_that_may_be_hidden(tmp_path: Path) -> None:
    hidden = {"id": "tests", "result": "fail", "visibility": "team"}
    graph = read(tmp_path, release("1.1.0", hidden, visibility="public")).graph
    shown = filter_graph(graph, "public")
    assert [(v.status, v.gaps) for v in verdicts_of(shown.records["release/1.1.0"], shown)] == [(None, ())] * 3
    assert any(v.gaps for v in verdicts_of(graph.records["release/1.1.0"], graph))


def test_a_waiver_of_the_release_takes_a_gap_out_of_the_exit_code(tmp_path: Path) -> None:
    project = read(tmp_path, release("1.0.1", waivers=[{"code": "FB735", "reason": "Agreed later"}]))
    assert [(d.code.id, d.waived) for d in project.diagnostics] == [("FB735", "Agreed later")]


def test_a_draft_does_not_offer_a_gate_that_was_given_up(tmp_path: Path) -> None:
    project = (
        "name: A\nrepositories: [{id: engine}]\n"
        "gates: [{id: now, title: Now}, {id: gone, title: Gone, until: 2025-11-19}]\n"
    )
    graph = read(tmp_path, project=project).graph
    offered = graph.kinds["release"].propose(Wish(values={"version": "1.0.0"}), graph).offered
    assert [gate["id"] for gate in offered["gates"]] == ["now"]
