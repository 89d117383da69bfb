"""The pages of releases, of what is not released and of notices: what stands where, and what is told of ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.sites import site_of, write

PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
OUT = {"status": "released", "components": PARTS, "level": "patch"}
FILES: dict[str, Any] = {
    "records/project.yml": {
        "name": "Harbour",
        "repositories": [{"id": "engine", "title": "Engine"}, {"id": "app"}],
        "audiences": [{"id": "planners", "title": "Planners"}, {"id": "makers", "title": "Makers"}],
    },
    "records/releases/v1.yml": {**OUT, "version": "v1", "released_on": "2024-03-12"},
    "records/releases/v2.yml": {
        "version": "v2", "status": "withdrawn", "components": PARTS, "previous": "v1", "released_on": "2025-03-12",
        "withdrawn": {"date": "2025-03-14", "reason": "Ships twice", "replacement": "v3",
                      "who_is_affected": "The port"},
        "changes": [{"id": "bell", "kind": "added", "summary": "A bell", "audience": ["planners"], "action": "Listen"}],
    },
    "records/releases/v3.yml": {
        "version": "v3", "status": "withdrawn", "components": PARTS, "previous": "v2", "released_on": "2025-03-15",
        "withdrawn": {"date": "2025-03-16", "reason": "Ships thrice", "replacement": "v4"},
    },
    "records/releases/v4.yml": {
        **OUT, "version": "v4", "previous": "v3", "released_on": "2025-03-17",
        "components": [*PARTS, {"repository": "app", "version": "2", "commit": "99e0659"}],
        "changes": [
            {"id": "flag", "kind": "fixed", "summary": "The flag", "audience": ["makers"], "component": ["app"]},
            {"id": "rope", "kind": "removed", "summary": "The rope", "breaking": True},
        ],
    },
    "records/releases/v5.yml": {"version": "v5", "status": "cancelled", "planned_on": "2025-04-01"},
    "records/releases/v6.yml": {"version": "v6", "status": "planned", "planned_on": "2025-12-01", "previous": "v4"},
    "records/changes/tide.yml": {"kind": "data", "summary": "The tide", "releases": ["v6"], "action": "Look",
                                 "act_by": "2025-12-24", "audience": ["planners"]},
    "records/changes/loose.yml": {"kind": "added", "summary": "A loose end"},
    "records/notices/now.yml": {"title": "Low water", "published": "2025-11-01", "until": "2025-11-20", "text": "Now"},
    "records/notices/soon.yml": {"title": "High water", "published": "2025-11-01", "from": "2025-11-21",
                                 "text": "Soon"},
    "records/notices/gone.yml": {"title": "Old water", "published": "2025-10-01", "until": "2025-11-19",
                                 "text": "Gone"},
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    site = site_of(write(tmp_path_factory.mktemp("pages"), FILES))
    return {view.address: site.body(view).html for view in site.views()}


def test_a_withdrawn_release_says_why_who_and_what_instead(pages: dict[str, str]) -> None:
    page = pages["releases/v2/"]
    for words in ("do not use it.</b> Ships twice", "The port", 'use <a href="../v4/">v4</a>', "was withdrawn as well"):
        assert words in page
    assert "fb-verdict" not in page
    assert "A bell" in page


def test_a_cancelled_release_says_so_and_promises_nothing(pages: dict[str, str]) -> None:
    page = pages["releases/v5/"]
    assert "never came out" in page
    assert "What changes" not in page


def test_a_planned_one_says_what_will_be(pages: dict[str, str]) -> None:
    page = pages["releases/v6/"]
    assert "Not out yet" in page
    assert "you will have to act by Wed 24 Dec 2025" in page


def test_breaking_and_acting_come_first_and_each_reader_has_a_part(pages: dict[str, str]) -> None:
    page = pages["releases/v4/"]
    own = page[page.index('<h2 id="changes">') :]
    assert own.index("The rope") < own.index("The flag")
    planners = page[page.index('id="for-planners"') : page.index('id="for-makers"')]
    assert "The rope" in planners
    assert "The flag" not in planners
    assert page.count('id="rope"') == 1


def test_the_index_has_what_is_next_what_is_withdrawn_and_what_it_is_found_by(pages: dict[str, str]) -> None:
    page = pages["releases/"]
    assert 'The newest is <a href="v4/">v4</a>' in page
    assert 'Next comes <a href="v6/">v6</a>' in page
    gone = page[page.index('id="withdrawn"') : page.index('id="all"')]
    assert "Ships twice" in gone
    assert 'use <a href="v4/">v4</a>' in gone
    row = next(line for line in page.split("\n") if "data-fb-item" in line and ">v4<" in line)
    for attribute in ('data-year="2025"', 'data-component="app"', 'data-change="removed fixed"',
                      'data-status="released"',
                      'data-audience="planners makers"'):  # fmt: skip
        assert attribute in row
    assert 'href="../changes/">2 changes</a>' in page


def test_what_is_not_released_stands_by_the_release_it_waits_for(pages: dict[str, str]) -> None:
    page = pages["changes/"]
    assert page.index("To come with") < page.index("In no release yet")
    assert "Planners: you will have to act by Wed 24 Dec 2025." in page
    assert "A bell" not in page
    fragment = pages["changes/tide/"]
    assert "It is to come with" in fragment
    assert "No release is named for it" in pages["changes/loose/"]


def test_notices_are_shown_until_they_are_over(pages: dict[str, str]) -> None:
    for address in ("", "releases/"):
        assert "Low water" in pages[address]
        assert "High water" in pages[address]
        assert "Old water" not in pages[address].partition("Lately")[0]
    index = pages["notices/"]
    assert index.index("Current") < index.index("Low water") < index.index("To come") < index.index("High water")
    assert index.index('id="over"') < index.index("Old water")


def test_notices_stand_in_the_history(pages: dict[str, str]) -> None:
    assert "Low water" in pages["history/"]
    assert "published" in pages["history/"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, 'Affects runs since Tue 12 Mar 2024, when <a href="../v1/">v1</a> came out.'),
        ({"to": "2025-03-01"}, 'Affects runs from 12 Mar 2024 to 1 Mar 2025. It was so since <a href="../v1/">v1</a>.'),
        ({"from": "2024-05-01"}, 'Affects runs since Wed 1 May 2024. It was so since <a href="../v1/">v1</a>.'),
    ],
)
def test_the_day_that_a_release_came_out_is_said_of_that_day_alone(
    days: dict[str, str], said: str, tmp_path: Path
) -> None:
    change = {"id": "tide", "kind": "fixed", "summary": "The tide", "affected_since": "v1", "affected_runs": days}
    if not days:
        del change["affected_runs"]
    v6 = {"version": "v6", "status": "planned", "planned_on": "2025-12-01", "previous": "v4", "changes": [change]}
    site = site_of(write(tmp_path, {**FILES, "records/releases/v6.yml": v6}))
    page = next(site.body(view).html for view in site.views() if view.address == "releases/v6/")
    assert said in " ".join(page.split())
