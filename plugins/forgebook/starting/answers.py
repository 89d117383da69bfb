"""What a start must know, and what can be told from the folder itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from forgebook.evidence.git import GitFailed, git_text

Host = Literal["github", "gitlab"]
ADR_FOLDERS = (
    "docs/adr", "docs/adrs", "docs/ADR", "docs/decisions", "docs/architecture/decisions", "docs/architecture-decisions",
    "docs/architecture/adr", "doc/adr", "doc/adrs", "doc/arch", "doc/architecture/decisions", "doc/decisions",
    "adr", "adrs", "decisions", "architecture/decisions",
)  # fmt: skip
"""Where teams keep decision files, as adr-tools, log4brains and MADR propose."""

_SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>[^:/\s]+):(?P<path>[^\s]+)\Z")
_DECISION = re.compile(r"^(?:#+\s*)?(?:\*\s*)?(?:status|decision outcome|context)\b", re.I | re.M)


@dataclass
class Answers:
    """What the site and the first records are written with.

    Attributes:
        name: the project's name.
        today: the day that the first records bear.
        repo_url: where the repository stands, or None.
        sprint_weeks: length of a sprint.
        recovery_weeks: weeks off the plan after it.
        branch: the branch that is published.
        hosts: the services to write workflows for.
        prefix: the folder told from the repository's top, without a slash at its end; empty for the top.
        sources: folders with decision files that are to be read as they lie.
        install: what pip is told to install Forgebook from; None where nobody knows.
    """

    name: str
    today: date
    repo_url: str | None = None
    sprint_weeks: int = 3
    recovery_weeks: int = 0
    branch: str = "main"
    hosts: tuple[Host, ...] = ("github",)
    prefix: str = ""
    sources: list[str] = field(default_factory=list)
    install: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is told by git.

    Attributes:
        top: the repository's top folder; None outside of any.
        prefix: the folder told from there.
        remote: the repository's address for browsers, or None.
        branch: the branch that is checked out or published.
        why_not: why there is no repository.
    """

    top: Path | None
    prefix: str = ""
    remote: str | None = None
    branch: str = "main"
    why_not: str = ""


def surroundings(folder: Path) -> Surroundings:
    """What git knows of a folder."""
    try:
        top, prefix = git_text(folder, "rev-parse", "--show-toplevel", "--show-prefix").split("\n")[:2]
    except (GitFailed, ValueError) as failure:
        return Surroundings(None, why_not=getattr(failure, "reason", "git gave no answer"))
    return Surroundings(Path(top), prefix.rstrip("/"), browser_address(_said(folder, "remote", "get-url", "origin")),
                        _branch(folder))  # fmt: skip


def _branch(folder: Path) -> str:
    """The branch that the remote calls its own, else the one that is checked out."""
    published = _said(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").removeprefix("origin/")
    name = published or _said(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    return name if re.fullmatch(r"[\w./-]+", name) else "main"


def _said(folder: Path, *arguments: str) -> str:
    try:
        return git_text(folder, *arguments).strip()
    except GitFailed:
        return ""


def browser_address(remote: str) -> str | None:
    """The address that a browser opens, from the one that git pushes to; without any password in it."""
    text = remote.strip().removesuffix("/").removesuffix(".git")
    parts = urlsplit(text)
    if parts.scheme in ("http", "https", "ssh", "git") and parts.hostname:
        port = f":{parts.port}" if parts.scheme in ("http", "https") and parts.port else ""
        scheme = "http" if parts.scheme == "http" else "https"
        return f"{scheme}://{parts.hostname}{port}{parts.path}"
    found = _SCP.match(text)
    return f"https://{found['host']}/{found['path'].lstrip('/')}" if found and "//" not in text else None


def hosts_for(repo_url: str | None) -> tuple[Host, ...]:
    """The services to write workflows for: both where nothing tells which."""
    host = (urlsplit(repo_url).hostname or "") if repo_url else ""
    if "gitlab" in host:
        return ("gitlab",)
    if "github" in host:
        return ("github",)
    return ("github", "gitlab")


def decision_folders(folder: Path) -> list[str]:
    """Folders that hold decision files in the styles that Forgebook reads."""
    found: list[str] = []
    for name in ADR_FOLDERS:
        place = folder / name
        same = any((folder / other).samefile(place) for other in found) if place.is_dir() else True
        if not same and any(_is_decision(file) for file in sorted(place.glob("*.md"))):
            found.append(name)
    return found


def _is_decision(file: Path) -> bool:
    try:
        return bool(_DECISION.search(file.read_text(encoding="utf-8")[:20_000]))
    except (OSError, UnicodeDecodeError):
        return False


def installed_from() -> str | None:
    """What pip could install this very Forgebook from, where it came from a repository; else None."""
    try:
        told = json.loads(distribution("forgebook").read_text("direct_url.json") or "{}")
        vcs = told["vcs_info"]
        return f"forgebook @ {vcs['vcs']}+{told['url']}@{vcs['commit_id']}"
    except (PackageNotFoundError, KeyError, TypeError, ValueError):
        return None
