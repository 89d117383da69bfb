"""Incidents: their course, what is still to be done, and that a public page names nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.kinds.incident.course import lasted
from support.sites import records, site_of, write

PEOPLE: dict[str, Any] = {
    "people/jun.yml": {"title": "Jun Watanabe", "handle": "jwatanabe", "emails": ["jun@example.org"]},
    "people/ida.yml": {"title": "Ida Berg", "public_name": "I. Berg"},
    "people/tom.yml": {"title": "Tom Fielding"},
    "roles/lead.yml": {"title": "Engineer lead", "visibility": "public", "holders": [{"person": "jun"}]},
}


def pages(root: Path, files: dict[str, Any], visibility: str = "team", project: str = "name: P\n") -> dict[str, str]:
    site = site_of(write(root, {"records/project.yml": project, **records({**PEOPLE, **files})}), visibility=visibility)
    return {view.address: site.body(view).html for view in site.views()}


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-10-07T09:10+01:00", "2025-10-07T09:10+01:00", "0 min"),
        ("2025-10-07T09:10+01:00", "2025-10-07T10:05+01:00", "55 min"),
        ("2025-10-07T09:10+01:00", "2025-10-07T10:10+02:00", "0 min"),
        ("2025-10-07T09:10+01:00", "2025-10-07T11:50+01:00", "2 h 40 min"),
        ("~2025-10-07T09:10+01:00", "2025-10-07T11:10+01:00", "about 2 h"),
        ("2025-10-07T09:10+01:00", "2025-10-10T09:10+01:00", "3 days"),
        ("2025-10-07", "2025-10-07T09:10+01:00", "within a day"),
        ("2025-10-07", "2025-10-08", "1 day"),
        ("2025-10-08", "2025-10-07", ""),
        (None, "2025-10-07", ""),
    ],
)
def test_how_long_it_lasted(start: str | None, end: str, words: str) -> None:
    assert lasted(start, end) == words


NAMED: dict[str, Any] = {
    "title": "Jun Watanabe's app was down",
    "visibility": "public",
    "detected": "2025-10-07T09:10+01:00",
    "severity": "high, says @jwatanabe",
    "impact": "Ida Berg could not work; nor could **Tom\nFielding**. Write to jun@example.org.",
    "timeline": [
        {"at": "2025-10-07", "what": "[[person/jun|Jun]] restarts it, see [[role/lead|what Tom Fielding said]]"},
    ],
    "lessons": ["JWATANABE's key was the only one"],
    "actions": [{"what": "A key for Tom Fielding", "owner": "tom"}, {"what": "More", "owner": "jun"}],
    "links": [{"title": "Jun Watanabe's notes", "url": "https://e.example/jwatanabe/notes"}],
}  # fmt: skip


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_names_become_roles_on_a_filtered_site(visibility: str, tmp_path: Path) -> None:
    found = pages(tmp_path, {"incidents/a.yml": NAMED}, visibility)
    html = found["incidents/a/"]
    for name in ("Watanabe", "jwatanabe", "JWATANABE", "Fielding", "jun@", "Ida", "Jun"):
        assert [address for address, body in found.items() if name in body] == [], name
    assert "Engineer lead's app was down" in html
    assert "I. Berg could not work; nor could <strong>a team member</strong>" in html
    assert "A key for a team member" in html


def test_the_team_reads_what_was_written(tmp_path: Path) -> None:
    html = pages(tmp_path, {"incidents/a.yml": NAMED})["incidents/a/"]
    assert "Jun Watanabe's app was down" in html
    assert "jun@example.org" in html


def test_first_names_count_where_the_team_wants_it(tmp_path: Path) -> None:
    values = {"title": "A", "visibility": "public", "detected": "2025-10-07", "impact": "Jun saw it in June."}
    project = "name: P\nblameless: {match_first_names: yes}\n"
    assert (
        "Engineer lead saw it in June."
        in pages(tmp_path, {"incidents/a.yml": values}, "public", project)["incidents/a/"]
    )


def test_what_is_still_to_be_done_comes_first(tmp_path: Path) -> None:
    files = {
        "incidents/old.yml": {
            "title": "Old", "detected": "2025-01-07", "resolved": "2025-01-08",
            "actions": [{"what": "Late", "due": "2025-11-01"}, {"what": "Gone", "status": "dropped"}],
        },
        "incidents/now.yml": {"title": "Now", "detected": "2025-11-20"},
        "incidents/new.yml": {"title": "New", "detected": "2025-11-01", "resolved": "2025-11-02"},
    }  # fmt: skip
    html = pages(tmp_path, files)["incidents/"]
    assert html.index(">Late") < html.index("All incidents")
    assert "overdue" in html
    assert "Gone" not in html
    listed = html[html.index('id="incidents"') :]
    assert listed.index(">Now<") < listed.index(">New<") < listed.index(">Old<")


def test_a_runbook_lists_the_incidents_that_it_was_used_in(tmp_path: Path) -> None:
    files = {
        "runbooks/stop.yml": {"title": "Stop it"},
        "incidents/a.yml": {"title": "Aaa", "detected": "2025-10-07", "runbook": "stop", "runbook_worked": "no"},
        "incidents/b.yml": {"title": "Bbb", "detected": "2025-10-09", "runbook": "stop"},
    }
    html = pages(tmp_path, files)["runbooks/stop/"]
    used = html[html.index('id="used-in"') :]
    assert used.index("Bbb") < used.index("Aaa") < used.index("it did not work")
