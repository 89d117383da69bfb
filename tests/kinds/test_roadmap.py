"""The roadmap on one page: horizons, planned releases, what moved and why."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from support.sites import records, site_of, write

FILES: dict[str, Any] = {
    "roles/lead.yml": {"title": "Model lead"},
    "releases/v1.yml": {"version": "v1", "status": "planned", "planned_on": "2025-12-04", "owner": "role/lead"},
    "releases/v2.yml": {"version": "v2", "status": "planned"},
    "releases/v0.yml": {"version": "v0", "status": "released", "released_on": "2025-05-01",
                        "components": [{"repository": "code", "version": "1", "commit": "99e0658"}]},
    "roadmap/tides.yml": {
        "title": "Tides", "horizon": "now", "target": "v1", "owner": "role/lead",
        "changed": [{"date": "2025-03-01", "to": "exploring", "reason": "Three asked"},
                    {"date": "2025-09-01", "from": "exploring", "to": "now", "reason": "It works in a trial"}],
    },
    "roadmap/storms.yml": {"title": "Storms", "horizon": "now", "target": "v2"},
    "roadmap/cranes.yml": {"title": "Cranes", "horizon": "next", "target": "v0"},
    "roadmap/yachts.yml": {"title": "Yachts", "horizon": "exploring"},
    "roadmap/berths.yml": {"title": "Berths", "horizon": "done", "delivered_in": "v0"},
    "roadmap/submarines.yml": {
        "title": "Submarines", "horizon": "dropped",
        "changed": [{"date": "2025-04-01", "to": "dropped", "reason": "Nobody sees them"}],
    },
    "requests/a.yml": {"title": "Ask", "asked_on": "2025-01-01", "need": "x", "answer": "yes", "roadmap": "tides"},
}  # fmt: skip
PROJECT = {"name": "P", "repositories": [{"id": "code"}]}


def pages(root: Path, files: dict[str, Any]) -> dict[str, str]:
    site = site_of(write(root, {"records/project.yml": PROJECT, **records(files)}))
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith("roadmap/")}


def part(html: str, start: str, end: str) -> str:
    return html[html.index(start) : html.index(end, html.index(start))]


def test_each_item_stands_under_its_horizon(tmp_path: Path) -> None:
    html = pages(tmp_path, FILES)["roadmap/"]
    cards = re.findall(r'<div class="fb-card"><h2 id="(\w+)">.*?</div>\n(?=<div class="fb-card">|</div>)', html, re.S)
    assert cards == ["now", "next", "later", "exploring"]
    now = part(html, '<h2 id="now">', '<h2 id="next">')
    assert now.index("Tides") < now.index("Storms")  # what is due first stands on top
    assert "Cranes" in part(html, '<h2 id="next">', '<h2 id="later">')
    assert "Nothing at the moment." in part(html, '<h2 id="later">', '<h2 id="exploring">')
    assert "asked for in 1 request" in now
    assert "target passed" in part(html, '<h2 id="next">', '<h2 id="later">')
    assert "target passed" not in now


def test_what_is_over_is_folded_away(tmp_path: Path) -> None:
    html = pages(tmp_path, FILES)["roadmap/"]
    assert "Berths" in part(html, '<details id="done">', "</details>")
    assert "Submarines" in part(html, '<details id="dropped">', "</details>")
    assert "Submarines" not in part(html, '<h2 id="now">', '<h2 id="releases">')


def test_planned_releases_stand_on_the_same_page_with_day_and_owner(tmp_path: Path) -> None:
    html = part(pages(tmp_path, FILES)["roadmap/"], '<h2 id="releases">', '<h2 id="moved">')
    assert html.index("2025-12-04") < html.index(">v1</a>") < html.index("Model lead") < html.index("no day yet")
    assert "On board: " in html
    assert ">v0</a>" not in html


def test_what_moved_comes_newest_first_with_its_reason(tmp_path: Path) -> None:
    html = part(pages(tmp_path, FILES)["roadmap/"], '<h2 id="moved">', "<details")
    told = re.findall(r"<time[^>]*>([\d-]+)</time>.*?>(\w+)</a> ([^<]+)<br><small>([^<]+)<", html, re.S)
    assert told == [
        ("2025-09-01", "Tides", "exploring → now", "It works in a trial"),
        ("2025-04-01", "Submarines", "dropped", "Nobody sees them"),
        ("2025-03-01", "Tides", "exploring", "Three asked"),
    ]


def test_many_moves_are_folded_away(tmp_path: Path) -> None:
    moves = [{"date": f"2025-01-{day:02}", "to": "later" if day % 2 else "next"} for day in range(1, 12)]
    files = {"roadmap/a.yml": {"title": "A", "horizon": "later", "changed": moves}}
    html = pages(tmp_path, files)["roadmap/"]
    assert "Earlier (3)" in html
    assert html.count("<li>") == 1 + len(moves)


def test_releases_alone_are_told_as_well(tmp_path: Path) -> None:
    html = pages(tmp_path, {name: FILES[name] for name in ("releases/v1.yml", "roles/lead.yml")})["roadmap/"]
    assert "No roadmap yet" in html
    assert ">v1</a>" in html


def test_the_page_of_an_item(tmp_path: Path) -> None:
    files = {
        **FILES,
        "sprints/s.yml": {"start": "2025-01-01", "end": "2025-01-10", "planned": [{"item": "T", "roadmap": "tides"}]},
        "changes/c.yml": {"kind": "added", "summary": "Tides by the hour", "roadmap": ["tides"]},
    }
    found = pages(tmp_path, files)
    item = found["roadmap/tides/"]
    assert [
        w for w in ("planned for", ">Ask</a>", "exploring → <b>now</b>", "Tides by the hour") if w not in item
    ] == []
    assert "It came with" in found["roadmap/berths/"]
    assert "<b>Dropped.</b> Nobody sees them" in found["roadmap/submarines/"]
    assert "<b>The target has passed:</b> v0 came out on 2025-05-01" in found["roadmap/cranes/"]
