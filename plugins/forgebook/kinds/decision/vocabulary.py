"""Statuses in the words of other styles: what they mean, and what they say of other decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forgebook.core.ids import normalise_id
from forgebook.kinds.decision.dates import leading_date, read_date
from forgebook.kinds.decision.fields import STATUSES
from forgebook.kinds.decision.wording import without_comments

MEANS = {**{word: word for word in STATUSES}, "approved": "accepted", "decided": "accepted", "pending": "proposed"}

_PART = r"(?:partly|partially|in\s+part)"
_RELATIONS = (
    (rf"{_PART}\s+superseded\s+by", "partly_superseded_by"),
    (rf"{_PART}\s+supersedes", "partly_supersedes"),
    (rf"superseded\s+{_PART}\s+by", "partly_superseded_by"),
    (rf"supersedes\s+{_PART}", "partly_supersedes"),
    (r"superseded\s+by", "superseded_by"),
    (r"supersedes", "supersedes"),
    (r"amended\s+by", "amended_by"),
    (r"amends", "amends"),
)
_STATEMENT = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<r{i}>{p})" for i, (p, _) in enumerate(_RELATIONS)) + r")\b\s*:?\s*", re.I
)
_NEGATED = re.compile(
    r"(?:\bnot|\bnever|n['’]t|\bno\s+longer|\bno)(?:\s+(?:yet|been|be|being|ever|currently|itself|formally|"
    rf"actually|already|fully|{_PART})){{0,3}}\s+$",
    re.I,
)
_DENIAL_REACHES = 60
"""Characters before a statement in which a denial is looked for."""
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\(<?(?P<target>[^()<>\s]+)>?(?:\s[^()]*)?\)")
_NUMBER = re.compile(
    r"(?:(?:ADR|MADR)[\s#-]*|#)(?P<number>\d{1,5})\b(?![-./]\d)"
    r"|(?P<bare>\d{1,5})\b(?![-./]\d)(?=\s*(?:$|[\n.,;:&+()\]–—]|and\b|-\s))",
    re.I,
)
_FILE = re.compile(r"<?(?P<file>[\w./-]+\.md\b|\d{3,5}-[A-Za-z][\w-]*)>?")
_BETWEEN = re.compile(r"\s*(?:,\s*and\b|,|and\b|&|\+)\s*", re.I)
_CHECKBOX = re.compile(r"[-*+]\s+\[(?P<mark>[ xX])\]\s*(?P<text>.*)")
_ENTRY = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s")
_PARTLY_SUPERSEDED = re.compile(rf"(?:{_PART}\s+superseded|superseded\s+{_PART})\b")


@dataclass(slots=True)
class StatusWords:
    """A status as written: the first line, what it means, and relations and the date that stand beside it."""

    raw: str
    status: str
    relations: dict[str, list[str]] = field(default_factory=dict)
    date: date | None = None


def read_status(text: str, house: Mapping[str, str] | None = None) -> StatusWords:
    """Tell the status from the text of a status section, a list item or a front-matter value.

    The first line alone tells the status; in a list of checkboxes the first that is ticked, in a list of dated
    statuses the latest. Relations may stand in any line. What is in no list is `unknown`.
    """
    lines = [line.strip() for line in without_comments(text).split("\n") if line.strip()]
    raw, told = _telling(lines, house)
    words = StatusWords(raw, meaning_of(told, house))
    if words.status not in ("superseded", "deprecated", "unknown"):
        words.date = date_beside(told)
    for name, target in relations_in(text):
        targets = words.relations.setdefault(name, [])
        if target not in targets:
            targets.append(target)
    return words


def _telling(lines: list[str], house: Mapping[str, str] | None) -> tuple[str, str]:
    """The line that tells the status, and its words."""
    steps = _steps(lines, house)
    if len({status for _, status in steps}) > 1:
        return _last_step(steps) or (lines[0], "")
    boxes = [(line, box) for line in lines if (box := _CHECKBOX.match(line))]
    if not boxes or boxes[0][0] != lines[0]:
        return (lines[0], lines[0]) if lines else ("", "")
    ticked = next((box["text"] for _, box in boxes if box["mark"] != " "), "")
    return ticked or lines[0], ticked


def _steps(lines: list[str], house: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """A list of statuses, each with what it means: how the decision got where it is. Empty for anything else."""
    if not lines or not all(_ENTRY.match(line) and not _CHECKBOX.match(line) for line in lines):
        return []
    return [(line, status) for line in lines if (status := meaning_of(line, house)) != "unknown"]


def _last_step(steps: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The step with the latest date; None where one has no date, or two share the last: we do not guess."""
    dated = sorted((day, line) for line, _ in steps if (day := read_date(_LINK.sub("", line))))
    if len(dated) < len(steps) or dated[-1][0] == dated[-2][0]:
        return None
    line = dated[-1][1]
    return (line.lstrip("-*+0123456789.) "), line)


