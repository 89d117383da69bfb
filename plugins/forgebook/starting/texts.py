"""The texts that a start writes, from the templates of this room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from textwrap import indent
from urllib.parse import urlsplit

from forgebook.starting.answers import Answers
from forgebook.writing.render import scalar

TEMPLATES = Path(__file__).parent / "templates"
_GAP = re.compile(r"@([a-z_]+)@")
SPRINT = "sprint-1"


def filled(name: str, values: Mapping[str, str]) -> str:
    """A template with its gaps (`@name@`) filled. A line that held nothing else and is empty now goes.

    Raises:
        KeyError: there is no value for a gap.
    """
    lines = []
    for line in _template(name).splitlines():
        alone = _GAP.fullmatch(line.strip())
        text = _GAP.sub(lambda gap: values[gap[1]], line)
        if alone is None or text.strip():
            lines.append(text.rstrip())
    return "\n".join(lines) + "\n"


@cache
def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def site_text(answers: Answers) -> str:
    """`mkdocs.yml` of a new site."""
    key, value = edit_setting(answers)
    keys = f"repo_url: {scalar(answers.repo_url)}\n{key}: {scalar(value)}" if answers.repo_url else ""
    return filled("mkdocs.yml", {"name": scalar(answers.name), "site_keys": keys})


def edit_setting(answers: Answers) -> tuple[str, str]:
    """The setting that tells MkDocs where pages under `docs/` are edited, by the habits of the host."""
    docs = "/".join(filter(None, [answers.prefix, "docs"]))
    host = urlsplit(answers.repo_url or "").hostname or ""
    if "gitlab" in host:
        return "edit_uri", f"-/edit/{answers.branch}/{docs}/"
    if "bitbucket" in host:
        return "edit_uri_template", f"src/{answers.branch}/{docs}/{{path}}?mode=edit"
    if host in ("dev.azure.com", "ssh.dev.azure.com") or host.endswith(".visualstudio.com"):
        return "edit_uri_template", f"?path=/{docs}/{{path}}&version=GB{answers.branch}"
    return "edit_uri", f"edit/{answers.branch}/{docs}/"


def record_texts(answers: Answers) -> dict[str, str]:
    """The first records, by their paths below the records folder."""
    start = answers.today - timedelta(days=answers.today.weekday())
    end = start + timedelta(weeks=answers.sprint_weeks, days=-3)
    recovery = end + timedelta(weeks=answers.recovery_weeks)
    values = {
        "name": scalar(answers.name),
        "today": answers.today.isoformat(),
        "sprint_id": SPRINT,
        "sprint_start": start.isoformat(),
        "sprint_end": end.isoformat(),
        "recovery": f"recovery_until: {recovery.isoformat()}\n" if answers.recovery_weeks else "",
        "sprint_weeks": str(answers.sprint_weeks),
        "recovery_weeks": str(answers.recovery_weeks),
        "repository_url": f"    url: {scalar(answers.repo_url)}\n" if answers.repo_url else "",
        "sources": sources_text(answers.sources),
    }
    return {
        "project.yml": filled("records/project.yml", values),
        "areas/our-records.yml": filled("records/area.yml", values),
        "roles/record-keeper.yml": filled("records/role.yml", values),
        "decisions/keep-our-records-here.yml": filled("records/decision.yml", values),
        f"sprints/{SPRINT}.yml": filled("records/sprint.yml", values),
        f"retros/{_retro_id(answers.today)}.yml": filled("records/retro.yml", values),
    }


def _retro_id(day: date) -> str:
    return day.isoformat()


def sources_text(folders: list[str]) -> str:
    """The lines of the project file that name folders with decision files; empty without any."""
    if not folders:
        return ""
    lines = [f"  - {{kind: decision, path: {scalar(folder, flow=True)}}}" for folder in folders]
    return "\n".join(["", "# Decision files that are read as they lie.", "sources:", *lines])


_GITHUB = (
    "records.yml", "records-comment.yml", "records-from-issue.yml", "record-deployment.yml", "release-notes.yml",
)  # fmt: skip


def workflow_texts(answers: Answers, records: str) -> dict[str, str]:
    """The workflow files, by their paths below the repository's top."""
    at = f" -C {answers.prefix}" if answers.prefix else ""
    values = {
        "at": at,
        "branch": scalar(answers.branch, flow=True),
        "minute": str(sum(answers.name.encode()) % 60),
        "setup": filled("github/setup.yml", {}).rstrip("\n"),
        "send_github": indent(_template("send-notes.py.txt"), " " * 10).rstrip("\n"),
        "send_gitlab": indent(_template("send-notes.py.txt"), " " * 6).rstrip("\n"),
        "records": "/".join(filter(None, [answers.prefix, records])),
    }
    found = {}
    if "github" in answers.hosts:
        for name in _GITHUB:
            found[f".github/workflows/{name}"] = filled(f"github/{name}", values)
    if "gitlab" in answers.hosts:
        found[".gitlab/forgebook.gitlab-ci.yml"] = filled("gitlab/forgebook.gitlab-ci.yml", values)
        found[".gitlab-ci.yml"] = filled("gitlab/gitlab-ci.yml", values)
    return found
