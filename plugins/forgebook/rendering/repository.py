"""Links from a page to the file behind it, and to where one can ask about it."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from forgebook.core.settings import SiteSettings

_DEFAULT_EDIT = {"github": "edit/master/docs/", "gitlab": "edit/master/docs/", "bitbucket": "src/default/docs/"}


def host_of(repo_url: str | None) -> str:
    """`github`, `gitlab`, `bitbucket`, `azure`, or empty for a host that we do not know."""
    name = urlsplit(repo_url or "").hostname or ""
    for word in ("github", "gitlab", "bitbucket", "azure", "visualstudio"):
        if word in name:
            return "azure" if word == "visualstudio" else word
    return ""


_STEP_BACK = re.compile(r"/(?!\.\.)[^/?#=]+/\.\.(?=/)/")
"""`/docs/../` in an address. Browsers take it out of a path, but not out of a query, where Azure has its paths."""


@lru_cache(maxsize=16)
def from_docs(root: Path, docs: Path) -> str:
    """The way from the docs folder to the project's root: `..` where `docs/` lies in it."""
    return posixpath.relpath(root.as_posix(), docs.as_posix())


def edit_url(settings: SiteSettings, path: str) -> str | None:
    """Where the file at `path` (below the project's root) can be edited, by the rules of MkDocs' `edit_uri`."""
    if not path or settings.docs is None:
        return None
    if not (settings.edit_uri or settings.edit_uri_template or settings.repo_url):
        return None
    source = posixpath.normpath(posixpath.join(from_docs(settings.root, settings.docs), path))
    if settings.edit_uri_template:
        noext = posixpath.splitext(source)[0]
        link = settings.edit_uri_template.replace("{path}", source).replace("{path_noext}", noext)
    else:
        base = settings.edit_uri
        if base is None:
            base = _DEFAULT_EDIT.get(host_of(settings.repo_url))
        if not base:
            return None
        link = base + ("" if base.endswith("/") or base[0] in "?#" else "/") + source
    root = settings.repo_url
    if root and not link.startswith(("?", "#")) and not root.endswith("/"):
        root += "/"
    found = _STEP_BACK.sub("/", urljoin(root or "", link))
    return found if urlsplit(found).scheme in ("http", "https") else None


def ask_url(settings: SiteSettings, title: str, page: str, contact: str | None) -> str | None:
    """A prefilled issue about a page, or a mail to the team's contact."""
    subject = quote(f"About: {title}")
    about = quote(f"Page: {urljoin(settings.site_url, page) if settings.site_url else page}\n\n")
    root = (settings.repo_url or "").rstrip("/")
    host = host_of(root)
    if host == "github":
        return f"{root}/issues/new?title={subject}&body={about}"
    if host == "gitlab":
        return f"{root}/-/issues/new?issue[title]={subject}&issue[description]={about}"
    address = re.search(r"[^\s<>:]+@[^\s<>]+\.[a-z]+", contact or "")
    return f"mailto:{address.group()}?subject={subject}&body={about}" if address else None
