"""The job's summary of GitHub Actions: all findings as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from forgebook.core.diagnostics import Diagnostic
from forgebook.reporters.markdown import words
from forgebook.reporters.places import RepositoryPaths
from forgebook.reporters.text import plural, summary

MOST_BYTES = 1 << 20
"""GitHub takes this much from a step, and nothing of a summary that is larger."""

VARIABLE = "GITHUB_STEP_SUMMARY"
_RESERVE = 1024
_HEAD = "| | where | code | what |\n|---|---|---|---|\n"


def append(file: Path, diagnostics: Iterable[Diagnostic], files: int, paths: RepositoryPaths, link: str | None) -> None:
    """Write the findings behind what the file holds already, and no more than GitHub takes.

    Args:
        file: what `GITHUB_STEP_SUMMARY` names.
        diagnostics: what was found.
        files: how many files were read.
        paths: how the repository names the files.
        link: where the repository's files can be read, or None.

    Raises:
        OSError: the file cannot be written.
    """
    taken = file.stat().st_size if file.exists() else 0
    text = markdown(diagnostics, files, paths, link, room=MOST_BYTES - taken)
    with file.open("a", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def files_at(environ: Mapping[str, str]) -> str | None:
    """Where the files of the commit under test can be read, by what the runner says of itself."""
    parts = [environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    server, repository, commit = parts
    return f"{server}/{quote(repository)}/blob/{quote(commit)}/" if all(parts) else None


def markdown(
    diagnostics: Iterable[Diagnostic], files: int, paths: RepositoryPaths, link: str | None, *, room: int
) -> str:
    """The summary, at most `room` bytes long: what does not fit is counted instead. Waived findings come last."""
    found = sorted(diagnostics, key=lambda d: (d.waived is not None, -d.severity, d.sort_key))
    head = f"### Records: {summary(files, found)}\n\n"
    room -= len(head) + len(_HEAD) + _RESERVE
    if room < 0:
        return ""
    if not found:
        return head
    rows = list(_fitting((_row(diagnostic, paths, link) for diagnostic in found), room))
    left = len(found) - len(rows)
    tail = (
        f"\n{plural(left, 'more finding is', 'more findings are')} left out, since GitHub takes 1 MiB at most. "
        "The log has all of them.\n"
        if left
        else ""
    )
    return head + _HEAD + "".join(rows) + tail + "\n"


def _fitting(rows: Iterable[str], room: int) -> Iterator[str]:
    for row in rows:
        room -= len(row.encode("utf-8"))
        if room < 0:
            return
        yield row


def _row(diagnostic: Diagnostic, paths: RepositoryPaths, link: str | None) -> str:
    place = diagnostic.place
    where = words(str(place))
    if link:
        line = f"#L{place.line}" if place.line else ""
        where = f"[{where}]({link}{paths.uri(place.path)}{line})"
    what = words(diagnostic.message) + (f"<br>{words(diagnostic.remedy)}" if diagnostic.remedy else "")
    word = diagnostic.severity.word
    if diagnostic.waived is not None:
        word, what = "waived", f"{what}<br>waived: {words(diagnostic.waived or 'no reason given')}"
    return f"| {word} | {where} | {diagnostic.code.id} | {what} |\n"
