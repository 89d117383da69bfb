"""Handovers: what nobody has taken first, done when receivers accept, and nobody else's business."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from forgebook.covering.handovers import progress, running
from support.loading import load
from support.sites import records, site_of, write

BOOK: dict[str, Any] = {
    "people/ida.yml": {"title": "Ida Berg", "left": "2025-12-19", "status": "leaving"},
    "people/tom.yml": {"title": "Tom Fielding"},
    "areas/crane.yml": {
        "title": "Crane", "owner": "ida", "deputy": "tom", "visibility": "public",
        "access": [
            {"system": "Cabin", "held_by": ["ida"], "how_to_get": "Ask the port"},
            {"system": "Gate", "held_by": ["ida", "tom"]},
        ],
    },
    "areas/quay.yml": {"title": "Quay", "owner": "ida", "deputy": "tom"},
    "roles/lead.yml": {"title": "Lead", "holders": [{"person": "ida"}]},
    "runbooks/stop.yml": {
        "title": "Stop", "owner": "ida", "area": "crane",
        "rehearsals": [{"date": "2025-11-03", "by": "tom", "outcome": "worked"}],
    },
}  # fmt: skip
ITEMS: list[dict[str, Any]] = [
    {"role": "lead", "to": "tom", "accepted_on": "2025-11-10"},
    {"area": "crane", "to": "tom", "sessions": [{"date": "2025-11-04", "what": "Together"}, {"date": "2025-12-01"}]},
    {"runbook": "stop"},
]


def handover(**more: Any) -> dict[str, Any]:
    return {"person": "ida", "reason": "leaving", "items": ITEMS, **more}


def pages(root: Path, files: dict[str, Any], visibility: str = "team", project: str = "name: P\n") -> dict[str, str]:
    site = site_of(write(root, {"records/project.yml": project, **records({**BOOK, **files})}), visibility=visibility)
    return {view.address: site.body(view).html for view in site.views()}


def test_what_nobody_has_taken_comes_first(tmp_path: Path) -> None:
    html = pages(tmp_path, {"handovers/ida.yml": handover()})["handovers/ida/"]
    assert re.findall(r'<h2 id="([\w-]+)"', html) == ["untaken", "taken", "accepted", "missing", "access"]
    assert html.index(">Stop<") < html.index(">Crane<") < html.index(">Lead<")
    assert "<b>1 of 3</b> accepted" in html
    assert "last day" in html  # from the person's own record
    assert "Rehearsed" in html[html.index(">Crane<") : html.index(">Lead<")]


def test_what_would_be_forgotten_is_told(tmp_path: Path) -> None:
    html = pages(tmp_path, {"handovers/ida.yml": handover()})["handovers/ida/"]
    missing = html[html.index('id="missing"') : html.index('id="access"')]
    assert re.findall(r"<a [^>]*>(\w+)</a>", missing) == ["Quay"]
    access = html[html.index('id="access"') :]
    assert access.index("Cabin") < access.index("nobody else can enter") < access.index("Gate")
    assert access.count("nobody else can enter") == 1
    assert "Ask the port" in access


@pytest.mark.parametrize(
    ("accepted", "done"),
    [
        (["2025-11-01", "2025-11-20"], True),
        (["2025-11-01", "2025-11-21"], False),
        (["2025-11-01", None], False),
    ],
)
def test_done_when_each_receiver_has_accepted(accepted: list[str | None], done: bool, tmp_path: Path) -> None:
    items = [
        {name: ref, "to": "tom", **({"accepted_on": day} if day else {})}
        for (name, ref), day in zip((("role", "lead"), ("area", "crane")), accepted, strict=True)
    ]
    graph = load(
        tmp_path, {"records/project.yml": "name: P\n", **records({**BOOK, "handovers/ida.yml": handover(items=items)})}
    ).graph
    assert progress(graph.records["handover/ida"], graph).done is done
    assert [record.ref for record, _ in running(graph)] == ([] if done else ["handover/ida"])


def test_nothing_listed_is_not_done(tmp_path: Path) -> None:
    values = {"title": "Two who can", "reason": "cover"}
    html = pages(tmp_path, {"handovers/two.yml": values})["handovers/two/"]
    assert "Nothing is listed yet" in html
    assert "Done." not in html


def test_home_tells_how_far_it_is_and_never_why(tmp_path: Path) -> None:
    home = pages(tmp_path, {"handovers/ida.yml": handover(reason="long_absence")})[""]
    assert "Handover of Ida Berg" in home
    assert "<b>1 of 3</b> accepted" in home
    assert "nobody has taken 1" in home
    for word in ("absence", "away", "leaves the team"):
        assert word not in home


def test_home_is_silent_once_all_is_accepted(tmp_path: Path) -> None:
    items = [{"role": "lead", "to": "tom", "accepted_on": "2025-11-10"}]
    assert "accepted</p>" not in pages(tmp_path, {"handovers/ida.yml": handover(items=items)})[""]


@pytest.mark.parametrize("written", [None, "public"])
@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_a_handover_stays_with_the_team(written: str | None, visibility: str, tmp_path: Path) -> None:
    values = handover(title="Canary", **({"visibility": written} if written else {}))
    found = pages(tmp_path, {"handovers/ida.yml": values}, visibility, "name: P\ndefault_visibility: public\n")
    assert not [address for address, html in found.items() if "Canary" in html or "handovers/ida" in address + html]


def test_unless_the_project_file_says_otherwise(tmp_path: Path) -> None:
    project = "name: P\ndefault_visibility: public\ncover: {visibility: partner}\n"
    files = {"handovers/ida.yml": handover(visibility="public")}
    partner = pages(tmp_path / "a", files, "partner", project)
    assert "Crane" in partner["handovers/ida/"]
    assert "Cabin" not in partner["handovers/ida/"]
    assert "Ida" not in partner["handovers/ida/"]
    assert "handovers/ida/" not in pages(tmp_path / "b", files, "public", project)
    unmarked = {"handovers/ida.yml": handover()}
    assert "handovers/ida/" not in pages(tmp_path / "c", unmarked, "partner", "name: P\ncover: {visibility: partner}\n")
