"""Known issues over lines of releases: the answers were worked out by hand from the picture below.

    v1 ── v2 ── v3 ── v4          (main)
           │     └─── v3.1        (lts3)
           └── v2.1 ── v2.2       (lts2)

The file names are out of order on purpose, and so are the versions of the last line: ancestry is told by `previous`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.releasing.issues import is_open, issues_of, open_in, standings
from forgebook.releasing.standing import instead_of, newest_of_each_line
from support.loading import faults, load

LINES = {"v1": "", "v2": "v1", "v3": "v2", "v4": "v3", "v3.1": "v3", "v2.1": "v2", "v2.2": "v2.1"}
DAYS = {"v1": "01", "v2": "02", "v3": "03", "v2.1": "04", "v4": "05", "v3.1": "06", "v2.2": "07"}
MAINTAINED = {"v2.1": "lts2", "v2.2": "lts2", "v3.1": "lts3"}
ISSUES: dict[str, dict[str, Any]] = {
    "from-the-start": {"found_in": "v1", "fixed_in": "v3"},
    "fixed-in-the-backport": {"found_in": "v2", "fixed_in": "v2.1"},
    "only-in-the-backport": {"found_in": "v2.1"},
    "fixed-in-two-lines": {"found_in": "v2", "fixed_in": "v4", "also_fixed_in": ["v2.2"]},
    "found-late": {"found_in": "v3"},
}
TOUCHED = {
    "from-the-start": {"v1", "v2", "v2.1", "v2.2"},
    "fixed-in-the-backport": {"v2", "v3", "v4", "v3.1"},
    "only-in-the-backport": {"v2.1", "v2.2"},
    "fixed-in-two-lines": {"v2", "v2.1", "v3", "v3.1"},
    "found-late": {"v3", "v4", "v3.1"},
}
OPEN_IN = {
    "from-the-start": {"v2.2"},
    "fixed-in-the-backport": {"v4", "v3.1"},
    "only-in-the-backport": {"v2.2"},
    "fixed-in-two-lines": {"v3.1"},
    "found-late": {"v4", "v3.1"},
}


def harbour(root: Path, *, ended: str = "", **changes: dict[str, Any]) -> ProjectGraph:
    """The picture above. All issues are written in the oldest release, so that where they stand tells nothing."""
    lines = [{"id": id_, **({"ended": "2025-08-01"} if id_ == ended else {})} for id_ in ("main", "lts2", "lts3")]
    files: dict[str, Any] = {
        "records/project.yml": {"name": "A", "repositories": [{"id": "engine"}], "maintenance_lines": lines}
    }
    for id_, previous in LINES.items():
        files[f"records/releases/{id_}.yml"] = {
            "version": id_, "status": "released", "released_on": f"2025-{DAYS[id_]}-01", "level": "patch",
            "components": [{"repository": "engine", "version": id_, "commit": "99e0658"}],
            "maintenance_line": MAINTAINED.get(id_, "main"),
            **({"previous": previous} if previous else {}),
            **({"known_issues": [{"id": i, "summary": i, **f} for i, f in ISSUES.items()]} if id_ == "v1" else {}),
            **changes.get(id_, {}),
        }  # fmt: skip
    project = load(root, files)
    assert faults(project) == []
    return project.graph


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> ProjectGraph:
    return harbour(tmp_path_factory.mktemp("lines"))


def named(records: Any) -> set[str]:
    return {record.id for record in records}


@pytest.mark.parametrize("issue", ISSUES)
def test_which_releases_an_issue_touches(issue: str, graph: ProjectGraph) -> None:
    found = {r.id for r in graph.of("release") if issue in named(issues_of(r, graph))}
    assert found == TOUCHED[issue]


@pytest.mark.parametrize(
    ("release", "told"),
    [
        ("v1", {"from-the-start": "found"}),
        ("v2", {"from-the-start": "inherited", "fixed-in-the-backport": "found", "fixed-in-two-lines": "found"}),
        ("v2.1", {"only-in-the-backport": "found", "from-the-start": "inherited", "fixed-in-two-lines": "inherited",
                  "fixed-in-the-backport": "fixed"}),
        ("v2.2", {"from-the-start": "inherited", "only-in-the-backport": "inherited", "fixed-in-two-lines": "fixed"}),
        ("v3", {"found-late": "found", "fixed-in-the-backport": "inherited", "fixed-in-two-lines": "inherited",
                "from-the-start": "fixed"}),
        ("v4", {"fixed-in-the-backport": "inherited", "found-late": "inherited", "fixed-in-two-lines": "fixed"}),
        ("v3.1", {"fixed-in-the-backport": "inherited", "found-late": "inherited", "fixed-in-two-lines": "inherited"}),
    ],
)  # fmt: skip
def test_how_each_stands_to_a_release_found_before_inherited_before_fixed(
    release: str, told: dict[str, str], graph: ProjectGraph
) -> None:
    entries = standings(graph.records[f"release/{release}"], graph)
    assert {entry.issue.id: entry.how for entry in entries} == told
    order = [("found", "inherited", "fixed").index(entry.how) for entry in entries]
    assert order == sorted(order)


@pytest.mark.parametrize("issue", ISSUES)
def test_in_which_releases_in_use_it_is_open(issue: str, graph: ProjectGraph) -> None:
    record = graph.records[f"known-issue/{issue}"]
    assert named(open_in(record, graph)) == OPEN_IN[issue]
    assert is_open(record, graph)


def test_the_newest_of_each_line_by_day(graph: ProjectGraph) -> None:
    assert [record.id for record in newest_of_each_line(graph)] == ["v2.2", "v3.1", "v4"]


def test_a_line_that_has_ended_is_in_use_no_more(tmp_path: Path) -> None:
    graph = harbour(tmp_path, ended="lts2")
    assert named(newest_of_each_line(graph)) == {"v3.1", "v4"}
    record = graph.records["known-issue/from-the-start"]
    assert open_in(record, graph) == []
    assert not is_open(record, graph)
    assert graph.status(record).word == "fixed in v3"
    only = graph.records["known-issue/only-in-the-backport"]
    assert graph.status(only).word == "in no release in use"


def test_the_words_of_its_status(graph: ProjectGraph) -> None:
    words = {id_: graph.status(graph.records[f"known-issue/{id_}"]) for id_ in ISSUES}
    assert words["found-late"].word == "open"
    assert words["from-the-start"].word == "open in part"


def test_a_withdrawn_release_is_not_in_use_and_leads_to_what_is(tmp_path: Path) -> None:
    def gone(replacement: str) -> dict[str, Any]:
        told = {"date": "2025-09-01", "reason": "Wrong", "replacement": replacement}
        return {"status": "withdrawn", "withdrawn": told}

    graph = harbour(tmp_path, v4=gone("v3"), **{"v3.1": gone("v4")})
    assert [record.id for record in newest_of_each_line(graph)] == ["v2.2", "v3"]
    assert instead_of(graph.records["release/v3.1"], graph) is graph.records["release/v3"]
    assert instead_of(graph.records["release/v4"], graph) is graph.records["release/v3"]


def test_replacements_that_go_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    told = {"date": "2025-09-01", "reason": "Wrong"}
    graph = harbour(
        tmp_path,
        v4={"status": "withdrawn", "withdrawn": {**told, "replacement": "v3.1"}},
        **{"v3.1": {"status": "withdrawn", "withdrawn": {**told, "replacement": "v4"}}},
    )
    assert instead_of(graph.records["release/v4"], graph) is None
