"""The pages of retros: what became of the last improvement, columns by theme, and where the agreed one went."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from support.sites import records, site_of, write

FILES: dict[str, Any] = {
    "sprints/s1.yml": {"title": "Sprint 1", "start": "2025-06-02", "end": "2025-06-27"},
    "sprints/s2.yml": {"title": "Sprint 2", "start": "2025-07-07", "end": "2025-08-01"},
    "sprints/s3.yml": {"title": "Sprint 3", "start": "2025-08-11", "end": "2025-09-05"},
    "retros/r1.yml": {
        "sprint": "s1", "date": "2025-06-27",
        "could_be_better": [{"text": "Slow gates", "theme": "Gates", "votes": 2},
                            {"text": "No lamp", "theme": "light"}],
        "improvement": {"id": "bell", "statement": "Ring a bell", "target_sprint": "s2"},
    },
    "retros/r2.yml": {
        "sprint": "s2", "date": "2025-08-01",
        "went_well": [{"text": "Tables held", "votes": 1}, {"text": "Calm sea", "votes": 4}],
        "could_be_better": [{"text": "A queue", "theme": "gates"}, {"text": "Fog", "theme": "Sea", "votes": 9}],
        "reviewed": [{"improvement": "bell", "verdict": "partly", "evidence": "Rung twice.", "next": "redefine",
                      "replaced_by": "horn"}],
        "improvement": {"id": "horn", "statement": "Blow a horn", "target_sprint": "s3"},
    },
    "retros/r3.yml": {"sprint": "s3", "date": "2025-09-05"},
}  # fmt: skip


def pages(root: Path, files: dict[str, Any] | None = None, visibility: str = "team") -> dict[str, str]:
    project = {"records/project.yml": {"name": "P"}}
    site = site_of(write(root, {**project, **records(files or FILES)}), visibility=visibility)
    wanted = ("retros/", "improvements/")
    return {view.address: site.body(view).html for view in site.views() if view.address.startswith(wanted)}


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html: str, start: str, end: str) -> str:
    return html[html.index(start) : html.index(end, html.index(start))]


def test_the_last_improvement_and_its_verdict_come_first(tmp_path: Path) -> None:
    html = pages(tmp_path)["retros/r2/"]
    first = plain(part(html, 'id="reviewed"', 'class="fb-options"'))
    for words in ("partly", "Ring a bell", "Rung twice.", "agreed at Retro, sprint 1", "next: put another way",
                  "replaced by Blow a horn"):  # fmt: skip
        assert words in first
    assert html.index("Rung twice.") < html.index("Calm sea") < html.index('id="improvement"')


def test_a_verdict_that_is_missing_is_shown_as_a_gap(tmp_path: Path) -> None:
    html = pages(tmp_path)["retros/r3/"]
    assert "No verdict was given on Blow a horn" in plain(html)
    assert "None was agreed." in html
    assert "Nothing was there to be judged." in plain(pages(tmp_path)["retros/r1/"])


def test_columns_are_by_theme_and_say_when_a_theme_came_up_before(tmp_path: Path) -> None:
    html = pages(tmp_path)["retros/r2/"]
    better = part(html, 'id="could-be-better"', 'id="improvement"')
    assert better.index("Fog") < better.index("A queue")  # the theme with most votes first
    # "Gates" and "gates" are one theme, and r1 had it.
    assert "gates at 1 retro before, last Retro, sprint 1" in plain(better)
    well = part(html, 'id="went-well"', 'id="could-be-better"')
    assert well.index("Calm sea") < well.index("Tables held")


def test_the_agreed_improvement_shows_where_it_went(tmp_path: Path) -> None:
    card = plain(part(pages(tmp_path)["retros/r1/"], 'id="improvement"', 'id="facts"'))
    way = "agreed at Retro, sprint 1 → Sprint 2 → partly at Retro, sprint 2 , put another way → replaced by Blow a horn"
    assert way in card


def test_the_index_has_years_verdicts_and_themes_that_come_back(tmp_path: Path) -> None:
    older = {"retros/r0.yml": {"date": "2024-06-27", "improvement": {"id": "flag", "statement": "Fly a flag"}}}
    html = pages(tmp_path, {**FILES, **older})["retros/"]
    assert re.findall(r'<h2 id="y(\d+)">', html) == ["2025", "2024"]
    assert re.findall(r'data-status="([^"]+)"', html) == ["none agreed", "never judged", "partly", "never judged"]
    assert "To be judged next: Fly a flag , Blow a horn" in plain(html)
    themes = plain(part(html, 'id="themes"', "All themes"))
    assert "Gates last at Retro, sprint 2 at 2 of 4 retros" in themes
    assert "light" not in themes


def test_a_filtered_site_shows_neither_items_nor_their_themes(tmp_path: Path) -> None:
    marked: dict[str, Any] = {
        name: {**fields, "visibility": "public"} if name.startswith("retros") else fields
        for name, fields in FILES.items()
    }
    shown = {"text": "A queue", "theme": "gates", "visibility": "public"}
    marked["retros/r2.yml"]["could_be_better"] = [shown, {"text": "Fog", "theme": "canary", "votes": 9}]
    marked["retros/r1.yml"]["could_be_better"] = [{"text": "Slow", "theme": "canary"}]
    found = pages(tmp_path, marked, "public")
    assert "A queue" in found["retros/r2/"]
    for address, html in found.items():
        assert "canary" not in html, address
        assert "Sprint 2" not in html, address  # sprints stay with the team
    # A verdict may be hidden, so that nothing is called overdue or missing.
    assert "never judged" not in found["improvements/"]
    assert "No verdict" not in found["retros/r3/"]
