"""This project's own site: a hand-written guide hides no page that is made from records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project, make_site

ROOT = Path(__file__).parents[2]


def test_no_guide_stands_where_a_page_of_ours_would() -> None:
    settings = SiteSettings(ROOT, ROOT / "records", date(2026, 11, 24))
    made = {view.address for view in make_site(load_project(settings, git=False), settings).views()}
    assert {"sprints/", "retros/", "quality/", "incidents/"} <= made
    docs = ROOT / "docs"
    guides = {path.relative_to(docs).with_suffix("").as_posix() + "/" for path in docs.rglob("*.md")}
    guides = {guide.removesuffix("index/") for guide in guides}
    assert made & guides <= {""}, "a hand-written page wins over ours at the same address"
