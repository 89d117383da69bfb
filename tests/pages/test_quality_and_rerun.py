"""The quality page and the register of what can be run again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.sites import site_of, write

PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
PROJECT = {
    "name": "Harbour",
    "repositories": [{"id": "engine"}],
    "gates": [
        {"id": "tests", "title": "Tests <b>", "mode": "continuous", "kind": "code"},
        {"id": "totals", "title": "Totals", "mode": "staging_point", "level": "minor", "needs_checker": "yes"},
    ],
}
PEOPLE = {"records/people/tom.yml": {"title": "Tom", "public_name": "Tom T."}}


def release(version: str, day: str, *gates: dict[str, Any], **fields: Any) -> dict[str, Any]:
    given = {"version": version, "status": "released", "released_on": day, "components": PARTS, "visibility": "public"}
    return {f"records/releases/{version}.yml": {**given, "gates": list(gates), **fields}}


def body(root: Path, address: str, *releases: dict[str, Any], project: Any = PROJECT, **more: str) -> str | None:
    files = {name: content for one in releases for name, content in one.items()}
    write(root, {"records/project.yml": project, "docs/index.md": "# Harbour\n", **PEOPLE, **files})
    site = site_of(root, **more)
    view = next((view for view in site.views() if view.address == address), None)
    return None if view is None else re.sub(r"\s+", " ", site.body(view).html)


PASSED = {"id": "tests", "result": "pass"}
SIGNED = {"id": "totals", "result": "pass", "checked_by": "tom"}
RELEASES = (
    release("1.0.1", "2024-01-01", PASSED),
    release("1.1.0", "2024-06-01", PASSED, SIGNED),
    release("1.1.1", "2025-01-01", {"id": "tests", "result": "waived", "reason": "Small"}),
    release("1.2.0", "2025-02-01", PASSED, waivers=[{"code": "FB735", "reason": "Agreed <i>later</i>"}]),
    release("1.2.1", "2025-03-01", {"id": "tests", "result": "fail"}),
)


def test_the_numbers_have_their_denominator(tmp_path: Path) -> None:
    html = body(tmp_path, "quality/", *RELEASES)
    assert html is not None
    assert [re.search(rf'id="{name}">[^<]*</h2><p class="fb-big">([^<]*)<', html)[1] for name in (  # type: ignore[index]
        "passed", "waived", "with-gaps",
    )] == ["2 of 5", "1 of 5", "2 of 5"]  # fmt: skip
    assert "2025: <span data-fb-shown>3</span> releases, 0 of 3 passed all they needed, 2 with a gap" in html
    assert 'data-label="Passed">3 of 5</td>' in html
    assert 'data-label="Passed">1 of 2</td>' in html


def test_gaps_stand_first_and_are_told_apart(tmp_path: Path) -> None:
    html = body(tmp_path, "quality/", *RELEASES)
    assert html is not None
    assert html.index('id="gaps"') < html.index('id="matrix"')
    gaps = html[html.index('id="gaps"') : html.index('id="the-gates"' if 'id="the-gates"' in html else 'id="gates"')]
    assert "fb-bad" in gaps
    assert ">missing</span>" in gaps
    assert ">failed</span>" in gaps
    assert "The team accepts it: Agreed" in gaps
    matrix = html[html.index('id="matrix"') :]
    for word in ("passed", "waived", "failed", "missing", "not asked"):
        assert f">{word}</" in matrix
    assert ">Tom<" in matrix
    assert "<b>" not in matrix.replace("<b>Totals", "")


def test_staging_points_and_what_is_checked_all_the_time(tmp_path: Path) -> None:
    html = body(tmp_path, "quality/", *RELEASES)
    assert html is not None
    points, always = html.index("At staging points"), html.index("All the time")
    assert points < html.index('id="gate-totals"') < always < html.index('id="gate-tests"')


def test_what_is_to_come_has_no_gap(tmp_path: Path) -> None:
    coming = release("2.0.0", "", status="candidate", released_on=None, planned_on="2025-12-01")
    html = body(tmp_path, "quality/", coming)
    assert html is not None
    assert 'id="gaps"' not in html
    assert ">to come</a>" in html


def test_a_filtered_page_says_nothing_that_hidden_results_make_false(tmp_path: Path) -> None:
    hidden = {"id": "totals", "result": "fail", "evidence": "kanari", "visibility": "team"}
    html = body(tmp_path, "quality/", release("1.1.0", "2024-06-01", PASSED, hidden), visibility="public")
    assert html is not None
    for word in ("kanari", "missing", "fail", " gap", " of 1"):
        assert word not in html, word
    assert ">passed</a>" in html


def test_without_gates_the_page_teaches_or_is_not_there(tmp_path: Path) -> None:
    bare = {"name": "Harbour", "repositories": [{"id": "engine"}]}
    html = body(tmp_path, "quality/", release("1.0.1", "2024-01-01"), project=bare)
    assert html is not None
    assert "fb-empty" in html
    assert body(tmp_path / "b", "quality/", release("1.0.1", "2024-01-01"), project=bare, visibility="public") is None


AGAIN = {"command": "make", "container": "a/b", "tolerance": "0.1 %"}
RERUNS = (
    release("1.0.0", "2024-01-01"),
    release("1.0.1", "2024-02-01", rerun={**AGAIN, "verifications": [{"date": "2024-03-01", "result": "same"}]}),
    release("1.0.2", "2024-03-01", rerun={**AGAIN, "state": "runnable"}),
    release("1.0.3", "2024-04-01", rerun={**AGAIN, "verifications": [
        {"date": "2024-05-01", "result": "within_tolerance"},
        {"date": "2024-06-01", "result": "not_possible", "note": "The data was deleted"}], "state": "data_gone"}),
    release("1.0.4", "2024-05-01", rerun={**AGAIN, "verifications": [
        {"date": "2024-07-01", "result": "different", "note": "By 2 %"}]}),
)  # fmt: skip


def test_what_can_be_run_again_and_what_no_longer(tmp_path: Path) -> None:
    html = body(tmp_path, "run-again/", *RERUNS)
    assert html is not None
    order = [html.index(f'id="{word}"') for word in ("differs", "works", "untried", "gone", "unrecorded")]
    assert order == sorted(order)
    assert html.count("1 of 5<") == 4
    gone = html[html.index('id="gone"') :]
    for words in ("2024-06-01", "2024-05-01", "The data was deleted", "not possible"):
        assert words in gone
    assert "By 2 %" in html
    assert "last shown on" in html


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_hidden_recipes_are_not_counted(visibility: str, tmp_path: Path) -> None:
    hidden = release("1.0.5", "2024-06-01", rerun={**AGAIN, "visibility": "team", "data_version": "kanari"})
    html = body(tmp_path, "run-again/", *RERUNS, hidden, visibility=visibility)
    assert html is not None
    assert "1 of 4<" in html
    assert "unrecorded" not in html
    assert "1.0.5" not in html
    assert "kanari" not in html


def test_before_the_first_release_the_page_teaches(tmp_path: Path) -> None:
    write(tmp_path, {"records/project.yml": "name: Harbour\n", "docs/index.md": "# Harbour\n"})
    site = site_of(tmp_path)
    view = next(view for view in site.views() if view.address == "run-again/")
    assert "fb-empty" in site.body(view).html
    assert view.nav is None


def test_the_page_of_a_release_tells_how_it_runs_again(tmp_path: Path) -> None:
    html = body(tmp_path, "releases/1.0.3/", *RERUNS)
    assert html is not None
    assert "It can no longer be run" in html
    assert "Last ran on" in html
    assert html.count("2 attempts") == 1
    assert "make" in html


def test_runs_stand_on_the_pages_of_what_touches_them(tmp_path: Path) -> None:
    fix = {"id": "fix", "kind": "fixed", "summary": "Mended", "affected_since": "1.0.0", "action": "Run it again"}
    more = {
        "records/runs/2024.yml": [
            {"id": "quay", "release": "1.0.0", "run_at": "2024-01-20", "for": "Planners", "visibility": "public"},
            {"id": "kanari", "release": "1.0.0", "run_at": "2024-01-21", "for": "Kanari", "retain_until": "2024-12-31"},
        ],
    }  # fmt: skip
    files = (release("1.0.0", "2024-01-01"), release("1.1.0", "2024-02-01", changes=[fix], previous="1.0.0"), more)
    page = body(tmp_path, "releases/1.1.0/", *files)
    assert page is not None
    assert "2 runs that somebody relies on are touched" in page
    run = body(tmp_path, "runs/quay/", *files)
    assert run is not None
    assert "Results have changed since" in run
    assert "Run it again" in run
    assert "../../releases/1.1.0/#fix" in run
    index = body(tmp_path, "runs/", *files)
    assert index is not None
    assert index.index('id="touched"') < index.index('id="by-release"')
    public = body(tmp_path, "releases/1.1.0/", *files, visibility="public")
    assert public is not None
    assert "1 run that somebody relies on is touched" in public
    assert "anari" not in public
