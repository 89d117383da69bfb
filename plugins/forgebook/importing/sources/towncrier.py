"""Fragments of towncrier, each a change that waits for a release."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forgebook.core.diagnostics import closest, did_you_mean
from forgebook.core.drafting import Blank
from forgebook.core.ids import normalise_id
from forgebook.importing.contract import Found, Importer, LeftOut, NothingThere, Unread
from forgebook.importing.rst_text import as_markdown
from forgebook.importing.told_changes import as_block, is_breaking, summary_and_detail
from forgebook.importing.towncrier_settings import TowncrierSettings, towncrier_settings
from forgebook.reading.text import Refused, decode

_ENDINGS = (".rst", ".md", ".txt")
_NO_FRAGMENT = re.compile(r"(?:readme|_?template|\.).*", re.I)
_FOLDERS = ("newsfragments", "changelog.d", "changes", "news", "changelog", "docs/newsfragments", "docs/changelog")
_ISSUE = re.compile(r"\+|#?\d+\Z|[A-Za-z]+-\d+\Z")
ANY = TowncrierSettings()
"""The settings of a project that has none."""
_KINDS = "added, changed, fixed, removed, deprecated, security or data"


@dataclass(frozen=True, slots=True)
class Name:
    """What the name of a fragment says: `123.feature.1.rst`, or `+words.bugfix` for one without an issue."""

    issue: str
    type: str
    counter: str = ""


def fragment_name(name: str, types: dict[str, str]) -> Name | None:
    """The parts of a file's name; None where it is no fragment's.

    Args:
        name: the file's name.
        types: the types that there are; any word may be one where it is empty.
    """
    stem = next((name[: -len(end)] for end in _ENDINGS if name.lower().endswith(end)), name)
    parts = stem.split(".")
    for index in range(len(parts) - 1, 0, -1):
        word = parts[index].lower()
        issue = ".".join(parts[:index])
        if word in types or (
            not types and re.fullmatch(r"[a-z][a-z_-]*", word) and (ANY.kind(word) or _ISSUE.match(issue))
        ):
            return Name(issue, word, ".".join(parts[index + 1 :])) if issue else None
    return None


class Towncrier(Importer):
    """A folder of fragments, or a project that has one."""

    name = "towncrier"
    about = "fragments of towncrier (newsfragments); each becomes a change that waits for its release."

    def read(self, source: Path) -> Iterator[Found | Unread | LeftOut | Path]:
        settings = towncrier_settings(source if source.is_dir() else source.parent)
        files = _files(source, settings)
        if not any(fragment_name(path.name, {}) for path, _, _ in files):
            raise NothingThere(f'there is no fragment of towncrier in "{source}", such as 123.feature.rst')
        yield from settings.told
        for path, name, section in files:
            yield path
            yield _read(path, name, section, settings)


def _files(source: Path, settings: TowncrierSettings) -> list[tuple[Path, str, str]]:
    """Each file with its name for reports and the section that it is for."""
    if source.is_file():
        return [(source, source.name, "")]
    named = [(folder, title) for folder, title in settings.folders if folder.is_dir()]
    own = any(fragment_name(path.name, settings.types) for path in source.iterdir() if path.is_file())
    here = source.resolve()
    folders = [pair for pair in named if here == pair[0].resolve()] if own else named
    if not folders:
        guess = next((source / name for name in _FOLDERS if (source / name).is_dir()), source)
        folders = [(source if own else guess, "")]
    return [
        (path, path.name if not title else f"{folder.name}/{path.name}", title)
        for folder, title in folders
        for path in sorted(folder.iterdir())
        if path.is_file()
    ]


def _read(path: Path, name: str, section: str, settings: TowncrierSettings) -> Found | Unread | LeftOut:
    if _NO_FRAGMENT.fullmatch(path.name) or path.name.lower() in settings.ignored:
        return LeftOut(name, 1, "1 × other file", "it is no fragment: a template, a README, or ignored by the settings")
    told = fragment_name(path.name, settings.types)
    if told is None:
        return _no_name(path, name, settings)
    try:
        text = decode(path.read_bytes())
    except Refused as refused:
        return Unread(name, refused.position[0], refused.note.message, refused.note.remedy)
    except OSError as error:
        return Unread(name, 0, f"the file cannot be opened ({error.strerror})")
    words = text.strip() if path.suffix.lower() == ".md" else as_markdown(text).strip()
    if not words:
        return LeftOut(name, 1, "1 × empty fragment", "it says nothing but its issue")
    return _found(told, name, section, re.sub(r"\A[-*+] +", "", words), settings)


def _no_name(path: Path, name: str, settings: TowncrierSettings) -> Unread | LeftOut:
    """A file whose name is no fragment's; one that has the form and another type is told apart."""
    other = fragment_name(path.name, {})
    if other is None or not settings.types:
        return LeftOut(name, 1, "1 × other file", "its name is not ISSUE.TYPE, as that of a fragment")
    guess = did_you_mean(closest(other.type, settings.types)) or "."
    return Unread(name, 1, f'"{other.type}" is no type of this project{guess} Types: {", ".join(settings.types)}')


def _found(told: Name, name: str, section: str, words: str, settings: TowncrierSettings) -> Found:
    orphan = told.issue.startswith("+")
    kind = settings.kind(told.type)
    summary, detail = summary_and_detail(words)
    says_it = kind not in ("", "changed") or told.type in ("change", "changed", "improvement", "breaking")
    values: dict[str, Any] = {
        "tags": [tag for tag in (section, "" if says_it else told.type) if tag],
        "kind": kind or Blank(_KINDS),
        "summary": summary,
        "detail": as_block(detail),
        "breaking": is_breaking(told.type) or None,
        "issues": [] if orphan else [_issue(told.issue, settings)],
    }
    notes = () if kind else (f'the type "{told.type}" says no kind of change: set kind',)
    mapped = [(f"type {told.type}", f"kind: {kind or 'to be told'}{'' if says_it else ' (and a tag)'}")]
    mapped += [] if orphan else [("issue of the name", "issues")]
    mapped += [("section of the settings", "tags")] if section else []
    words_of_id = told.issue.lstrip("+") if orphan and told.issue != "+" else f"{told.issue}-{told.type}"
    id_ = normalise_id("-".join(part for part in (words_of_id, told.counter) if part).replace("/", "-"))
    stem = name.removesuffix(Path(name).suffix) if name.endswith(_ENDINGS) else name
    return Found("change", id_, f"fragment {stem}", name, 1, values, tuple(mapped), notes)


def _issue(issue: str, settings: TowncrierSettings) -> str:
    if settings.issue_url:
        return settings.issue_url.replace("{issue}", issue)
    return f"#{issue}" if issue.isdecimal() else issue


IMPORTER = Towncrier()
