"""Settings of a site: the few things that are not kept in `records/project.yml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the engines and the command line must know alike.

    Attributes:
        root: the folder that holds `records/`; all paths are told from here.
        records: the records folder.
        visibility: for whom the site is built: `team`, `partner` or `public`.
        as_of: the day that "today" means.
        as_of_fixed: the day was given, so that a reader is not warned that the page is old.
        templates: a folder of template overrides, or None.
        docs: the folder of hand-written pages.
        site_name: the name of the site.
        site_url: its address, as in `mkdocs.yml`.
        repo_url: the repository, as in `mkdocs.yml`.
        edit_uri: where files are edited, as in `mkdocs.yml`.
        edit_uri_template: the same as a template.
        markdown_extensions, extension_configs: the site's own, for Markdown fields.
        directory_urls: whether addresses end in `/` instead of `/index.html`.
        cache: the folder of caches, or None for none. It may be deleted at any time.
        feeds: whether the site has feeds (plugin `forgebook/feeds`), so that pages can lead to them.
        serving: faults are shown on pages, and the last good values stand in.
    """

    root: Path
    records: Path
    as_of: date
    visibility: str = "team"
    as_of_fixed: bool = False
    templates: Path | None = None
    docs: Path | None = None
    site_name: str = ""
    site_url: str | None = None
    repo_url: str | None = None
    edit_uri: str | None = None
    edit_uri_template: str | None = None
    markdown_extensions: tuple[Any, ...] = ()
    extension_configs: dict[str, Any] = field(default_factory=dict)
    directory_urls: bool = True
    cache: Path | None = None
    feeds: bool = False
    serving: bool = False

    @property
    def filtered(self) -> bool:
        """Whether something may have to be left out."""
        return self.visibility != "team"
