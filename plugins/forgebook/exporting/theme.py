"""Files beside the pages that a generator copies as they are, and the template that names the feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from forgebook.core.views import SiteFile
from forgebook.feeds import head_links
from forgebook.pipeline.site import Site

TEMPLATE = "main.html"
_HREF = re.compile(r'href="([^"]*)"')


def theme_files(site: Site, mkdocs: Mapping[str, Any]) -> Iterator[SiteFile]:
    """The author's own templates; a template that lets feed readers find the feeds, where the author has none."""
    own = dict(_own(site, mkdocs))
    yield from (SiteFile(name, path.read_bytes()) for name, path in sorted(own.items()))
    links = head_links(site.graph, "") if site.settings.feeds else ""
    if links and TEMPLATE not in own:
        told = _HREF.sub(lambda found: f"href=\"{{{{ '{found[1]}' | url }}}}\"", links)
        text = f'{{% extends "base.html" %}}\n{{% block extrahead %}}{{{{ super() }}}}{told}{{% endblock %}}\n'
        yield SiteFile(TEMPLATE, text.encode())


def _own(site: Site, mkdocs: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """The files of the theme's `custom_dir`, which lies in the project."""
    theme = mkdocs.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    if not isinstance(folder, str) or not folder:
        return
    top = (site.settings.root / folder).resolve()
    if top.is_relative_to(site.settings.root.resolve()):
        for path in top.rglob("*"):
            name = path.relative_to(top).as_posix()
            if path.is_file() and not path.is_symlink() and not name.startswith(".") and "/." not in name:
                yield name, path
