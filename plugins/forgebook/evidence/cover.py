"""From ledgers of work to what can be said of an area: historic authorship and current cover, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from forgebook.core.evidence import STALE_HALF_LIVES, AreaEvidence
from forgebook.core.patterns import spec_of
from forgebook.evidence.authorship import Delivered, authors_of, historic
from forgebook.evidence.identities import Identities, Signature
from forgebook.evidence.ledger import Ledger, Parts


@dataclass(frozen=True, slots=True)
class Work:
    """What was done in one repository.

    Attributes:
        id: the repository's id.
        ledger: who worked on which source file.
        paths: all files of the snapshot, source or not.
        commit: the snapshot's full hash.
        shallow: its history is cut off.
        renames: renames were followed.
    """

    id: str
    ledger: Ledger
    paths: tuple[str, ...]
    commit: str = ""
    shallow: bool = False
    renames: bool = True


@dataclass(frozen=True, slots=True)
class Selected:
    """Files of one repository that patterns choose.

    Attributes:
        paths: the source files among them.
        idle: patterns that fit no file at all.
    """

    paths: frozenset[str]
    idle: tuple[str, ...] = ()


def select(work: Work, globs: Sequence[str]) -> Selected:
    """The source files that gitignore-style patterns choose. The last one that fits decides; `!` takes out."""
    spec = spec_of(globs)
    idle = []
    for glob in globs:
        written = glob.strip()
        said = written and not written.startswith("#")
        if said and not any(spec_of([written.removeprefix("!")]).match_files(work.paths)):
            idle.append(glob)
    return Selected(frozenset(filter(spec.match_file, work.ledger.live)), tuple(idle))


def used_signatures(works: Iterable[Work]) -> dict[Signature, int]:
    """How often each signature was used, in all repositories."""
    used: dict[Signature, int] = {}
    for work in works:
        for signature, count in work.ledger.used.items():
            used[signature] = used.get(signature, 0) + count
    return used


def evidence_of(
    chosen: Sequence[tuple[Work, Collection[str]]], people: Identities, on: date, half_life: float
) -> AreaEvidence:
    """What can be said of files, which may lie in several repositories.

    Args:
        chosen: repositories with the paths of the files in them.
        people: who is who.
        on: the day that it is told for.
        half_life: in days, the one that the ledgers were made with.
    """
    authors: dict[str, frozenset[str]] = {}
    recent: dict[str, float] = {}
    last = None
    latest = max((work.ledger.until for work, _ in chosen), default=0)
    for work, paths in chosen:
        ledger = work.ledger
        fade = 0.5 ** ((latest - ledger.until) / 86400.0 / half_life)
        for path in sorted(paths):
            parts = ledger.files.get(path, {})
            authors[f"{work.id}:{path}"] = authors_of(_delivered(parts, people))
            for signature, part in parts.items():
                person = people.person[signature]
                recent[person] = recent.get(person, 0.0) + part.recent * fade
            if path in ledger.last:
                last = max(last or 0, ledger.last[path])
    total = sum(recent.values())
    day = None if last is None else datetime.fromtimestamp(last, UTC).date()
    return AreaEvidence(
        len(authors),
        historic(authors),
        tuple(authors[path] for path in sorted(authors)),
        {person: share / total for person, share in sorted(recent.items())} if total else {},
        day,
        day is not None and day >= on - timedelta(days=STALE_HALF_LIVES * half_life),
    )


def _delivered(parts: Parts, people: Identities) -> Mapping[str, Delivered]:
    """What each person did to a file, by whatever signatures."""
    found: dict[str, Delivered] = {}
    for signature, part in parts.items():
        person = people.person[signature]
        before = found.get(person, Delivered(0))
        found[person] = Delivered(before.changes + part.changes, before.first or part.first)
    return found
