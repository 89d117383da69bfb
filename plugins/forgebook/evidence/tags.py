"""The tags of a clone, annotated and light, each with the commit that it leads to."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from forgebook.core.clones import Tag
from forgebook.evidence.git import GitFailed, git_bytes, git_text

_FIELDS = (
    "%(refname:strip=2)", "%(objecttype)", "%(objectname)", "%(*objecttype)", "%(*objectname)",
    "%(creatordate:iso-strict)",
)  # fmt: skip


def read_tags(path: Path) -> list[Tag]:
    """All tags of a clone, in the order of their names.

    Raises:
        GitFailed: git fails.
    """
    raw = git_bytes(path, "for-each-ref", f"--format={'%00'.join(_FIELDS)}", "refs/tags")
    lines = raw.decode("utf-8", "replace").split("\n")
    return [_tag(path, line.split("\0")) for line in lines if line.count("\0") == len(_FIELDS) - 1]


def _tag(path: Path, fields: list[str]) -> Tag:
    name, sort, object_, inner_sort, inner, when = fields
    annotated = sort == "tag"
    commit = {"commit": inner if annotated else object_}.get(inner_sort if annotated else sort, "")
    if inner_sort == "tag":
        commit = _peeled(path, object_)
    return Tag(name, commit, object_, annotated, datetime.fromisoformat(when).date() if when else date.min)


def _peeled(path: Path, object_: str) -> str:
    """The commit at the end of tags of tags; empty where there is none."""
    try:
        return git_text(path, "rev-parse", "--verify", "--quiet", f"{object_}^{{commit}}").strip()
    except GitFailed:
        return ""


def tag_messages(path: Path) -> dict[str, str]:
    """The messages of annotated tags by name, without their signatures.

    Raises:
        GitFailed: git fails.
    """
    fields = "%00".join(("%(refname:strip=2)", "%(objecttype)", "%(contents:subject)", "%(contents:body)", ""))
    parts = git_bytes(path, "for-each-ref", f"--format={fields}", "refs/tags").decode("utf-8", "replace").split("\0")
    found = {}
    for index in range(0, len(parts) - 3, 4):
        name, sort, subject, body = parts[index : index + 4]
        if sort == "tag":
            found[name.removeprefix("\n")] = "\n\n".join(part for part in (subject.strip(), body.strip()) if part)
    return found
