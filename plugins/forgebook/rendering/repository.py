"""Links from a page to the file behind it, and to where one can ask about it."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin, urlsplit

from forgebook.core.repository import repository_root
from forgebook.core.settings import SiteSettings

_DEFAULT_EDIT = {"github": "edit/master/docs/", "gitlab": "edit/master/docs/", "bitbucket": "src/default/docs/"}


@lru_cache(maxsize=16)
def host_of(repo_url: str | None) -> str:
    """`github`, `gitlab`, `bitbucket`, `azure`, or empty for a host that we do not know."""
    name = urlsplit(repo_url or "").hostname or ""
    for word in ("github", "gitlab", "bitbucket", "azure", "visualstudio"):
        if word in name:
            return "azure" if word == "visualstudio" else word
    return ""


_STEP_BACK = re.compile(r"(/|%2F)(?!\.\.)(?:(?!%2F)[^/?#=])+(?:/|%2F)\.\.(?:/|%2F)")
"""`/docs/../` in an address. Browsers take it out of a path, but not out of a query, where Azure has its paths."""

_FILE = re.compile(r"(?P<project>.*?)(?P<dash>/-)?/(?P<way>_?edit|blob|tree|raw|src)/(?P<place>.+)/[^/]*")
"""The path of a file's address: the repository, the way to look at the file, then branch and folder."""

_LONGEST = 6000
"""Characters of an address that hosts and browsers take for certain; some take 8,000."""


@lru_cache(maxsize=16)
def from_docs(root: Path, docs: Path) -> str:
    """The way from the docs folder to the project's root: `..` where `docs/` lies in it."""
    return posixpath.relpath(root.as_posix(), docs.as_posix())


@lru_cache(maxsize=16)
def _below(root: Path, docs: Path) -> str:
    """The docs folder told from the project's root, with a slash at its end; empty where it lies elsewhere."""
    return docs.relative_to(root).as_posix() + "/" if docs.is_relative_to(root) else ""


def _source(settings: SiteSettings, docs: Path, path: str) -> str:
    """A file's path told from the docs folder, as MkDocs tells those of its pages."""
    below = _below(settings.root, docs)
    if below and path.startswith(below):
        return path.removeprefix(below)
    return posixpath.normpath(posixpath.join(from_docs(settings.root, docs), path))


def edit_url(settings: SiteSettings, path: str) -> str | None:
    """Where the file at `path` (below the project's root) can be edited, by the rules of MkDocs' `edit_uri`."""
    if not path or settings.docs is None:
        return None
    source = _source(settings, settings.docs, path)
    link = _filled(settings.edit_uri_template, source) if settings.edit_uri_template else _below_base(settings, source)
    if link is None:
        return None
    root = settings.repo_url
    if root and not link.startswith(("?", "#")) and not root.endswith("/"):
        root += "/"
    found = _without_steps_back(urljoin(root or "", link))
    return found if urlsplit(found).scheme in ("http", "https") else None


def _filled(template: str, source: str) -> str:
    """`edit_uri_template` with its places filled in; `!q` is for a path that stands in a query, as one word."""
    places = {"path": source, "path_noext": posixpath.splitext(source)[0]}
    for name, value in places.items():
        template = template.replace(f"{{{name}}}", quote(value)).replace(f"{{{name}!q}}", quote(value, safe=""))
    return template


def _below_base(settings: SiteSettings, source: str) -> str | None:
    base = settings.edit_uri
    if base is None:
        base = _DEFAULT_EDIT.get(host_of(settings.repo_url))
    return base + ("" if base.endswith("/") or base[0] in "?#" else "/") + quote(source) if base else None


def _without_steps_back(address: str) -> str:
    before = ""
    while before != address:
        before, address = address, _STEP_BACK.sub(r"\1", address)
    return address


def new_url(settings: SiteSettings, folder: str, name: str, text: str) -> str | None:
    """Where a new file can be written in the browser, filled in as far as the host can.

    GitHub and GitLab take a name and a text. Bitbucket and Azure take neither in an address: there the link leads to
    the folder, where a button makes a file.

    Args:
        settings: the site's settings.
        folder: the folder, below the project's root.
        name: what the file may be called.
        text: what it may begin with. Notes are left out where the address would grow too long.
    """
    file = edit_url(settings, f"{folder}/{name}")
    if file is None:
        return None
    parts = urlsplit(file)
    host = host_of(settings.repo_url or file)
    if host == "azure":
        return _azure_folder(file)
    found = _FILE.fullmatch(parts.path)
    if found is None:
        return None
    start = f"{parts.scheme}://{parts.netloc}{found['project']}"
    if host == "github":
        return _prefilled(f"{start}/new/{found['place']}", "filename", "value", name, text)
    if host == "gitlab":
        return _prefilled(f"{start}/-/new/{found['place']}", "file_name", "content", name, text)
    return f"{start}/src/{found['place']}/" if host == "bitbucket" else None


def _prefilled(address: str, name_key: str, text_key: str, name: str, text: str) -> str:
    filled = f"{address}?{urlencode({name_key: name, text_key: text})}"
    if len(filled) > _LONGEST:
        bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
        filled = f"{address}?{urlencode({name_key: name, text_key: bare})}"
    return filled if len(filled) <= _LONGEST else f"{address}?{urlencode({name_key: name})}"


def _azure_folder(file: str) -> str | None:
    """The folder of a file whose path stands in the query, as Azure DevOps has it."""
    found = re.search(r"(?<=[?&]path=)[^&#]+", file)
    if found is None:
        return None
    folder = re.sub(r"(?:/|%2F)(?:(?!%2F)[^/])*\Z", "", found.group())
    return f"{file[: found.start()]}{folder or '/'}{file[found.end() :]}"


def issue_forms(settings: SiteSettings) -> list[str]:
    """The issue forms of ours that the repository has, where it is on GitHub: `decision`, `improvement-verdict`."""
    root = repository_root(settings.root) if host_of(settings.repo_url) == "github" else None
    found = (root / ".github" / "ISSUE_TEMPLATE").glob("forgebook-*.yml") if root else ()
    return sorted(file.stem.removeprefix("forgebook-") for file in found)


def form_url(settings: SiteSettings, form: str) -> str | None:
    """The issue form of a name; None where the repository has none."""
    if form not in issue_forms(settings):
        return None
    return f"{(settings.repo_url or '').rstrip('/')}/issues/new?template={quote(f'forgebook-{form}.yml')}"


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
