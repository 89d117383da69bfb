"""Incidents: their course, what is still to be done, and that a public page names nobody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from forgebook.kinds.incident.course import lasted, since
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
        ("~2025-10-07", "2025-10-09", "about 2 days"),
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


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2025-10-07T09:10+01:00", "detected"),
        ("2025-10-07T10:10+02:00", "detected"),
        ("2025-10-07T09:55+01:00", "+45 min"),
        ("2025-10-07T07:00+01:00", "−2 h 10 min"),
        ("2025-10-10T09:10+01:00", "+3 days"),
        ("2025-10-07", ""),
        ("~2025-10-07T10:00+01:00", ""),
    ],
)
def test_how_far_a_moment_lies_from_detection(at: str, words: str) -> None:
    assert since("2025-10-07T09:10+01:00", at) == words
    assert since("2025-10-07", at) == ""


COURSE: dict[str, Any] = {
    "title": "A", "started": "2025-10-07T09:00+01:00", "detected": "2025-10-07T09:10+01:00",
    "mitigated": "2025-10-07T09:40+01:00", "resolved": "2025-10-07T12:00+01:00",
    "timeline": [{"at": "2025-10-07T09:15+01:00", "what": "It is put back"}],
}  # fmt: skip


def test_the_parts_of_its_course_are_told(tmp_path: Path) -> None:
    html = pages(tmp_path, {"incidents/a.yml": COURSE})["incidents/a/"]
    spans = {
        "Unseen for": "10 min",
        "Then mitigated in": "30 min",
        "Then resolved in": "2 h 20 min",
        "Lasted": "40 min",
    }
    for label, words in spans.items():
        assert f"<dt>{label}</dt><dd>{words}</dd>" in html
    assert "09:15 +01:00<br>+5 min" in html
    rough = pages(tmp_path / "b", {"incidents/a.yml": {**COURSE, "resolved": "~2025-10-07"}})["incidents/a/"]
    assert "Then resolved in" not in rough


def test_a_release_and_a_runbook_name_their_incidents(tmp_path: Path) -> None:
    files = {
        "incidents/a.yml": {**COURSE, "title": "Cranes stood", "release": "v1", "runbook": "b", "runbook_worked": True},
        "releases/v1.yml": {"version": "v1", "status": "planned"},
        "runbooks/b.yml": {"title": "Turn it off"},
    }
    found = pages(tmp_path, files)
    assert "Cranes stood" in found["releases/v1/"]
    assert re.search(r"Cranes stood.*it worked", found["runbooks/b/"], re.DOTALL)


def test_many_open_actions_are_folded_away(tmp_path: Path) -> None:
    actions = [{"what": f"Do {number}", "due": f"2025-10-{number:02}"} for number in range(1, 12)]
    html = pages(tmp_path, {"incidents/a.yml": {**COURSE, "actions": actions}})["incidents/"]
    shown, _, folded = html.partition("<details>")
    assert "Do 8<" in shown
    assert "<b>3</b> more actions" in folded
    assert "Do 9<" in folded.partition("</details>")[0]


def test_home_tells_what_goes_on_and_what_is_overdue(tmp_path: Path) -> None:
    actions = [
        {"what": "Oil the crane", "due": "2025-01-05", "owner": "role/lead"},
        {"what": "Paint it", "due": "2030-01-05"},
        {"what": "Wash it", "status": "done"},
    ]
    going_on = {"title": "Cranes stand", "detected": "2025-10-07"}
    files = {"incidents/a.yml": {**COURSE, "actions": actions}, "incidents/b.yml": going_on}
    html = pages(tmp_path, files)[""]
    card = html.partition("After incidents")[2].partition("</div>")[0]
    assert "Cranes stand" in card
    assert "Oil the crane" in card
    assert "Paint it" not in card
    assert "2 actions still to be done" in card
    quiet = pages(tmp_path / "b", {"incidents/a.yml": COURSE})[""]
    assert "After incidents" not in quiet


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_home_of_a_filtered_site_tells_nothing_of_a_hidden_incident(visibility: str, tmp_path: Path) -> None:
    hidden = {"title": "Cranes stand", "detected": "2025-10-07", "actions": [{"what": "Oil", "due": "2025-01-05"}]}
    found = pages(tmp_path, {"incidents/b.yml": hidden}, visibility)
    assert [address for address, html in found.items() if "After incidents" in html or "Cranes" in html] == []
    named = {**hidden, "visibility": "public", "actions": [{"what": "Oil for Tom Fielding", "due": "2025-01-05"}]}
    html = pages(tmp_path / "b", {"incidents/b.yml": named}, visibility)[""]
    assert "Oil for a team member" in html


def test_open_actions_without_a_day_follow_those_with_one_the_newest_first(tmp_path: Path) -> None:
    def incident(day: str, *actions: dict[str, str]) -> dict[str, Any]:
        return {"title": "A", "detected": day, "resolved": day, "actions": list(actions)}

    files = {
        "incidents/a.yml": incident("2024-01-05", {"what": "Old one"}, {"what": "Dated", "due": "2024-02-01"}),
        "incidents/b.yml": incident("2025-01-05", {"what": "New one"}),
    }
    html = pages(tmp_path, files)["incidents/"]
    assert html.index("Dated") < html.index("New one") < html.index("Old one")
