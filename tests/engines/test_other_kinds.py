"""A kind that a package brings, known to this test alone."""

from __future__ import annotations

import pytest

from support.building import Built, Project

KIND = '''
from typing import Annotated

from forgebook.core.fields import Line, RefTo, Text
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.views import NavEntry


class Ship(Fields):
    story: Text | None = None
    cargo: list[Line] = []
    ruled_by: list[Annotated[str, RefTo(("decision",), inverse="rules")]] = []


class ShipKind(RecordKind):
    """What moors here."""

    name = "ship"
    plural = "ships"
    label = "Ship"
    label_plural = "Ships"
    folder = "ships"
    model = Ship
    nav = NavEntry("", "Ships", 70)
    teaches = "What moors here, and with which cargo."
'''
PACKAGE = {
    "lib/harbour_ships.py": KIND,
    "lib/harbour_ships-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: harbour-ships\nVersion: 1.0\n",
    "lib/harbour_ships-1.0.dist-info/entry_points.txt": "[forgebook.kinds]\nship = harbour_ships:ShipKind\n",
}
SHIP = "title: Marigold\nsummary: A coaster.\nstory: Carries *teak*.\nruled_by: [decision/berth-by-tide]\n"


@pytest.fixture
def harbour(project: Project) -> Project:
    return project.write({**PACKAGE, "records/ships/marigold.yml": SHIP})


def built(project: Project) -> Project:
    done = project.run("build", "--strict", PYTHONPATH=str(project.root / "lib"))
    assert done.returncode == 0, done.stderr
    return project


def test_its_pages_are_made_with_the_generic_templates(harbour: Project) -> None:
    site = built(harbour).root / "site"
    index = (site / "ships/index.html").read_text(encoding="utf-8")
    record = (site / "ships/marigold/index.html").read_text(encoding="utf-8")
    decision = (site / "decisions/berth-by-tide/index.html").read_text(encoding="utf-8")
    assert '<a href="marigold/">Marigold</a>' in index
    assert '<h2 id="story">Story</h2>' in record
    assert "<em>teak</em>" in record
    assert 'href="../../decisions/berth-by-tide/"' in record
    assert 'href="../../ships/marigold/"' in decision
    assert ("Ships", "../../ships/") in Built(site, "").navigation("decisions/berth-by-tide/")


def test_its_empty_index_teaches(harbour: Project) -> None:
    (harbour.root / "records/ships/marigold.yml").unlink()
    assert "What moors here" in (built(harbour).root / "site/ships/index.html").read_text(encoding="utf-8")


def test_without_the_package_its_folder_is_reported(harbour: Project) -> None:
    site = harbour.build()
    assert '"ships" is the folder of no kind' in site.log
    assert not site.has("ships/")
