"""Statuses in the words of other styles: what they mean, and what they say of other decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from forgebook.core.ids import normalise_id
from forgebook.kinds.decision.fields import STATUSES

MEANS = {**{word: word for word in STATUSES}, "approved": "accepted", "decided": "accepted", "pending": "proposed"}

_RELATIONS = (
    (r"(?:partly|partially|in part)\s+superseded\s+by", "partly_superseded_by"),
    (r"(?:partly|partially|in part)\s+supersedes", "partly_supersedes"),
    (r"superseded\s+(?:in\s+part|partly|partially)\s+by", "partly_superseded_by"),
    (r"supersedes\s+(?:in\s+part|partly|partially)", "partly_supersedes"),
    (r"superseded\s+by", "superseded_by"),
    (r"supersedes", "supersedes"),
    (r"amended\s+by", "amended_by"),
    (r"amends", "amends"),
)
_STATEMENT = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<r{i}>{p})" for i, (p, _) in enumerate(_RELATIONS)) + r")\s*:?\s*", re.I
)
_NEGATED = re.compile(r"(?:\bnot|\bnever|n't|\bno)\s+$", re.I)
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]+)[^()]*\)")
_NUMBER = re.compile(r"(?:ADR|MADR)?[\s#-]*(?P<number>\d{1,5})\b", re.I)
_FILE = re.compile(r"<?(?P<file>[\w./-]+\.md)>?")
_BETWEEN = re.compile(r"\s*(?:,|and|&|\+)\s*", re.I)


@dataclass(slots=True)
class StatusWords:
    """A status as written: the first line, what it means, and relations that stand beside it."""

    raw: str
    status: str
    relations: dict[str, list[str]] = field(default_factory=dict)


def read_status(text: str, house: Mapping[str, str] | None = None) -> StatusWords:
    """Tell the status from the text of a status section, a list item or a front-matter value.

    The first line alone tells the status; relations may stand in any line. What is in no list is `unknown`.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    raw = lines[0] if lines else ""
    words = StatusWords(raw, meaning_of(raw, house))
    for name, target in relations_in(text):
        targets = words.relations.setdefault(name, [])
        if target not in targets:
            targets.append(target)
    return words


def meaning_of(raw: str, house: Mapping[str, str] | None = None) -> str:
    """The status that a line of text means, or `unknown`."""
    plain = re.sub(r"[*_`~]", "", _LINK.sub(lambda m: m["text"], raw))
    plain = re.sub(r"^[^\w]+", "", plain).strip().casefold()
    for word, status in (house or {}).items():
        if plain.rstrip(".").strip() == word.casefold():
            return status
    if re.match(r"(partly|partially|in part)\s+superseded\b", plain):
        return "accepted"
    first = re.match(r"[a-z]+", plain)
    if first is None:
        return "unknown"
    return MEANS.get(first.group(), "unknown")


def relations_in(text: str) -> list[tuple[str, str]]:
    """Statements such as `Superseded by [12](0012-x.md)` or `supersedes ADR-0045`, as relation and target.

    A target is a file's stem, or a number as text where only a number is given. Denials are passed over.
    """
    found = []
    for match in _STATEMENT.finditer(text):
        if _NEGATED.search(text[: match.start()]):
            continue
        name = next(_RELATIONS[i][1] for i in range(len(_RELATIONS)) if match[f"r{i}"])
        found.extend((name, target) for target in _targets(text, match.end()))
    return found


def _targets(text: str, start: int) -> list[str]:
    """The links or numbers that follow a statement, separated by commas or `and`."""
    targets = []
    while True:
        match = _LINK.match(text, start) or _FILE.match(text, start) or _NUMBER.match(text, start)
        if match is None:
            return targets
        targets.append(_target(match))
        following = _BETWEEN.match(text, match.end())
        if following is None:
            return targets
        start = following.end()


def _target(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("number"):
        return str(int(groups["number"]))
    target = (groups.get("target") or groups.get("file") or "").partition("#")[0]
    name = target.rstrip("/").rpartition("/")[2]
    return normalise_id(name.removesuffix(".md")) if name else (groups.get("text") or "")
