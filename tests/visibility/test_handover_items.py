"""An item of a handover goes with what it hands over: neither its sessions nor their number tell of what is hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forgebook.core.subscriptions import calendars_of
from forgebook.feeds.api import api_files
from forgebook.feeds.calendar import as_icalendar
from forgebook.feeds.texts import Texts
from support.sites import PROJECT, WORLD, records, site_of, with_public, write

HANDOVER = {
    "title": "The watch", "reason": "cover",
    "items": [
        {"area": "hull", "to": "pat", "sessions": [{"date": "2025-11-01", "what": "Walk the hull"}]},
        {"area": "vault", "to": "pat", "sessions": [{"date": "2025-11-05", "what": "Kanari of the area"}]},
        {"runbook": "hush", "accepted_on": "2025-11-07", "to": "pat",
         "sessions": [{"date": "2025-11-07", "what": "Kanari of the runbook"}]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("visibility", ["team", "partner", "public"])
def test_an_item_about_a_hidden_area_or_runbook(visibility: str, tmp_path: Path) -> None:
    shown = records(with_public({**WORLD, "handovers/watch.yml": HANDOVER}))
    hidden = records({"areas/vault.yml": {"title": "Vault"}, "runbooks/hush.yml": {"title": "Hush", "owner": "pat"}})
    project = {**PROJECT, "cover": {"visibility": "public"}}
    site = site_of(write(tmp_path, {"records/project.yml": project, **shown, **hidden}), visibility=visibility)
    texts = Texts(site.graph, site.settings, site.renderer)
    told = [site.body(view).html for view in site.views()]
    told += [file.content.decode() for file in api_files(site.graph)]
    told += [as_icalendar(c, site.graph, site.settings, texts).decode() for c in calendars_of(site.graph)]
    said = json.dumps(told).replace("\\r\\n ", "")
    assert ("anari" in said) is (visibility == "team"), "the team sees them, so that this can fail"
    assert "Walk the hull" in said
    assert ("2025-11-05" in said or "20251105" in said) is (visibility == "team")
    assert len(site.graph.records["handover/watch"].f.items) == (3 if visibility == "team" else 1)
