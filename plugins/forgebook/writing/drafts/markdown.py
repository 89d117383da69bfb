"""Starting texts that are Markdown: front matter, a title, and sections."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from forgebook.core.kind import RecordKind
from forgebook.writing.drafts.text import Filling, filled

FENCE = "---\n"


def filled_markdown(kind: RecordKind, filling: Filling, title: str) -> str:
    """A kind's Markdown with values in it: texts that a section takes stand there, all else in the front matter."""
    front, body = _parts(kind.draft_markdown)
    values = {**filling.proposed, **filling.given}
    heading = str(values.get("title") or title or kind.label)
    before, *sections = re.split(r"^(?=## )", body, flags=re.M)
    taken = {"title"} if _is_heading(heading) else set()
    parts = [re.sub(r"^# .*$", lambda _: f"# {heading}", before, count=1, flags=re.M)]
    for section in sections:
        first, _, rest = section.partition("\n")
        name = kind.headings.get(first.removeprefix("## ").strip().casefold())
        text = values.get(name) if name else None
        if name and isinstance(text, str) and stands_alone(text):
            taken.add(name)
            parts.append(f"{first}\n\n{text.strip()}\n{rest or chr(10)}")
        elif not filling.bare:
            parts.append(section)
    rest_of = replace(filling, given=_without(filling.given, taken), proposed=_without(filling.proposed, taken))
    return FENCE + filled(front, rest_of) + FENCE + "".join(parts).rstrip("\n") + "\n"


def _parts(text: str) -> tuple[str, str]:
    front, _, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    return front + "\n", body


def stands_alone(text: str) -> bool:
    """Whether a text can be a section: nothing in it would begin another one."""
    return not any(line.lstrip().startswith(("#", "<!--", "===", "---")) for line in text.split("\n"))


def _is_heading(title: str) -> bool:
    """Whether a title is read back from a heading as it stands."""
    return not title.startswith("#") and not title.endswith("#") and "<!--" not in title


def _without(values: Any, names: set[str]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in names}
