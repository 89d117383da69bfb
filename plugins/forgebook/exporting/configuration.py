"""The `mkdocs.yml` of an export, for the generator that is to build it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML

from forgebook.pipeline.mkdocs_yaml import Tagged
from forgebook.pipeline.own_assets import SCRIPT, STYLE
from forgebook.pipeline.settings import BUILTIN_EXTENSIONS, pairs
from forgebook.pipeline.site import Site

_HEAD = b"# Made by `forgebook export`. Change mkdocs.yml of the project instead, and export again.\n"
_KEPT = ("site_description", "site_author", "copyright", "use_directory_urls", "extra")
_PLUGINS = {"search": "search", "material/search": "search", "tags": "tags", "material/tags": "tags"}
"""Plugins that any successor of MkDocs with Material has, by the names that authors give them."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The file, and what was left out of it."""

    text: bytes
    remarks: list[str] = field(default_factory=list)


def configuration(site: Site, mkdocs: Mapping[str, Any], nav: list[Any], *, with_theme: bool) -> Configuration:
    """Made from the author's: what names a plugin of MkDocs, or a file outside of the export, is left out."""
    settings = site.settings
    remarks: list[str] = []
    made: dict[str, Any] = {"site_name": settings.site_name or site.graph.project.name or "Site"}
    if settings.site_url:
        made["site_url"] = settings.site_url
    made |= {name: mkdocs[name] for name in _KEPT if mkdocs.get(name) is not None}
    made["docs_dir"] = "docs"
    made["theme"] = _theme(mkdocs.get("theme"), remarks, with_theme=with_theme)
    made["plugins"] = _plugins(mkdocs, remarks)
    made["extra_css"] = _first(STYLE, mkdocs.get("extra_css"))
    made["extra_javascript"] = _first(SCRIPT, mkdocs.get("extra_javascript"))
    made["markdown_extensions"] = _extensions(mkdocs)
    made["nav"] = nav
    return Configuration(_HEAD + _dumped(made), remarks)


def _theme(written: Any, remarks: list[str], *, with_theme: bool) -> dict[str, Any]:
    """The author's options for Material, in the look that our style sheet is made for, without foreign fonts."""
    theme = dict(written) if isinstance(written, Mapping) else {"name": written}
    if theme.get("name") not in ("material", "zensical"):
        if theme.get("name"):
            remarks.append(f"theme {theme['name']}: our pages are made for Material, which the export names instead")
        theme = {}
    theme.pop("custom_dir", None)
    made = {"variant": "classic", "font": False, **theme, "name": "material"}
    return {**made, "custom_dir": "theme"} if with_theme else made


def plugins_kept(mkdocs: Mapping[str, Any]) -> dict[str, Any]:
    """The plugins that go along, with their options: search, where the author names none, as in MkDocs."""
    if mkdocs.get("plugins") is None:
        return {"search": None}
    return {_PLUGINS[name]: options for name, options in _listed(mkdocs) if name in _PLUGINS}


def _plugins(mkdocs: Mapping[str, Any], remarks: list[str]) -> list[Any]:
    lost = [name for name, _ in _listed(mkdocs) if name not in _PLUGINS and name.partition("/")[0] != "forgebook"]
    if lost:
        remarks.append(
            f"plugins left out: {', '.join(lost)}. What they add to pages is not in the export; "
            "the new generator may have some of them"
        )
    return [{name: options} if options else name for name, options in plugins_kept(mkdocs).items()]


def _listed(mkdocs: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(str(name).removeprefix("/"), options) for name, options in pairs(mkdocs.get("plugins"))]


def _first(ours: str, listed: Any) -> list[Any]:
    rest = list(listed) if isinstance(listed, list) else []
    return [ours, *(entry for entry in rest if entry != ours)]


def _extensions(mkdocs: Mapping[str, Any]) -> list[Any]:
    """The author's, after those that MkDocs always has."""
    given = {str(name): options for name, options in pairs(mkdocs.get("markdown_extensions"))}
    found = {**dict.fromkeys(BUILTIN_EXTENSIONS), **given}
    return [{name: options} if options else name for name, options in found.items()]


def _dumped(value: Any) -> bytes:
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.representer.add_representer(Tagged, _tagged)
    out = io.BytesIO()
    yaml.dump(value, out)
    return out.getvalue()


def _tagged(representer: Any, value: Tagged) -> Any:
    return representer.represent_scalar(value.tag, value.value)