def meaning_of(raw: str, house: Mapping[str, str] | None = None) -> str:
    """The status that a line of text means, or `unknown`. The house's own words come first."""
    plain = plain_status(raw)
    for word, status in sorted((house or {}).items(), key=lambda pair: -len(pair[0])):
        own = plain_status(word)
        if own and re.match(rf"{re.escape(own)}(?!\w)", plain):
            return status
    if _PARTLY_SUPERSEDED.match(plain):
        return "accepted"
    first = re.match(r"[a-z]+(?![\w-])", plain)
    if first is None:
        return "unknown"
    return MEANS.get(first.group(), "unknown")


def date_beside(raw: str) -> date | None:
    """The date that stands right behind a status: `Accepted on 2024-05-01`, `Accepted (7 October 2025)`."""
    plain = plain_status(_LINK.sub("", raw))
    word = re.match(r"[a-z]+[\s(,:;–—-]*(?:(?:on|since|at|as\s+of)\s+)?", plain)
    return leading_date(plain[word.end() :]) if word else None


def plain_status(raw: str) -> str:
    """A status line without links, emphasis, struck-out words and the emoji before it, in lower case."""
    plain = _LINK.sub(lambda m: m["text"], raw)
    plain = re.sub(r"~~[^~]+~~", "", plain)
    plain = re.sub(r"[*_`~]", "", plain)
    return re.sub(r"^\W+", "", plain).strip().rstrip(".").casefold()


def relations_in(text: str) -> list[tuple[str, str]]:
    """Statements such as `Superseded by [12](0012-x.md)` or `supersedes ADR-0045`, as relation and target.

    A target is a file's stem, or a number as text where only a number is given. Denials are passed over.
    """
    found: list[tuple[str, str]] = []
    for match in _STATEMENT.finditer(text):
        if _NEGATED.search(text[max(0, match.start() - _DENIAL_REACHES) : match.start()]):
            continue
        name = next(_RELATIONS[i][1] for i in range(len(_RELATIONS)) if match[f"r{i}"])
        found.extend((name, target) for target in _targets(text, match.end()))
    return found


def relations_from_start(line: str) -> list[tuple[str, str]]:
    """The statements of a line that begins with one, as an entry of a Links section does.

    Elsewhere in a sentence the subject may be another decision than the one that is read.
    """
    words = line.lstrip("*_ ")
    return relations_in(words) if _STATEMENT.match(words) else []


def relations_at(text: str, start: int) -> list[tuple[str, str]]:
    """The statement that stands at this very place of a sentence. Its targets are links, or named as decisions."""
    match = _STATEMENT.match(text, start)
    if match is None:
        return []
    name = next(_RELATIONS[i][1] for i in range(len(_RELATIONS)) if match[f"r{i}"])
    return [(name, target) for target in _targets(text, match.end(), bare=False)]


def _targets(text: str, start: int, *, bare: bool = True) -> list[str]:
    """The links or numbers that follow a statement, separated by commas or `and`."""
    targets: list[str] = []
    while True:
        match = _LINK.match(text, start) or _FILE.match(text, start) or _NUMBER.match(text, start)
        if match is None or (not bare and match.groupdict().get("bare")):
            return targets
        targets.append(_target(match))
        following = _BETWEEN.match(text, match.end())
        if following is None:
            return targets
        start = following.end()


def _target(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if number := groups.get("number") or groups.get("bare"):
        return str(int(number))
    target = (groups.get("target") or groups.get("file") or "").partition("#")[0]
    name = target.rstrip("/").rpartition("/")[2]
    return normalise_id(name.removesuffix(".md")) if name else (groups.get("text") or "")


def relate(values: dict[str, Any], name: str, target: str) -> None:
    """Add a relation, unless it stands there already: by the file's name, or by the number that this begins with."""
    targets = values.setdefault(name, [])
    if not isinstance(targets, list) or any(_same_target(target, known) for known in targets):
        return
    targets.append(target)


def _same_target(one: str, other: Any) -> bool:
    numbers = [re.match(r"\d+", str(name)) for name in (one, other)]
    bare = one.isdecimal() or str(other).isdecimal()
    return one == other or (bare and all(numbers) and len({int(n[0]) for n in numbers if n}) == 1)
