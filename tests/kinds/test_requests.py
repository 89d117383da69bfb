"""Requests: the order of the index, what is told of each, and what came of it on both sides."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.loading import load, told
from support.properties import examples
from support.sites import AS_OF, records, site_of, write

DAY = timedelta(days=1)


def request(answer: str = "open", **more: Any) -> dict[str, Any]:
    values = {"title": "A berth", "asked_on": "2025-06-01", "need": "We need a **berth**.", "answer": answer}
    return {**values, **({"reason": "Because."} if answer in ("no", "not_now") else {}), **more}


def page(root: Path, address: str, files: dict[str, Any], visibility: str = "team") -> str:
    site = site_of(write(root, {"records/project.yml": "name: P\n", **records(files)}), visibility=visibility)
    return next(site.body(view).html for view in site.views() if view.address == address)


def titles(html: str) -> list[str]:
    return re.findall(r'href="\.\./requests/([\w-]+)/"', html) or re.findall(r'href="([\w-]+)/"', html)


def test_what_waits_comes_first_and_the_longest_on_top(tmp_path: Path) -> None:
    files = {
        "requests/said-yes.yml": request("yes", decided_on="2025-07-01"),
        "requests/said-no-late.yml": request("no", decided_on="2025-09-01"),
        "requests/said-no.yml": request("no", decided_on="2025-08-01"),
        "requests/later.yml": request("not_now", revisit_on="2026-05-01"),
        "requests/sometime.yml": request("not_now"),
        "requests/soon.yml": request("not_now", revisit_on="2025-12-01"),
        "requests/due.yml": request("not_now", revisit_on="2025-11-19"),
        "requests/young.yml": request(asked_on="2025-11-01"),
        "requests/old.yml": request(asked_on="2024-11-01"),
    }
    assert titles(page(tmp_path, "requests/", files)) == [
        "old", "young", "due", "soon", "later", "sometime", "said-no-late", "said-no", "said-yes",
    ]  # fmt: skip


def test_the_index_tells_reasons_alternatives_and_what_came_of_it(tmp_path: Path) -> None:
    files = {
        "requests/a.yml": request("no", reason="Too *deep*.", alternative="Take the other one.", decision="d"),
        "decisions/d.yml": {"title": "No more berths", "status": "rejected", "decided": "2025-01-01"},
    }
    html = page(tmp_path, "requests/", files)
    assert "Too <em>deep</em>." in html
    assert "<b>Instead:</b> Take the other one." in html
    assert ">No more berths</a>" in html


def test_an_alternative_may_begin_with_a_list(tmp_path: Path) -> None:
    html = page(tmp_path, "requests/", {"requests/a.yml": request("not_now", alternative="- One\n- Two\n")})
    assert "<b>Meanwhile:</b>" in html
    assert "<li>Two</li>" in html


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (request(), ["Not answered yet.", "172 days ago"]),
        (request("not_now", revisit_on="2025-12-01"), ["Not now.", "looks at it again", "in 11 days", "Why not now"]),
        (
            request("not_now", revisit_on="2025-11-01"),
            ["wanted to look at it again", "19 days ago", "answer due again"],
        ),
        (request("not_now"), ["Nobody has said yet when it comes up again."]),
        (request("no", alternative="Another"), ["The team does not do this.", 'href="#instead"', "Why not</h2>"]),
        (request("yes", decided_on="2025-07-01"), [">yes</span>"]),
    ],
)
def test_the_page_says_first_what_the_answer_is(values: dict[str, Any], words: list[str], tmp_path: Path) -> None:
    html = page(tmp_path, "requests/a/", {"requests/a.yml": values})
    assert [word for word in words if word not in html] == []
    assert "We need a <strong>berth</strong>." in html


def test_what_came_of_it_links_back(tmp_path: Path) -> None:
    files = {
        "requests/a.yml": request("yes", decision="d", roadmap="r"),
        "decisions/d.yml": {"title": "More berths", "status": "accepted", "decided": "2025-01-01"},
        "roadmap/r.yml": {"title": "A second berth", "horizon": "now"},
        "changes/c.yml": {"kind": "added", "summary": "A berth more", "requests": ["a"]},
        "sprints/s.yml": {"start": "2025-01-01", "end": "2025-01-10", "added": [{"item": "Berth", "request": "a"}]},
    }
    mine = page(tmp_path, "requests/a/", files)
    assert all(words in mine for words in ("More berths", "A second berth", "A berth more", "Brought into"))
    for address in ("decisions/d/", "roadmap/r/", "changes/c/", "sprints/s/"):
        assert "../../requests/a/" in page(tmp_path, address, files), address


def test_somebody_who_stands_as_asker_is_not_told_to_others(tmp_path: Path) -> None:
    files = {
        "people/pat.yml": {"title": "Pat Plain", "handle": "@pat"},
        "requests/a.yml": request(asker="pat plain for the pilots", visibility="public"),
        "requests/b.yml": request(asker="Ask @pat", visibility="public"),
        "requests/c.yml": request(asker="The patent office", visibility="public"),
    }
    project = load(tmp_path, {f"records/{name}": values for name, values in files.items()})
    assert [line.partition(" ")[2] for line in told(project)] == [
        'FB611 "Pat Plain" is a person',
        'FB611 "pat" is a person',
    ]
    html = page(tmp_path, "requests/", files, "public")
    assert "pilots" not in html
    assert "@pat" not in html
    assert "The patent office" in html


@given(
    answer=st.sampled_from(["open", "not_now"]),
    asked=st.integers(-400, 0),
    again=st.none() | st.integers(-300, 300),
)
@examples(40)
def test_an_answer_is_due_again_once_its_day_has_passed(answer: str, asked: int, again: int | None) -> None:
    values = request(answer, asked_on=(AS_OF + asked * DAY).isoformat())
    if again is not None and answer == "not_now":
        values["revisit_on"] = (AS_OF + again * DAY).isoformat()
    with TemporaryDirectory() as folder:
        project = load(Path(folder), {"records/requests/a.yml": values})
    due = answer == "not_now" and again is not None and again < 0
    assert any("FB422" in line for line in told(project)) is due
    assert any("FB423" in line for line in told(project)) is bool(
        answer == "not_now" and again is not None and again < asked
    )
    record = project.graph.of("request")[0]
    days = [event.date for event in project.graph.events if event.ref == record.ref]
    assert days == sorted(
        [AS_OF + asked * DAY, *([AS_OF + again * DAY] if answer == "not_now" and again is not None else [])]
    )


def test_events_of_a_request(tmp_path: Path) -> None:
    files = {"records/requests/a.yml": request("not_now", decided_on="2025-06-09", revisit_on="2026-01-05")}
    events = load(tmp_path, files).graph.events
    assert [(event.date, event.what) for event in events] == [
        (date(2025, 6, 1), "asked"), (date(2025, 6, 9), "answered: not now"), (date(2026, 1, 5), "answer due again"),
    ]  # fmt: skip
