"""The register of kinds: ours in their order, then those that other packages bring."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from forgebook.core.kind import RecordKind
from forgebook.kinds import (
    area,
    assessment,
    assumption,
    change,
    decision,
    deployment,
    handover,
    improvement,
    incident,
    known_issue,
    notice,
    person,
    release,
    request,
    retro,
    roadmap,
    role,
    run,
    runbook,
    sprint,
    team,
    term,
)

ENTRY_POINTS = "forgebook.kinds"

BUILT_IN: tuple[RecordKind, ...] = (
    decision.KIND,
    request.KIND,
    roadmap.KIND,
    release.KIND,
    change.KIND,
    known_issue.KIND,
    notice.KIND,
    run.KIND,
    deployment.KIND,
    assumption.KIND,
    assessment.KIND,
    sprint.KIND,
    retro.KIND,
    improvement.KIND,
    person.KIND,
    team.KIND,
    role.KIND,
    area.KIND,
    runbook.KIND,
    handover.KIND,
    incident.KIND,
    term.KIND,
)


class KindClash(Exception):
    """Two kinds have the same name, or the same folder."""


@cache
def installed() -> dict[str, RecordKind]:
    """All kinds by name, those of other packages included.

    Raises:
        KindClash: a package brings a kind whose name or folder is taken.
    """
    found = {kind.name: kind for kind in BUILT_IN}
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda e: e.name):
        loaded = entry.load()
        add(found, loaded() if isinstance(loaded, type) else loaded)
    return found


def add(kinds: dict[str, RecordKind], kind: RecordKind) -> None:
    """Add a kind to a register.

    Raises:
        KindClash: its name or folder is taken.
    """
    for other in kinds.values():
        same_folder = bool(kind.folder) and kind.folder == other.folder
        if other.name == kind.name or same_folder or other.plural == kind.plural:
            raise KindClash(
                f'the kind "{kind.name}" of {type(kind).__module__} has the name, folder or addresses of '
                f'"{other.name}" of {type(other).__module__}: rename one of them'
            )
    kinds[kind.name] = kind
