"""Which Markdown files are decisions, and in whose style."""

from __future__ import annotations

import re

from forgebook.core.document import MarkdownDocument
from forgebook.core.schema import field_names
from forgebook.kinds.decision.fields import STATUSES, Decision

OWN_KEYS = frozenset(field_names(Decision)) - {"title", "status", "tags", "deciders", "consulted", "informed"}
_NOT_DECISIONS = frozenset({"readme", "index", "template", "summary", "toc"})
_PLACEHOLDER = re.compile(r"\{\{|\{short|<number>|<title>|\[short title")
_PLACEHOLDER_TITLE = re.compile(
    r"\W{0,3}(?:(?:ADR[ -]?)?<number>|\{\{[^{}]*\}\}\s*$|[<{\[]+(?:short |the )?title\b|\[short title)", re.I
)


def not_a_decision(document: MarkdownDocument) -> str | None:
    """Why a Markdown file among decisions is none, or None."""
    stem = document.stem.casefold()
    if stem in _NOT_DECISIONS:
        return f"{document.stem}.md is an index or a template, not a decision"
    words = f"{document.title} {document.front.get('title', '')} {document.preamble}"
    is_template = re.match(r"(?:[a-z]+[-_])*template(?:[-_]|$)", stem) and _PLACEHOLDER.search(words)
    if is_template or (document.title and _PLACEHOLDER_TITLE.match(document.title)):
        return f"{document.stem}.md is a template, not a decision"
    return None


def is_own_style(document: MarkdownDocument) -> bool:
    """Whether a Markdown decision is written by our own field names."""
    front = document.front
    status = front.get("status")
    return (
        isinstance(status, str)
        and status.strip() in STATUSES
        and "date" not in front
        and any(key in OWN_KEYS for key in front)
    )
