"""Findings on two sides: which are new, which are gone. Links that lead nowhere are told apart from the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from forgebook.core import codes
from forgebook.core.diagnostics import Diagnostic
from forgebook.pipeline.project import steps_found
from forgebook.review.side import Side

_LINKS = frozenset(
    code.id
    for code in (
        codes.DEAD_REFERENCE,
        codes.DEAD_WIKI_LINK,
        codes.DEAD_FILE_LINK,
        codes.AMBIGUOUS_REFERENCE,
        codes.WRONG_KIND,
    )
)


@dataclass
class Findings:
    """Diagnostics on one side alone, in order of severity and place; waived ones are left out."""

    new: list[Diagnostic]
    fixed: list[Diagnostic]
    broken_links: list[Diagnostic]
    fixed_links: list[Diagnostic]


def compare_findings(base: Side, head: Side, renamed: dict[str, str]) -> Findings:
    """What is found on one side alone, and steps of a record that its kind does not allow.

    A finding is the same one wherever in its file it stands, and in a renamed file; `renamed` has former and present
    paths.
    """
    old = [d for d in base.project.diagnostics if d.waived is None]
    taken = steps_found(base.project, head.project, head.settings.root)
    new = [d for d in [*head.project.diagnostics, *taken] if d.waived is None]
    came = _left([(_key(d), d) for d in new], Counter(_key(d, renamed) for d in old))
    gone = _left([(_key(d, renamed), d) for d in old], Counter(_key(d) for d in new))
    return Findings(
        [d for d in came if d.code.id not in _LINKS],
        [d for d in gone if d.code.id not in _LINKS],
        [d for d in came if d.code.id in _LINKS],
        [d for d in gone if d.code.id in _LINKS],
    )


Key = tuple[str, str, str]


def _key(diagnostic: Diagnostic, renamed: dict[str, str] | None = None) -> Key:
    path = diagnostic.place.path
    return (renamed or {}).get(path, path), diagnostic.code.id, diagnostic.message


def _left(found: list[tuple[Key, Diagnostic]], other: Counter[Key]) -> list[Diagnostic]:
    """Those that the other side does not have, as often as they stand here more."""
    rest = Counter(other)
    left = []
    for key, diagnostic in found:
        if rest[key]:
            rest[key] -= 1
        else:
            left.append(diagnostic)
    return sorted(left, key=lambda d: (-d.severity, d.sort_key))
