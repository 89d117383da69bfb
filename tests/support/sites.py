"""Whole sites in a temporary folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from forgebook.core.fields import RefTo
from forgebook.core.settings import SiteSettings
from forgebook.pipeline import Site, load_project, make_site

AS_OF = date(2025, 11, 20)
EXTENSIONS = (
    "toc", "tables", "fenced_code", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.emoji",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.smartsymbols",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde",
)  # fmt: skip
"""The extensions that Material recommends."""

CONFIGS: dict[str, Any] = {
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
PROJECT: dict[str, Any] = {
    "name": "Harbour model",
    "purpose": "Forecasts for ships.",
    "repositories": [{"id": "code", "title": "Code"}],
    "environments": [{"id": "live"}],
    "audiences": [{"id": "users", "title": "Users"}],
    "maintenance_lines": [{"id": "main"}],
    "gates": [{"id": "review", "title": "Review"}],
}
WORLD: dict[str, dict[str, Any]] = {
    "people/pat.yml": {"title": "Pat Plain", "public_name": "Pat P."},
    "roles/lead.yml": {"title": "Model lead", "holders": [{"person": "pat"}]},
    "teams/crew.yml": {"title": "Crew", "members": ["pat"]},
    "areas/hull.yml": {"title": "Hull", "owner": "role/lead"},
    "decisions/anchor.yml": {"title": "Drop anchor", "status": "accepted", "decided": "2025-01-01"},
    "releases/v0.yml": {"version": "0", "status": "planned"},
    "changes/rope.yml": {"kind": "added", "summary": "A rope"},
    "sprints/s0.yml": {"title": "Sprint 0", "start": "2024-01-01", "end": "2024-01-12"},
    "retros/r0.yml": {
        "sprint": "s0", "date": "2024-01-12", "improvement": {"id": "tidy", "statement": "Tidy up"},
        "went_well": [{"text": "The tide", "visibility": "public"}],
    },
    "requests/asked.yml": {"title": "A berth", "asked_on": "2025-02-03", "need": "We need a berth", "answer": "open"},
    "roadmap/later.yml": {"title": "A second berth", "horizon": "later"},
    "runs/first.yml": {"release": "v0", "run_at": "2025-02-04", "for": "Pilots"},
    "runbooks/restart.yml": {"title": "Restart it", "owner": "role/lead"},
    "handovers/watch.yml": {"title": "The watch", "reason": "cover"},
    "assumptions/calm.yml": {"statement": "It stays calm", "quality": "low", "impact": "low"},
    "incidents/fog.yml": {"title": "Fog", "detected": "2025-02-05", "resolved": "2025-02-06"},
    "glossary/bollard.yml": {"title": "bollard", "meaning": "What ropes go around"},
}  # fmt: skip
"""One record of each kind, for the others to refer to."""

REFS = {
    "person": "pat", "role": "lead", "team": "crew", "area": "hull", "decision": "anchor", "release": "v0",
    "change": "rope", "sprint": "s0", "retro": "r0", "improvement": "tidy", "roadmap": "later", "request": "asked",
    "term": "bollard", "run": "first", "runbook": "restart", "handover": "watch", "incident": "fog",
    "assumption": "calm",
}  # fmt: skip


def world_ref(meaning: RefTo) -> str:
    """A valid reference for a field."""
    kind = meaning.kinds[0] if meaning.kinds else "decision"
    return f"{kind}/{REFS[kind]}"


def as_yaml(value: Any) -> str:
    """YAML of a value, as JSON; characters that a file may not hold are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda m: f"\\u{ord(m[0]):04x}", text)


def write(root: Path, files: Mapping[str, Any]) -> Path:
    """Write files below a folder: bytes and texts as they are, other values as YAML."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else as_yaml(content), encoding="utf-8")
    return root


def records(files: Mapping[str, Any]) -> dict[str, Any]:
    """The same files below `records/`."""
    return {f"records/{name}": content for name, content in files.items()}


def with_public(files: Mapping[str, Mapping[str, Any]], visibility: str = "public") -> dict[str, Any]:
    """The same records, each marked with a visibility."""
    return {name: {**content, "visibility": visibility} for name, content in files.items()}


def site_of(root: Path, *, visibility: str = "team", git: bool = False, extensions: Iterable[str] = EXTENSIONS) -> Site:
    """The site of a folder, without MkDocs."""
    settings = SiteSettings(
        root, root / "records", AS_OF, visibility, True, docs=root / "docs",
        markdown_extensions=tuple(extensions), extension_configs=CONFIGS, cache=root / ".cache",
    )  # fmt: skip
    return make_site(load_project(settings, git=git), settings)


def mkdocs_yml(plugins: Iterable[Any] = (), **more: Any) -> dict[str, Any]:
    """A configuration of MkDocs with Material and no third parties."""
    return {
        "site_name": "Harbour", "site_url": "https://harbour.example/",
        "theme": {"name": "material", "font": False, "features": ["navigation.instant"]},
        "plugins": ["search", *plugins, {"forgebook": {"as_of": AS_OF.isoformat()}}],
        "markdown_extensions": [{name: CONFIGS[name]} if name in CONFIGS else name for name in EXTENSIONS],
        **more,
    }  # fmt: skip


def build(root: Path, site: str = "site", *, visibility: str = "team", strict: bool = False) -> Path:
    """Build with MkDocs in a process of its own; the folder of the site. What MkDocs said is in `site.log`."""
    (root / "docs").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(root / site), *(["--strict"] if strict else [])]
    if not strict:
        command.remove("-q")
    environment = {
        **os.environ, "FORGEBOOK_VISIBILITY": visibility, "SOURCE_DATE_EPOCH": "1763596800", "NO_MKDOCS_2_WARNING": "1",
    }  # fmt: skip
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    (root / f"{site}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Traceback" not in done.stderr, done.stderr[-4000:]
    return root / site


def pages(site: Path) -> Iterator[Path]:
    """All HTML files of a site, in order."""
    yield from sorted(site.rglob("*.html"))
