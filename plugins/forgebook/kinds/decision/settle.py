"""From values as written to values of ours: the status, what stands beside it, and the date that goes with it."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from forgebook.core.codes import UNKNOWN_CHOICE
from forgebook.core.diagnostics import Fix, Severity, closest, did_you_mean, only_meant
from forgebook.core.document import Draft, Note
from forgebook.core.evidence import FileFacts
from forgebook.core.project import ProjectFile
from forgebook.core.record import Record
from forgebook.kinds.decision.fields import STATUSES, Decision
from forgebook.kinds.decision.vocabulary import MEANS, StatusWords, meaning_of, plain_status, read_status, relate

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
    said = house.get(key) or MEANS.get(key)
    means = said if said in STATUSES else None
    draft.values["raw_status"] = draft.values.get("raw_status") or " ".join(written.split())
    draft.values["status"] = means or "unknown"
    if means is None:
        guess = closest(written, STATUSES)
        meant = only_meant(written, {*STATUSES, *house, *MEANS})
        draft.notes.append(
            Note(
                UNKNOWN_CHOICE,
                f'unknown status "{written}"{did_you_mean(guess)}',
                ("status",),
                remedy=f"one of {', '.join(STATUSES)}; or, if it is a word of your house, {_map_entry(written)}",
                suggestion=guess,
                fix=Fix("value", meant) if meant in STATUSES else None,
            )
        )


def _settle_foreign(draft: Draft, project: ProjectFile) -> None:
    values = draft.values
    written = values.pop("status", None)
    text = written if isinstance(written, str) else ""
    house = {word: status for word, status in project.decisions.statuses.items() if status in STATUSES}
    words = read_status(text, house) if text else None
    values["status"] = words.status if words else house.get("", "unknown")
    if words is not None:
        _take_status_text(draft, words, text)
    _place_date(draft)
    if values["status"] == "unknown":
        draft.notes.append(_unknown_status(words.raw if words else None, project))
    _keep_misfits(values)


def _take_status_text(draft: Draft, words: StatusWords, text: str) -> None:
    """Keep the line that told the status, its relations, and what else stands there as a section."""
    values = draft.values
    values["raw_status"] = words.raw
    if words.date and values.get("dates_from") in (None, "file name"):
        values["date"], values["dates_from"] = words.date.isoformat(), "text"
        draft.positions.values.setdefault(("date",), draft.positions.find(("status",)))
    for name, targets in words.relations.items():
        for target in targets:
            relate(values, name, target)
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


def date_by_git(record: Record, facts: FileFacts) -> None:
    """Date a file of another style that gives no date by its first commit, and say that this is inferred."""
    fields = record.f
    if facts.first is None:
        return
    name = "created" if fields.status in UNDECIDED else "decided"
    record.fields = fields.model_copy(update={name: facts.first.day, "dates_from": "git"})


def _unknown_status(raw: str | None, project: ProjectFile) -> Note:
    if raw is None:
        remedy = f"add one, or say what none means: {_entry('')}"
        return Note(UNKNOWN_CHOICE, "no status is given", remedy=remedy, severity=Severity.ADVICE)
    wrong = meaning_of(raw, {word: s for word, s in project.decisions.statuses.items() if s not in STATUSES})
    remedy = _map_entry(raw)
    if wrong != "unknown":
        remedy = f'records/project.yml maps it to "{wrong}", which is none of {", ".join(STATUSES)}'
    return Note(UNKNOWN_CHOICE, f'unknown status "{raw}"', ("status",), remedy=remedy, severity=Severity.WARNING)


def _map_entry(raw: str) -> str:
    """What to write so that a status is understood from now on."""
    return f"map it in records/project.yml: {_entry(plain_status(raw))}"


def _entry(word: str) -> str:
    return f'decisions: {{statuses: {{"{word.replace(chr(34), "")}": accepted}}}}'
