"""A kind that only this test knows: read, linked, listed, shown; nothing else had to be told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import pytest

from forgebook.core.diagnostics import Code, Finding, Severity
from forgebook.core.fields import Date, Line, RefTo, Text
from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, Status
from forgebook.kinds.register import KindClash, add, installed
from forgebook.pipeline import Site, make_site
from forgebook.pipeline.catalogue import all_codes
from forgebook.pipeline.json_view import record_json
from support.loading import AS_OF, faults, load, told

NO_ANCHOR = Code("FB499", Severity.WARNING, "No anchor", "It has none.", "It drifts.", "Add one.")


class Ship(Fields):
    launched: Date
    anchor: Line | None = None
    story: Text | None = None
    ruled_by: list[Annotated[str, RefTo(("decision",), inverse="rules")]] = []


class ShipKind(RecordKind):
    """What moors here."""

    name = "ship"
    plural = "ships"
    label = "Ship"
    label_plural = "Ships"
    folder = "ships"
    model = Ship
    codes = (NO_ANCHOR,)
    nav = NavEntry("", "Ships", 70)
    teaches = "What moors here, and who rules it."

    def status(self, record: Record, graph: ProjectGraph) -> Status:
        return Status("afloat", "holds")

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        yield Event(record.f.launched, record.ref, "ship", "launched", record.title, record.address)

    def check(self, graph: ProjectGraph) -> Iterator[Finding]:
        for record in graph.of("ship"):
            if not record.f.anchor:
                yield Finding(NO_ANCHOR, record, "no anchor", ("launched",), on_key=True)


FILES = {
    "records/ships/marigold.yml": (
        "title: Marigold\nlaunched: 1911-04-02\nstory: Carries *teak*, see [[decision/tide]].\nruled_by: [tide]\n"
    ),
    "records/decisions/tide.yml": "title: Sail with the tide\nstatus: accepted\ndecided: 2025-01-01\n",
}


@pytest.fixture
def kinds() -> dict[str, RecordKind]:
    known = dict(installed())
    add(known, ShipKind())
    return known


@pytest.fixture
def site(tmp_path: Path, kinds: dict[str, RecordKind]) -> Site:
    project = load(tmp_path, FILES, kinds=kinds)
    return make_site(project, SiteSettings(tmp_path, tmp_path / "records", AS_OF))


def test_its_records_are_read_linked_and_checked(tmp_path: Path, kinds: dict[str, RecordKind]) -> None:
    project = load(tmp_path, FILES, kinds=kinds)
    graph = project.graph
    assert [record.ref for record in graph.of("ship")] == ["ship/marigold"]
    assert graph.relations["decision/tide"]["rules"] == ["ship/marigold"]
    assert graph.relations["decision/tide"]["mentioned_by"] == ["ship/marigold"]
    assert told(project) == ["ships/marigold.yml:2:1 FB499 no anchor"]
    assert [e.what for e in graph.events if e.kind == "ship"] == ["launched"]


def test_its_pages_come_from_the_generic_templates(site: Site) -> None:
    pages = {view.address: site.body(view).html for view in site.views()}
    assert 'href="marigold/"' in pages["ships/"]
    assert "<em>teak</em>" in pages["ships/marigold/"]
    assert "afloat" in pages["ships/marigold/"]
    assert 'href="../../decisions/tide/"' in pages["ships/marigold/"]
    assert 'href="../../ships/marigold/"' in pages["decisions/tide/"]


def test_its_records_are_printed_as_json(site: Site) -> None:
    record = site.graph.records["ship/marigold"]
    printed = record_json(record, site.graph)
    assert printed["fields"]["launched"] == "1911-04-02"
    assert printed["relations"]["ruled_by"] == ["decision/tide"]
    assert printed["url"] == "ships/marigold/"


def test_its_codes_join_the_catalogue(kinds: dict[str, RecordKind]) -> None:
    assert all_codes(kinds)["FB499"] is NO_ANCHOR
    assert "FB499" not in all_codes()


def test_without_it_its_folder_is_reported(tmp_path: Path) -> None:
    assert faults(load(tmp_path, FILES)) == ['ships FB115 "ships" is the folder of no kind']


@pytest.mark.parametrize("attribute", ["name", "folder", "plural"])
def test_a_kind_that_takes_a_name_that_is_taken_is_refused(attribute: str, kinds: dict[str, RecordKind]) -> None:
    taken = {"name": "decision", "folder": "decisions", "plural": "decisions"}[attribute]
    fresh = {"name": "boat", "plural": "boats", "folder": "boats"}
    other = type("Other", (ShipKind,), {**fresh, attribute: taken})()
    with pytest.raises(KindClash, match="decision"):
        add(kinds, other)
