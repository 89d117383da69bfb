"""A project whose cover can be told by eye: who has rehearsed what, who leaves, who is named and has shown nothing.

    subject   covered by                     named beside
    engine    Ada, Cyd (by Start and Stop)   Ben (deputy of Ada's role)
    charts    nobody                         Ben (owner)
    start     Ada, Cyd
    stop      Cyd
    draw      nobody                         Ben (owner)

Cyd's last day is 19 December 2025; Dot left in January; nothing rests on Eve.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import load_project
from support.sites import AS_OF, write

LAST_DAY = date(2025, 12, 19)
FILES: dict[str, Any] = {
    "records/project.yml": {"name": "Harbour model"},
    "records/people/ada.yml": {"title": "Ada Lind", "handle": "@al", "public_name": "Ada L."},
    "records/people/ben.yml": {"title": "Ben Moe"},
    "records/people/cyd.yml": {"title": "Cyd Oz", "status": "leaving", "left": LAST_DAY.isoformat()},
    "records/people/dot.yml": {"title": "Dot Away", "left": "2025-01-31"},
    "records/people/eve.yml": {"title": "Eve New"},
    "records/roles/keeper.yml": {"title": "Keeper", "holders": [{"person": "ada"}], "deputy": "ben"},
    "records/roles/watch.yml": {
        "title": "Watch", "rotates": True,
        "holders": [{"person": "ben", "from": "2025-01-01", "to": "2025-06-30"}, {"person": "cyd"}],
    },
    "records/areas/engine.yml": {
        "title": "Engine", "owner": "role/keeper", "deputy": "cyd",
        "access": [
            {"system": "Vault", "role": "writer", "how_to_get": "Ask the keeper", "held_by": ["cyd", "dot"]},
            {"system": "Log", "held_by": ["cyd", "ada"]},
        ],
    },
    "records/areas/charts.yml": {"title": "Charts", "owner": "ben"},
    "records/runbooks/start.yml": {
        "title": "Start", "area": "engine", "owner": "ada",
        "rehearsals": [
            {"date": "2025-09-01", "by": "ada", "outcome": "worked"},
            {"date": "2025-10-01", "by": "cyd", "outcome": "worked"},
        ],
    },
    "records/runbooks/stop.yml": {
        "title": "Stop", "area": "engine", "owner": "cyd",
        "rehearsals": [{"date": "2025-11-01", "by": "cyd", "outcome": "worked"}],
    },
    "records/runbooks/draw.yml": {"title": "Draw", "area": "charts", "owner": "ben"},
    "records/incidents/fog.yml": {
        "title": "Fog", "detected": "2025-11-02", "resolved": "2025-11-02",
        "actions": [
            {"what": "Buy a *bell*", "owner": "cyd", "due": "2025-11-15"},
            {"what": "Sell the horn", "owner": "cyd", "status": "done"},
        ],
    },
    "records/decisions/anchor.yml": {
        "title": "Drop anchor", "status": "accepted", "decided": "2025-02-03", "deciders": ["role/watch"],
        "summary": "Ships stay where they are", "area": "engine",
    },
    "records/decisions/sails.yml": {
        "title": "Take the sails down", "status": "accepted", "decided": "2025-08-03", "deciders": ["role/watch"],
    },
}  # fmt: skip
HANDOVER: dict[str, Any] = {
    "person": "cyd", "reason": "long_absence",
    "items": [
        {"runbook": "stop", "to": "ada"},
        {"area": "engine"},
    ],
}  # fmt: skip


def graph_of(root: Path, files: dict[str, Any] = FILES) -> ProjectGraph:
    """The full graph of such a project, its ladder told."""
    write(root, files)
    return load_project(SiteSettings(root, root / "records", AS_OF), git=False, cover=True).graph
