"""The glossary's own page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from support.sites import records, site_of, write


def page(root: Path, files: dict[str, Any]) -> str:
    site = site_of(write(root, {"records/project.yml": "name: P\n", **records(files)}))
    found = {view.address: site.body(view).html for view in site.views()}
    assert [address for address in found if address.startswith("glossary")] == ["glossary/"]
    return found["glossary/"]


def test_terms_stand_by_their_letters_whatever_file_they_are_in(tmp_path: Path) -> None:
    html = page(tmp_path, {
        "glossary.yml": [{"title": "tide", "meaning": "High **water**"}, {"title": "AIS", "meaning": "A signal"}],
        "glossary/berth.yml": {"title": "Berth", "meaning": "A place", "also": ["mooring"]},
        "glossary/more.yml": [{"title": "3D", "meaning": "Deep"}, {"id": "zulu", "title": "zulu time", "meaning": "U"}],
    })  # fmt: skip
    assert re.findall(r'<h3 id="([\w-]+)">', html) == ["3d", "ais", "berth", "tide", "zulu"]
    assert re.findall(r'class="fb-chip" href="#([\w-]+)">(.)<', html) == [
        ("3d", "#"), ("ais", "A"), ("berth", "B"), ("tide", "T"), ("zulu", "Z"),
    ]  # fmt: skip
    assert "High <strong>water</strong>" in html
    assert "also mooring" in html


def test_an_empty_glossary_teaches(tmp_path: Path) -> None:
    assert "No glossary yet" in page(tmp_path, {"decisions/a.yml": {"title": "A", "status": "draft"}})
