"""What `forgebook cover` says, as a table for people and as JSON for programs. No address and no figure by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forgebook.core.evidence import ENOUGH_FILES, HOLDS, AreaEvidence
from forgebook.core.project import CoverSettings
from forgebook.reporters.printable import cells, printable
from forgebook.reporters.text import plural

SCHEMA = 1
"""Raised when a key of the JSON changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: an area, or a repository as a whole.

    Attributes:
        id: the area's or the repository's id.
        title: its title.
        sort: `area` or `repository`.
        repositories: the ids of the repositories that its files lie in.
        evidence: what git tells; None where no clone of it could be asked.
        why: why not.
    """

    id: str
    title: str
    sort: str
    repositories: tuple[str, ...]
    evidence: AreaEvidence | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told.

    Attributes:
        on: the day it is told for.
        before: the day before which history ends, or None.
        settings: of the project file.
        rows: areas and repositories.
        commits: by repository, the commit that it was told from.
        missing: by repository, why it could not be asked.
        names: by id, what people are called.
        gone: ids of those who have left by that day.
        away: ids of those who are thought to be away.
        notes: how it was told.
    """

    on: date
    before: date | None
    settings: CoverSettings
    rows: Sequence[Row]
    commits: Mapping[str, str]
    missing: Mapping[str, str]
    names: Mapping[str, str]
    gone: frozenset[str]
    away: tuple[str, ...]
    notes: Sequence[str]


def table(told: Told) -> Iterator[str]:
    """The table, and under it what one must know to read it."""
    head = ["Area" if any(row.sort == "area" for row in told.rows) else "Repository", "Source files", "Held now by"]
    if told.away:
        head.append(f"Without {_names(told.away, told)}")
    head.append("Historic authorship")
    rows = [[*map(printable, _cells(row, told))] for row in told.rows]
    yield f"Cover on {told.on}, as git tells it" + (f", up to {told.before} (left out)" if told.before else "")
    yield ""
    yield from _columns([head, *rows])
    yield ""
    yield (
        f"Held: at least a fifth of recent work (it counts half after {told.settings.half_life_days} days). "
        "Those who have left hold nothing."
    )
    yield (
        "Historic: how many people must be taken away until fewer than 60, 50 and 40 % of the files keep an author. "
        "Who has left counts there too."
    )
    for repository, why in told.missing.items():
        yield printable(f"Not asked: {repository}: {why}")
    for note in told.notes:
        yield printable(f"Note: {note}")


def _cells(row: Row, told: Told) -> list[str]:
    evidence = row.evidence
    if evidence is None:
        return [row.title, "", f"not known: {row.why}", *([""] if told.away else []), ""]
    away = [_without(evidence, told)] if told.away else []
    return [row.title, str(evidence.files), _held(evidence, told), *away, _historic(evidence)]


def _held(evidence: AreaEvidence, told: Told) -> str:
    if not evidence.enough:
        return "not enough evidence"
    if not evidence.recent:
        return f"no recent work (the last in {evidence.last:%Y-%m})" if evidence.last else "no work found"
    return _names(evidence.holders(told.gone), told) or _nobody(evidence)


def _nobody(evidence: AreaEvidence) -> str:
    """Why nobody holds it although there is recent work."""
    return "nobody who is still here" if evidence.holders() else "nobody: the work is spread thin"


def _without(evidence: AreaEvidence, told: Told) -> str:
    before = evidence.holders(told.gone)
    after = evidence.holders(told.gone | set(told.away))
    if not evidence.enough:
        return "not enough evidence"
    if before == after:
        return "nothing changes" if before else "nobody, as before"
    if not after:
        return "nobody"
    return f"{_names(after, told)} alone" if len(after) == 1 else _names(after, told)


def _historic(evidence: AreaEvidence) -> str:
    people = evidence.historic.people
    if not evidence.enough:
        return "not enough evidence"
    low, high = min(people.values()), max(people.values())
    span = plural(low, "person", "people") if low == high else f"{low} to {high} people"
    return span if low == high else f"{span} ({people[50]} at 50 %)"


def _names(ids: Collection[str], told: Told) -> str:
    return ", ".join(sorted(told.names.get(id_, id_) for id_ in ids))


def _columns(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for index, row in enumerate(rows):
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
        if index == 0:
            yield "  ".join("-" * width for width in widths)


def as_json(told: Told) -> dict[str, Any]:
    """The same for programs. Keys stay as they are while `schema` does."""
    return {
        "schema": SCHEMA,
        "on": told.on.isoformat(),
        "before": told.before.isoformat() if told.before else None,
        "half_life_days": told.settings.half_life_days,
        "holds_from_share": HOLDS,
        "enough_files": ENOUGH_FILES,
        "away": [_person(id_, told) for id_ in told.away],
        "repositories": [
            {"id": id_, "commit": told.commits.get(id_), "missing": told.missing.get(id_)}
            for id_ in sorted({*told.commits, *told.missing})
        ],
        "rows": [_row(row, told) for row in told.rows],
        "notes": list(told.notes),
    }


def _row(row: Row, told: Told) -> dict[str, Any]:
    found: dict[str, Any] = {
        "what": row.sort, "id": row.id, "title": row.title, "repositories": list(row.repositories),
        "missing": row.why or None, "source_files": None, "enough_evidence": False, "recent": None,
        "last_work": None, "current": None, "historic": None, "when_away": None,
    }  # fmt: skip
    evidence = row.evidence
    if evidence is None:
        return found
    found |= {"source_files": evidence.files, "enough_evidence": evidence.enough, "recent": evidence.recent}
    found["last_work"] = evidence.last.isoformat() if evidence.last else None
    if not evidence.enough:
        return found
    found["current"] = {"holders": _people(evidence.holders(told.gone), told)}
    found["historic"] = {
        "people_by_coverage": {str(share): count for share, count in evidence.historic.people.items()},
        "authors_at_50": _people(evidence.historic.authors[50], told),
        "files_with_an_author_still_here": evidence.kept(told.gone),
    }
    if told.away:
        gone = told.gone | set(told.away)
        found["when_away"] = {
            "holders": _people(evidence.holders(gone), told),
            "files_with_an_author_still_here": evidence.kept(gone),
        }
    return found


def _people(ids: Collection[str], told: Told) -> list[dict[str, Any]]:
    return sorted((_person(id_, told) for id_ in ids), key=lambda person: (person["name"], person["ref"] or ""))


def _person(id_: str, told: Told) -> dict[str, Any]:
    return {"ref": id_ if id_.startswith("person/") else None, "name": told.names.get(id_, id_)}
