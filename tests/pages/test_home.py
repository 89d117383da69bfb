"""Home: what was to be done by now stands first, and the ways on lead where there is something."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from support.sites import records, site_of, write

RECORDS: dict[str, Any] = {
    "decisions/old.yml": {"title": "Old rule", "status": "accepted", "decided": "2024-01-01",
                           "review_by": "2025-02-01"},
    "decisions/wish.yml": {"title": "New rule", "status": "proposed", "created": "2025-01-01",
                           "review_by": "2025-03-01"},
    "decisions/fresh.yml": {"title": "Fresh rule", "status": "accepted", "decided": "2025-01-01",
                            "review_by": "2026-02-01"},
    "requests/berth.yml": {"title": "A berth", "asked_on": "2024-06-01", "need": "A berth", "answer": "not_now",
                           "reason": "Later", "revisit_on": "2025-04-01"},
    "requests/crane.yml": {"title": "A crane", "asked_on": "2024-06-01", "need": "A crane", "answer": "no",
                           "reason": "Never", "revisit_on": "2025-04-01"},
}  # fmt: skip


def home(root: Path, files: dict[str, Any]) -> str:
    site = site_of(write(root, {"records/project.yml": "name: P\n", **records(files)}))
    return next(site.body(view).html for view in site.views() if view.address == "")


def test_all_that_is_overdue_is_told_with_what_it_waits_for(tmp_path: Path) -> None:
    rows = re.findall(r"<li>(?:(?!</li>).)*overdue(?:(?!</li>).)*</li>", home(tmp_path, RECORDS), re.S)
    after = [row.partition('class="fb-grow"')[2].partition(">")[2] for row in rows]
    told = [" ".join(re.sub("<[^>]+>", " ", words).split()) for words in after]
    assert told == ["Review of Old rule overdue", "Decision on New rule overdue", "A new answer to A berth overdue"]


def test_the_roadmap_is_named_where_there_is_one(tmp_path: Path) -> None:
    way = 'href="roadmap/"'
    assert way not in home(tmp_path / "without", RECORDS)
    item = {"title": "A second berth", "horizon": "next"}
    assert way in home(tmp_path / "with", {**RECORDS, "roadmap/berth.yml": item})
