"""From values as written to values of ours: the status, what stands beside it, and the date that goes with it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from forgebook.core.codes import UNKNOWN_CHOICE
from forgebook.core.diagnostics import Severity, closest, did_you_mean
from forgebook.core.document import Draft, Note
from forgebook.core.project import ProjectFile
from forgebook.kinds.decision.fields import STATUSES, Decision
from forgebook.kinds.decision.vocabulary import MEANS, StatusWords, plain_status, read_status

UNDECIDED = frozenset({"draft", "proposed", "deferred", "unknown"})
"""With one of these, a file's date is that of its making, not of a decision."""
_NEVER_EXTRA = frozenset({"visibility", "waivers", "imported", "status"})
"""Keys whose faults stay errors: shown as a remark, a mistyped visibility would lay a record open."""


def settle_status(draft: Draft, project: ProjectFile) -> None:
    """Tell the status by our words and the house's, and keep what was written."""
    if draft.foreign:
        _settle_foreign(draft, project)
        return
    written = draft.values.get("status")
    if isinstance(written, str) and written not in STATUSES:
        _settle_own(draft, written, project)


def _settle_own(draft: Draft, written: str, project: ProjectFile) -> None:
    """A status outside of our vocabulary in a file of our own style: house words, then reported."""
    house = {word.casefold(): status for word, status in project.decisions.statuses.items()}
    key = written.strip().casefold()
    means = house.get(key) or MEANS.get(key)
    draft.values["raw_status"] = draft.values.get("raw_status") or written
    draft.values["status"] = means if means in STATUSES else "unknown"
    if means is None:
        guess = closest(written, STATUSES)
        draft.notes.append(
            Note(
                UNKNOWN_CHOICE,
                f'unknown status "{written}"{did_you_mean(guess)}',
                ("status",),
                remedy=f"one of {', '.join(STATUSES)}; or map it under decisions: statuses: in the project file",
                suggestion=guess,
            )
        )


def _settle_foreign(draft: Draft, project: ProjectFile) -> None:
    values = draft.values
    written = values.pop("status", None)
    text = written if isinstance(written, str) else ""
    words = read_status(text, project.decisions.statuses) if text else None
    values["status"] = words.status if words else "unknown"
    if words is not None:
        _take_status_text(draft, words, text)
    _place_date(draft)
    if values["status"] == "unknown":
        draft.notes.append(_unknown_status(words.raw if words else None))
    _keep_misfits(values)


def _take_status_text(draft: Draft, words: StatusWords, text: str) -> None:
    """Keep the line that told the status, its relations, and what else stands there as a section."""
    values = draft.values
    values["raw_status"] = words.raw
    for name, targets in words.relations.items():
        have = values.setdefault(name, [])
        have.extend(target for target in targets if target not in have)
        draft.positions.values.setdefault((name,), draft.positions.find(("status",)))
    first, _, rest = text.strip().partition("\n")
    rest = rest if first.strip() == words.raw else text
    if rest.strip():
        _put_first(draft, {"title": "Status", "text": rest.strip("\n")})


def _put_first(draft: Draft, section: dict[str, str]) -> None:
    """Put a section before the others; their places move along."""
    sections = draft.values.get("sections", [])
    places = draft.positions.values
    for index in range(len(sections), 0, -1):
        if (place := places.get(("sections", index - 1))) is not None:
            places["sections", index] = place
    places["sections", 0] = draft.positions.find(("status",))
    draft.values["sections"] = [section, *sections]


def _place_date(draft: Draft) -> None:
    values = draft.values
    day = values.pop("date", None)
    if day is not None:
        name = "created" if values["status"] in UNDECIDED else "decided"
        values.setdefault(name, day)
        draft.positions.values.setdefault((name,), draft.positions.find(("date",)))


def _keep_misfits(values: dict[str, Any]) -> None:
    """Move front matter that has a name of ours and another tool's meaning to `extra`, where it is shown."""
    try:
        Decision.model_validate(values)
    except ValidationError as error:
        names = {str(detail["loc"][0]) for detail in error.errors(include_url=False) if detail["loc"]}
        misfits = {name: values.pop(name) for name in sorted(names - _NEVER_EXTRA) if name in values}
        values["extra"] = {**values.get("extra", {}), **misfits}


def _unknown_status(raw: str | None) -> Note:
    if raw is None:
        return Note(UNKNOWN_CHOICE, "no status is given", remedy="add one", severity=Severity.ADVICE)
    word = plain_status(raw).replace('"', "")
    return Note(
        UNKNOWN_CHOICE,
        f'unknown status "{raw}"',
        ("status",),
        remedy=f'map it in records/project.yml: decisions: {{statuses: {{"{word}": accepted}}}}',
        severity=Severity.WARNING,
    )
