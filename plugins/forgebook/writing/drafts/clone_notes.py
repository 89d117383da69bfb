"""What the clones told, as comments of a drafted release: to pick from, and to throw away.

Nothing of it is published. A commit's subject was written for those who work on the code, and nobody has read it with
the readers of release notes in mind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forgebook.core.record import Record
from forgebook.releasing.commits import Brought, Entry
from forgebook.releasing.since import Since

MOST = 200
"""Entries that are told of a repository; of more, how to see them all."""
LONGEST = 160
"""Letters of a title."""
_FOLDED = {
    "merge": ("merge", "merges"), "bot": ("by a program", "by programs"), "fixup": ("correction", "corrections"),
    "reverted": ("taken back again", "taken back again"),
}  # fmt: skip


def clone_notes(parts: Sequence[Since], fragments: Sequence[Record], release: str) -> str:
    """The comments that stand at the end of a draft; empty where there is nothing to tell."""
    lines = [*_fragments(fragments, release), *(line for part in parts for line in _part(part))]
    if not lines:
        return ""
    head = [
        "What the repositories say. None of it is published: write under `changes`, in the words of your readers,",
        "what they should know (or as fragments, with `forgebook new change`), and throw the rest away.",
    ]
    return "\n" + "".join(f"# {line}".rstrip() + "\n" for line in [*head, *lines])


def headline(part: Since) -> str:
    """What became of a repository, in one line."""
    if not part.clone.ready:
        return f"{part.id}: {part.clone.why}"
    if not part.version:
        return f"{part.id}: {part.notes[-1] if part.notes else 'nothing to draft'}"
    if part.changed is False:
        more = f"; {_commits(part.waiting.commits)} in no tag yet" if part.waiting.commits else ""
        return f"{part.id}: unchanged at {part.version}{more}"
    came = f", {_commits(part.told.commits)}" if part.told.commits else ""
    return f"{part.id}: {f'{part.before} to ' if part.before else ''}{part.version}{came}"


def left_out(part: Since) -> str:
    """The entry of a repository that the draft has no version of, for somebody to complete."""
    was = f" # it was at {part.before}" if part.before else ""
    return f"- {{repository: {part.id}, version: , commit: }}{was}"


def plain(words: str) -> str:
    """Words that may stand in a comment: on one line, and nothing that does not show."""
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _fragments(fragments: Sequence[Record], release: str) -> Iterator[str]:
    if fragments:
        yield ""
        yield f"Unreleased fragments. To bring one, add `releases: [{release}]` to it; --take-changes does so for all."
        yield from (f"- {record.ref}: {plain(record.title)}" for record in fragments)


def _part(part: Since) -> Iterator[str]:
    yield ""
    yield plain(headline(part))
    yield from (f"  note: {plain(note)}" for note in part.notes if note not in headline(part))
    if part.others:
        yield f"  other tags since then: {', '.join(map(plain, part.others[:8]))}"
    yield from _brought(part.told)
    if part.waiting.commits and part.version:
        where = f"on {plain(part.clone.branch)}" if part.clone.branch else "checked out"
        yield f"  {where}, and in no tag yet ({_commits(part.waiting.commits)}):"
        yield from _brought(part.waiting)


def _brought(found: Brought) -> Iterator[str]:
    told = 0
    for heading, entries in found.grouped():
        if told < MOST:
            yield f"  {heading}"
            yield from (f"  - {_entry(entry)}" for entry in entries[: MOST - told])
        told += len(entries)
    if told > MOST:
        yield f"  and {told - MOST:,} more, which `git log` shows"
    folded = [_counted(number, *_FOLDED[why]) for why, number in sorted(found.folded.items()) if number]
    if folded:
        yield f"  (not told: {', '.join(folded)})"


def _entry(entry: Entry) -> str:
    scope = f"{entry.scope}: " if entry.scope else ""
    number = f" ({entry.number})" if entry.number else f" ({entry.hash[:10]})"
    return plain(f"{scope}{entry.title}") + number


def _commits(number: int) -> str:
    return _counted(number, "commit", "commits")


def _counted(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def below_components(text: str, parts: Iterable[Since]) -> str:
    """A draft with the repositories that it has no version of, as comments below its components."""
    missing = [part for part in parts if not part.version]
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith("components:")), None)
    if not missing or start is None:
        return text
    end = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith((" ", "-"))), len(lines))
    told = [f"  # {left_out(part)} ({plain(headline(part))})" for part in missing]
    return "\n".join([*lines[:end], *told, *lines[end:]])
