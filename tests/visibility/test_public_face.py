"""Roadmap items that show by a public wording alone: nothing else of them leaves the team, on any page or in JSON."""

# ruff: noqa: E501

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.graph import ProjectGraph
from forgebook.core.schema import walk
from forgebook.pipeline.json_view import record_json
from support.canaries import CANARY, KINDS, Aviary, found_in
from support.filling import Filler
from support.sites import WORLD, build, mkdocs_yml, records, site_of, with_public, world_ref, write


class Faces:
    """A project with a roadmap item of which all but the public wording sings, and public records that name it."""

    def __init__(self, visibility: str | None) -> None:
        self.aviary = Aviary()
        kept = frozenset({"public_wording", "public_id", "visibility", "horizon"})
        filler = Filler(self.aviary.text("roadmap item"), world_ref, leave_out=kept)
        values = filler.mapping(KINDS["roadmap"].model)
        self.id = self.aviary.new("id of the roadmap item")
        self.other = self.aviary.new("id of the other item")
        alias = self.aviary.new("former id")
        values |= {"horizon": "next", "public_wording": "Vizible wording", "public_id": "P-2026", "aliases": [alias]}
        values["changed"] = [{"date": "2025-03-01", "to": "next", "reason": self.aviary.new("reason of a move")}]
        if visibility:
            values["visibility"] = visibility
        file = f"../roadmap/{self.id}.yml"
        said = (
            f"[[roadmap/{self.id}]] [[{self.id}]] [[{alias}]] [[roadmap/{self.id}|kept words]] `[[roadmap/{self.id}]]` "
            f"[kept]({file}) roadmap/{self.id} https://harbour.example/roadmap/{self.id}/ [[roadmap/{self.other}]]"
        )
        named = {"visibility": "public", "roadmap": self.id}
        self.files: dict[str, Any] = {
            **records(with_public(WORLD)),
            f"records/roadmap/{self.id}.yml": values,
            f"records/roadmap/{self.other}.yml": {
                "title": self.aviary.new("title of the other item"), "horizon": "now",
                "public_wording": "Second wording", "public_id": "p-2026",
            },
            "records/requests/r.yml": {
                "title": "Request", "asked_on": "2025-01-01", "need": said, "answer": "yes", **named,
            },
            "records/sprints/s.yml": {
                "title": "Sprint", "start": "2025-01-01", "end": "2025-01-10", "visibility": "public",
                "planned": [{"item": "Work", "roadmap": f"roadmap/{self.id}"}],
            },
            "records/changes/c.yml": {"kind": "added", "summary": said, "visibility": "public", "roadmap": [self.id]},
            "records/decisions/d.yml": {
                "title": "D", "status": "accepted", "decided": "2025-01-01", "visibility": "public", "context": said,
            },
            "records/project.yml": {"name": "Harbour", "repositories": [{"id": "code", "path": ".", "public": "yes"}],
                                    "gates": [{"id": "review"}], "audiences": [{"id": "users"}],
                                    "environments": [{"id": "live"}], "maintenance_lines": [{"id": "main"}]},
            "docs/page.md": f"---\nvisibility: public\n---\n\n# Page\n\n{said} [kept](../records/roadmap/{self.id}.yml)\n",
            "mkdocs.yml": mkdocs_yml(["tags"]),
        }  # fmt: skip


def told(words: set[str], faces: Faces) -> list[str]:
    return sorted(f"{word}: {faces.aviary.places[word]}" for word in words)


@pytest.mark.parametrize("written", [None, "team", "public"])
@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_nothing_but_the_face_leaves_the_team(visibility: str, written: str | None, tmp_path: Path) -> None:
    faces = Faces(written)
    site = build(write(tmp_path, faces.files), visibility=visibility)
    assert told(set(found_in(site)), faces) == []
    page = (site / "roadmap/p-2026/index.html").read_text("utf-8")
    assert "<h1>Vizible wording</h1>" in page
    for address in ("requests/r/", "sprints/s/"):
        assert f'href="../../{address}"' in page, "links lead back"
    assert "Second wording" in (site / "roadmap/p-2026-2/index.html").read_text("utf-8")
    for address in ("roadmap/", "history/", "requests/r/", "sprints/s/", "decisions/d/", "page/"):
        assert "Vizible wording" in (site / address / "index.html").read_text("utf-8"), address
    assert "Vizible wording" in (site / "search/search_index.json").read_text("utf-8")


def test_the_team_sees_the_item_whole(tmp_path: Path) -> None:
    """The control: all that must not show elsewhere is in the team's site."""
    faces = Faces("team")
    seen = set(found_in(build(write(tmp_path, faces.files))))
    assert faces.id in seen
    assert len(seen) > len(faces.aviary.places) * 0.5


@pytest.mark.parametrize("visibility", ["partner", "public"])
def test_nothing_but_the_face_is_in_the_filtered_graph(visibility: str, tmp_path: Path) -> None:
    faces = Faces("public")
    graph: ProjectGraph = site_of(write(tmp_path, faces.files), visibility=visibility).graph
    said = json.dumps([record_json(record, graph) for record in graph.records.values()])
    leaves = " ".join(leaf.value for record in graph.records.values() for leaf in walk(record.fields))
    named = " ".join([*graph.records, *graph.aliases, *graph.anchors, *graph.by_path, *graph.soft_names])
    assert told(set(CANARY.findall(f"{said} {leaves} {named}")), faces) == []
    face = graph.records["roadmap/p-2026"]
    assert face.title == "Vizible wording"
    assert face.f.horizon == "next"
    assert graph.relations["roadmap/p-2026"]["requests"] == ["request/r"]
    assert [event.what for event in graph.events if event.ref == face.ref] == ["put under next"]
    assert face.source.path == ""


@pytest.mark.parametrize("half", ["public_wording", "public_id"])
def test_half_a_face_is_none(half: str, tmp_path: Path) -> None:
    item = {"title": "Secret title", "horizon": "now", half: "Wording"}
    write(tmp_path, {"records/project.yml": "name: P\n", **records({"roadmap/a.yml": item})})
    assert site_of(tmp_path, visibility="public").graph.of("roadmap") == []
