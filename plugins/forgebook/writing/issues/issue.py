"""An issue as it comes: its body alone, or what a host says about it as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

LARGEST = 1 << 20
"""Bytes that a file may have. Hosts take far less in an issue; what a host says about it is some kilobytes more."""
LONGEST_BODY = 1 << 17
"""Characters that a body may have. GitHub takes half of it."""

_LINE_BREAK = re.compile("\r\n?|\u2028|\u2029|\x85")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # what turns the order of letters round
    "\u200b\u2060\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"  # what hides in a text
)


class NotAnIssue(Exception):
    """A file that holds no issue. The message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What somebody sent.

    Attributes:
        body: the text, LF line ends, without characters that cannot be seen.
        title: the issue's title, on one line.
        number: its number, or None.
        labels: the names of its labels.
    """

    body: str
    title: str = ""
    number: int | None = None
    labels: tuple[str, ...] = field(default_factory=tuple)


def read_issue(data: bytes) -> Issue:
    """The issue in a file: Markdown, or JSON as GitHub's events and its `gh issue view --json` write it.

    Raises:
        NotAnIssue: it is too large, not UTF-8, or JSON without an issue.
    """
    if len(data) > LARGEST:
        raise NotAnIssue(f"the file has {len(data) / LARGEST:.1f} MiB; 1 MiB is the limit.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotAnIssue(f"byte {error.start + 1} of the file is not UTF-8. Save it as UTF-8.") from None
    issue = _from_json(text) if text.lstrip().startswith("{") else Issue(cleaned(text))
    if len(issue.body) > LONGEST_BODY:
        raise NotAnIssue(f"the issue has {len(issue.body):,} characters; {LONGEST_BODY:,} is the limit.")
    return issue


def cleaned(text: str) -> str:
    """A text without what cannot be seen, with LF line ends."""
    return _UNSEEN.sub("", _LINE_BREAK.sub("\n", text))


def _from_json(text: str) -> Issue:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAnIssue(f"the file looks like JSON, and is none ({error}).") from None
    found = content.get("issue", content) if isinstance(content, dict) else None
    if not isinstance(found, dict) or not isinstance(found.get("body", 0), str | None):
        raise NotAnIssue("there is no issue in this JSON. GitHub's event has it under `issue`, with its `body`.")
    number, title = found.get("number"), found.get("title")
    return Issue(
        cleaned(found["body"] or ""),
        " ".join(cleaned(title).split()) if isinstance(title, str) else "",
        number if type(number) is int and 0 < number < 1 << 53 else None,
        tuple(name for label in _listed(found.get("labels")) if (name := _name(label))),
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(label: Any) -> str:
    name = label.get("name") if isinstance(label, dict) else label
    return cleaned(name) if isinstance(name, str) else ""
