"""No active content in any output, whatever the text fields of records hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forgebook.core.kind import RecordKind
from forgebook.pipeline.json_view import record_json
from support.active import findings
from support.payloads import KINDS, OWN, payload_files, payload_records, payloads, world
from support.sites import site_of, write

pytestmark = pytest.mark.corpora


def problems(html: str) -> set[str]:
    """Active content in a body of ours, whose only form is the filter."""
    return {
        found
        for found in findings(html)
        if not found.startswith(("<form> class=fb-filter", "<select> ", "<button> type=reset"))
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_payload_in_every_field(kind: RecordKind, hostile: Path, tmp_path: Path) -> None:
    texts = payloads(hostile)
    assert len(texts) > 800
    at_once = 210 if kind.name == "release" else len(texts)  # releases are compared with each other
    shown, bad = 0, {}
    for first in range(0, len(texts), at_once):
        site = site_of(world(tmp_path / str(first), payload_records(kind, texts[first : first + at_once], first=first)))
        shown += len(site.graph.of(kind.name))
        bad |= {view.address: found for view in site.views() if (found := problems(site.body(view).html))}
    assert shown >= len(texts) * 0.99
    assert bad == {}


def test_every_payload_in_decision_files_of_other_styles(hostile: Path, tmp_path: Path) -> None:
    """Title, status, dates, people, options, headings, front matter that no field takes, links and pictures."""
    texts = payloads(hostile)
    files = payload_files(texts)
    site = site_of(write(world(tmp_path, {}), files))
    foreign = [record for record in site.graph.of("decision") if record.foreign]
    assert len(foreign) >= len(texts) * 0.97  # the rest holds characters that no file may hold
    bad = {view.address: found for view in site.views() if (found := problems(site.body(view).html))}
    assert bad == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_json_is_json(kind: RecordKind, tmp_path: Path) -> None:
    graph = site_of(world(tmp_path, payload_records(kind, OWN))).graph
    for record in graph.of(kind.name):
        assert json.loads(json.dumps(record_json(record, graph)))["ref"] == record.ref
