"""The pages of assumptions and of maturity, their parts on the quality page and on releases; on filtered sites too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from support.sites import records, site_of, write

PARTS = [{"repository": "engine", "version": "1", "commit": "99e0658"}]
OUT = {"status": "released", "components": PARTS, "visibility": "public"}
BASE: dict[str, Any] = {"visibility": "public"}
FILES: dict[str, Any] = {
    "project.yml": {
        "name": "Harbour",
        "repositories": [{"id": "engine"}],
        "scales": {"quality": ["guess", "read", "seen", "measured"], "impact": ["small", "large"]},
        "frameworks": [{"id": "own", "title": "Our ladder", "source": "The board", "levels": [
            {"level": 1, "title": "Begun", "criteria": [{"id": "bell", "text": "There is a **bell**"}]},
            {"level": 2, "criteria": [{"id": "log", "text": "There is a log"}, {"id": "map", "text": "A map"}]},
        ]}],
    },
    "releases/v1.yml": {**OUT, "version": "v1", "released_on": "2025-01-07"},
    "releases/v2.yml": {**OUT, "version": "v2", "previous": "v1", "released_on": "2025-10-07"},
    "assumptions/tides.yml": {**BASE, "statement": "Tides follow the *moon*", "quality": "guess", "impact": "large",
                              "since": "v2", "review_by": "2025-11-01", "why": "Ships <b>wait</b>"},
    "assumptions/ships.yml": {**BASE, "statement": "Ships come in rows", "quality": "measured", "impact": "small",
                              "until": "v1"},
    "assumptions/odd.yml": {**BASE, "statement": "Odd one out", "quality": "lucky", "impact": "small"},
    "assumptions/zebra.yml": {"statement": "zebra statement", "quality": "guess", "impact": "large", "since": "v1"},
    "assessments/a.yml": {**BASE, "date": "2024-10-07", "framework": "own", "criteria": [
        {"id": "bell", "status": "unmet", "evidence": "None <i>yet</i>"}]},
    "assessments/b.yml": {**BASE, "date": "2025-10-07", "framework": "own", "criteria": [
        {"id": "bell", "status": "met", "evidence": "One can hear it"},
        {"id": "log", "status": "partly", "evidence": "zebra evidence", "visibility": "team"},
        {"id": "stranger", "status": "met", "evidence": "Who asked?"}]},
    "assessments/zebra.yml": {"date": "2025-11-07", "framework": "own", "summary": "zebra summary"},
    "assessments/lost.yml": {**BASE, "date": "2025-09-07", "framework": "none"},
}  # fmt: skip


def pages(root: Path, visibility: str = "team", **changes: Any) -> dict[str, str]:
    files = {name: values for name, values in {**FILES, **changes}.items() if values is not None}
    site = site_of(write(root, {"docs/index.md": "# H\n", **records(files)}), visibility=visibility)
    return {view.address: re.sub(r"\s+", " ", site.body(view).html) for view in site.views()}


def picture(html: str, name: str) -> ElementTree.Element:
    found = re.search(rf'<svg class="{name}".*?</svg>', html)
    assert found is not None
    return ElementTree.fromstring(found[0])


def links_of(svg: ElementTree.Element) -> list[tuple[str, str]]:
    href = "{http://www.w3.org/1999/xlink}href"
    return [(a.get(href, ""), a.findtext("title") or "") for a in svg.iter("a")]


def test_each_cell_of_the_grid_leads_to_its_place(tmp_path: Path) -> None:
    html = pages(tmp_path)["assumptions/"]
    svg = picture(html, "fb-risk")
    assert len(list(svg.iter("rect"))) == 4 * 2
    assert links_of(svg) == [
        ("#quality-1-impact-2", "2 assumptions of guess quality and large impact, high risk"),
    ]  # fmt: skip
    assert svg.findtext("desc") == "2 assumptions of guess quality and large impact, high risk"
    for address, _ in links_of(svg):
        assert f'id="{address[1:]}"' in html


def test_the_register(tmp_path: Path) -> None:
    html = pages(tmp_path)["assumptions/"]
    assert "1 review due" in html
    assert html.index("Odd one out") < html.index('id="quality-1-impact-2"'), "what is off the scale may be any risk"
    assert "risk not known" in html
    over = html[html.index('<details data-fb-group id="ended">') :]
    assert "Ships come in rows" in over
    assert "Tides follow" not in over


def test_the_page_of_an_assumption(tmp_path: Path) -> None:
    found = pages(tmp_path)
    html = found["assumptions/tides/"]
    assert "<h1>Tides follow the <em>moon</em></h1>" in html
    assert "high risk" in html
    assert "Review due.</b> It was to be looked at again by" in html
    assert ">v2</a>" in html[html.index('id="releases"') :]
    assert ">v1</a>" not in html[html.index('id="releases"') :]
    assert "<b>No longer in force.</b>" in found["assumptions/ships/"]


def test_a_release_tells_what_it_rests_on(tmp_path: Path) -> None:
    found = pages(tmp_path)
    one, two = (html[html.index('id="assumptions"') :] for html in (found["releases/v1/"], found["releases/v2/"]))
    assert ["Ships come" in one, "Tides follow" in one] == [True, False]
    assert ["Ships come" in two, "Tides follow" in two] == [False, True]
    assert two.index("Odd one") < two.index("Tides follow")


def test_the_level_its_way_and_what_is_next(tmp_path: Path) -> None:
    found = pages(tmp_path, **{"assessments/zebra.yml": None})
    html = found["assessments/b/"]
    assert "<b>Level 1 of 2</b>: Begun. For level 2, 0 of 2 criteria are met." in html
    following = html[html.index('id="next"') : html.index('id="level-1"')]
    assert [following.count(word) for word in ("There is a log", "A map", "bell")] == [1, 1, 0]
    assert ">partly</span>" in following
    assert ">not assessed</span>" in following
    assert '<tr id="bell">' in html
    assert "Who asked?" in html[html.index('id="strangers"') :]
    svg = picture(found["assessments/"], "fb-maturity")
    assert svg.findtext("desc") == "2024-10-07: below the first level; 2025-10-07: level 1"
    assert [address for address, _ in links_of(svg)] == ["a/", "b/"]
    assert "Nobody knows the ladder" in found["assessments/lost/"]


def test_the_quality_page_without_gates(tmp_path: Path) -> None:
    html = pages(tmp_path)["quality/"]
    assert "No gates yet" in html
    assert 'id="assumptions"' in html
    assert 'id="maturity"' in html
    assert links_of(picture(html, "fb-risk"))[0][0] == "../assumptions/#quality-1-impact-2"


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_what_is_hidden_is_nowhere_and_not_counted(visibility: str, tmp_path: Path) -> None:
    found = pages(tmp_path, visibility)
    for address, html in found.items():
        assert "zebra" not in address + html.lower(), address
    assert links_of(picture(found["assumptions/"], "fb-risk")) == [
        ("#quality-1-impact-2", "1 assumption of guess quality and large impact, high risk"),
    ]  # fmt: skip
    html = found["assessments/b/"]
    assert "<b>Level 1 of 2</b>: Begun." in html
    assert "criteria are met" not in html
    assert "There is a log" not in html
    assert "A map" not in html, "a criterion that was not assessed cannot be told from a hidden one"
    assert "met for level" not in found["assessments/"]


def test_a_public_site_without_any_has_no_quality_page(tmp_path: Path) -> None:
    hidden = {name: {**v, "visibility": "team"} for name, v in FILES.items() if name.startswith("ass")}
    found = pages(tmp_path, "public", **hidden)
    assert "quality/" not in found
    assert "assumptions" not in found["releases/v1/"]


def test_a_scale_with_long_words_and_many_steps_is_drawn(tmp_path: Path) -> None:
    words = [f"step number {n} of a <long> scale" for n in range(9)]
    project = {**FILES["project.yml"], "scales": {"quality": words, "impact": words[:1]}}
    one = {**FILES["assumptions/tides.yml"], "quality": words[0], "impact": words[0]}
    html = pages(tmp_path, **{"project.yml": project, "assumptions/tides.yml": one})["assumptions/"]
    svg = picture(html, "fb-risk")
    assert len(list(svg.iter("rect"))) == 9
    left = [float(rect.get("x", 0)) + float(rect.get("width", 0)) for rect in svg.iter("rect")]
    assert max(left) <= float(svg.get("width", 0))


@pytest.mark.parametrize("scales", [{"quality": []}, {"impact": []}])
def test_a_scale_without_words_breaks_no_page(scales: dict[str, Any], tmp_path: Path) -> None:
    html = pages(tmp_path, **{"project.yml": {**FILES["project.yml"], "scales": scales}})["assumptions/"]
    assert "risk not known" in html
