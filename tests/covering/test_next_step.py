"""The next step for an area: whom the records already name, the nearest first, and what the records lack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.core.visibility import filter_graph
from forgebook.covering.next_step import Step
from forgebook.covering.standing import State, standing_of
from forgebook.pipeline import load_project
from support.sites import AS_OF, records, with_public, write

PEOPLE: dict[str, Any] = {
    "people/ann.yml": {"title": "Ann"}, "people/ben.yml": {"title": "Ben"}, "people/cas.yml": {"title": "Cas"},
    "people/zoe.yml": {"title": "Zoe", "left": "2026-01-31"},
}  # fmt: skip


def graph_of(root: Path, files: dict[str, Any], **project: Any) -> ProjectGraph:
    project_file = {"project.yml": {"name": "Harbour", "cover": {"visibility": "public"}, **project}}
    write(root, records({**project_file, **with_public({**PEOPLE, **files})}))
    settings = SiteSettings(root, root / "records", AS_OF)
    return load_project(settings, git=False, cover=True).graph


def told(root: Path, area: dict[str, Any], runbooks: list[dict[str, Any]] | None = None, **project: Any) -> Any:
    files = {f"runbooks/r{n}.yml": {"area": ["hull"], **book} for n, book in enumerate(runbooks or [])}
    graph = graph_of(root, {"areas/hull.yml": {"title": "Hull", **area}, **files}, **project)
    return standing_of(graph.records["area/hull"], graph)


def step(root: Path, area: dict[str, Any], *runbooks: dict[str, Any], **project: Any) -> Step | None:
    found: Step | None = told(root, area, list(runbooks), **project).step
    return found


def did(who: str, day: str = "2025-10-01", outcome: str = "worked") -> dict[str, str]:
    return {"date": day, "by": f"person/{who}", "outcome": outcome}


def knows(who: str, level: str) -> dict[str, str]:
    return {"person": f"person/{who}", "level": level}


@pytest.mark.parametrize(
    ("area", "rehearsals", "who"),
    [
        ({"deputy": "person/ben"}, [did("cas", outcome="worked_with_help")], "Cas"),
        ({"owner": "person/ann", "deputy": "person/ben"}, [], "Ben"),
        ({"owner": "person/ben", "knows": [knows("ann", "can_teach")]}, [], "Ben"),
        ({"knows": [knows("ann", "can_run"), knows("ben", "can_change"), knows("cas", "can_teach")]}, [], "Cas"),
        ({"knows": [knows("ann", "aware"), knows("ben", "can_run")]}, [], "Ben"),
        ({"knows": [knows("ann", "aware")], "deputy": "person/zoe"}, [], "Ann"),
        ({"knows": [knows("cas", "can_run"), knows("ben", "can_run")]}, [], "Ben"),
    ],
)  # fmt: skip
def test_the_nearest_by_what_records_say_rehearses(
    area: dict[str, Any], rehearsals: list[dict[str, str]], who: str, tmp_path: Path
) -> None:
    """Zoe leaves in January, so that nobody proposes her; the last two are alike, and go by name."""
    found = step(tmp_path, area, {"title": "Paint", "rehearsals": rehearsals})
    assert found is not None
    assert found.who is not None
    assert (found.do, found.who.name, found.runbook.title if found.runbook else "") == ("rehearse", who, "Paint")


def test_the_runbook_that_most_needs_it_is_named(tmp_path: Path) -> None:
    area = {"owner": "person/ann", "deputy": "person/ben"}
    fresh = {"title": "Fresh", "owner": "person/cas", "rehearsals": [did("ann")]}
    found = step(tmp_path, area, fresh, {"title": "Never", "owner": "person/cas"})
    assert found is not None
    assert found.runbook is not None
    assert found.runbook.title == "Never"


def test_what_they_cannot_enter_comes_first(tmp_path: Path) -> None:
    access = [
        {"system": "Vault", "held_by": ["person/ann"]}, {"system": "Log", "held_by": ["person/ben"]},
        {"system": "Door"},
    ]  # fmt: skip
    found = step(tmp_path, {"deputy": "person/ben", "access": access}, {"title": "Paint"})
    assert found is not None
    assert found.first == ("Vault",), "of the door nobody is listed as a holder, so that nothing is known"


@pytest.mark.parametrize(
    ("area", "do"),
    [
        ({}, "owner"),
        ({"owner": "person/ann"}, "deputy"),
        ({"owner": "person/ann", "deputy": "person/zoe"}, "deputy"),
        ({"owner": "person/ann", "deputy": "role/mate"}, "holder"),
    ],
)
def test_what_the_records_lack(area: dict[str, Any], do: str, tmp_path: Path) -> None:
    """Ann alone has shown it."""
    files = {
        "areas/hull.yml": {"title": "Hull", **area}, "roles/mate.yml": {"title": "Mate"},
        "runbooks/paint.yml": {"title": "Paint", "area": ["hull"], "rehearsals": [did("ann")]},
    }  # fmt: skip
    graph = graph_of(tmp_path, files)
    standing = standing_of(graph.records["area/hull"], graph)
    assert standing is not None
    assert standing.step is not None
    assert standing.step.do == do
    seen = filter_graph(graph, "public")
    public = standing_of(seen.records["area/hull"], seen)
    assert public is not None
    assert public.step is None or public.step.do == "rehearse", "a gap may be one of what is hidden"


@pytest.mark.parametrize(
    ("who", "asked", "state"),
    [
        ((), 2, "nobody"), (("zoe",), 2, "then_nobody"), (("ann",), 2, "one"), (("ann", "zoe"), 2, "then_one"),
        (("ann", "ben"), 3, "few"), (("ann", "ben"), 2, "enough"), (("ann",), 1, "enough"),
        (("zoe",), 1, "then_nobody"),
    ],
)  # fmt: skip
def test_how_thin_it_is(who: tuple[str, ...], asked: int, state: State, tmp_path: Path) -> None:
    book = {"title": "Paint", "rehearsals": [did(name) for name in who]}
    standing = told(tmp_path, {"owner": "person/ann"}, [book], policies={"cover_minimum": asked})
    assert standing.state == state
    assert standing.thin == (state != "enough")
