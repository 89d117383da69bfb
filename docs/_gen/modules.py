"""The API reference: a page for each public module, made by mkdocstrings."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

_GROUPS = {
    "For kinds of your own": (
        "forgebook.core.kind",
        "forgebook.core.model",
        "forgebook.core.fields",
        "forgebook.core.record",
        "forgebook.core.graph",
        "forgebook.core.timeline",
        "forgebook.core.diagnostics",
        "forgebook.core.document",
        "forgebook.core.forms",
        "forgebook.core.views",
    ),
    "For templates": ("forgebook.rendering.scope", "forgebook.core.dates"),
    "For programs that read a project": (
        "forgebook.pipeline",
        "forgebook.pipeline.project",
        "forgebook.pipeline.site",
        "forgebook.pipeline.settings",
        "forgebook.pipeline.catalogue",
        "forgebook.pipeline.json_view",
        "forgebook.core.project",
        "forgebook.core.settings",
        "forgebook.core.visibility",
    ),
    "For programs that write records": (
        "forgebook.writing.files",
        "forgebook.writing.edit",
        "forgebook.importing.contract",
    ),
    "For site generators": ("forgebook.engines.mkdocs.plugin",),
}


def listing() -> str:
    parts = []
    for title, names in _GROUPS.items():
        rows = "\n".join(f"[`{name}`]({name}.md)\n:   {_first_line(name)}\n" for name in names)
        parts.append(f"## {title}\n\n{rows}")
    return "\n".join(parts)


def _first_line(name: str) -> str:
    return (import_module(name).__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")


def pages() -> Iterator[tuple[str, str]]:
    for names in _GROUPS.values():
        for name in names:
            yield f"reference/{name}.md", f"# `{name}`\n\n::: {name}\n"
