"""CODEOWNERS files: who is asked to review which files. Patterns with the same owners become an area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import normalise_id
from forgebook.core.project import Repository
from forgebook.core.record import Record
from forgebook.importing.codeowners_file import Comment, Stretch, Unowned, stretches
from forgebook.importing.contract import Found, Importer, LeftOut, Listed, NothingThere, Unread
from forgebook.reading.text import Refused, decode

_PLACES = ("CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
_LONGEST_TITLE = 60


class Codeowners(Importer):
    """A CODEOWNERS file, or a repository that has one."""

    name = "codeowners"
    about = "a CODEOWNERS file; patterns with the same owners become an area, with people and teams that are known."

    def read(self, source: Path) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, None)

    def read_into(self, source: Path, graph: ProjectGraph) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        return self._read(source, graph)

    def _read(self, source: Path, graph: ProjectGraph | None) -> Iterator[Found | Listed | Unread | LeftOut | Path]:
        path = _file(source)
        yield path
        root = path.resolve().parent
        root = root.parent if root.name in (".github", ".gitlab", "docs") else root
        name = path.resolve().relative_to(root).as_posix()
        try:
            text = decode(path.read_bytes())
        except Refused as refused:
            yield Unread(name, refused.position[0], refused.note.message, refused.note.remedy)
            return
        repository, listed = _repository(root, graph, name)
        if listed is not None:
            yield listed
        owners = _Owners(graph)
        keys: set[str] = set()
        for part in stretches(text):
            yield _area(part, name, repository, owners, keys) if isinstance(part, Stretch) else _left_out(part, name)


def _file(source: Path) -> Path:
    if source.is_file():
        return source
    found = next((source / place for place in _PLACES if (source / place).is_file()), None)
    if found is None:
        raise NothingThere(f'there is no CODEOWNERS in "{source}", nor in its .github, .gitlab or docs')
    return found


def _repository(root: Path, graph: ProjectGraph | None, source: str) -> tuple[str, Listed | None]:
    """The id of the repository that the file belongs to, and its entry where the project file has none."""
    known: list[Repository] = graph.project.repositories if graph is not None else []
    own = graph.project.own_repository if graph is not None else None
    if own is not None and ((root / "records").is_dir() or (root / "mkdocs.yml").is_file()):
        return own.id, None
    name = root.name.casefold()
    for repository in known:
        tail = (repository.url or "").rstrip("/").rpartition("/")[2].removesuffix(".git")
        places = (repository.id, repository.title or "", tail, Path(repository.path or "").name)
        if name in (place.casefold() for place in places):
            return repository.id, None
    id_ = normalise_id(root.name) or "repository"
    return id_, Listed("repositories", id_, {"id": id_, "title": root.name}, source, 1)


def _left_out(part: Unowned | Comment, source: str) -> LeftOut:
    if isinstance(part, Comment):
        what = f"{len(part.lines)} lines of comments"
        return LeftOut(source, part.line, what, "they stand over no pattern")
    why = "it has no owners; where an area should leave it out, add it there with ! before it"
    return LeftOut(source, part.line, f"the pattern {part.pattern}", why)


class _Owners:
    """Who is meant by an owner of a CODEOWNERS file, and the titles that areas have got so far."""

    def __init__(self, graph: ProjectGraph | None) -> None:
        self.known: dict[str, Record] = {}
        self.titles: set[str] = set()
        for team in graph.of("team") if graph is not None else []:
            for name in (team.id, normalise_id(team.title)):
                self.known.setdefault(f"/{name}", team)
        for person in graph.of("person") if graph is not None else []:
            handle = (person.f.handle or "").removeprefix("@").casefold()
            for name in (f"@{handle}" if handle else "", *(email.casefold() for email in person.f.emails)):
                self.known.setdefault(name, person)

    def find(self, owner: str) -> Record | None:
        """A team by the last part of `@organisation/team`, a person by handle or address; None for nobody known."""
        if owner.startswith("@") and "/" in owner:
            return self.known.get(f"/{normalise_id(owner.rpartition('/')[2])}")
        return self.known.get(owner.casefold()) if owner else None


def _area(part: Stretch, source: str, repository: str, owners: _Owners, keys: set[str]) -> Found:
    """A stretch of patterns as an area."""
    title, description = _words(part)
    title = title if title not in owners.titles else f"{title}: {_of_pattern(part.patterns[0])}"
    owners.titles.add(title)
    found = list(dict.fromkeys(record.ref for owner in part.owners if (record := owners.find(owner))))
    values: dict[str, Any] = {"title": title}
    if description:
        values["description"] = description
    values |= dict(zip(("owner", "deputy"), found, strict=False))
    values["paths"] = [{"repository": repository, "globs": part.patterns}]
    others = [owner for owner in part.owners if (r := owners.find(owner)) is None or r.ref in found[2:]]
    if contacts := [owner for owner in others if owner.startswith("@")]:
        values["contacts"] = contacts
    key = part.patterns[0] if not part.section else f"[{part.section}] {part.patterns[0]}"
    while key in keys:
        key += " again"
    keys.add(key)
    return Found(
        "area", normalise_id(title.replace("/", " ")) or "files", key, source, part.line, values,
        mapped=tuple(_mapped(part, found)), notes=tuple(_notes(part, owners, found)),
        kept=("owners that stand in contacts",) if contacts else (), unless_there=True,
    )  # fmt: skip


def _words(part: Stretch) -> tuple[str, str]:
    """Title and description: a comment of one short line is the title, a longer one the description."""
    comments = [line for line in part.comments if line.strip("#-=* ")]
    told = "\n".join(comments)
    if part.approvals:
        told = f"{told}\n\nA change needs {part.approvals} approvals.".strip()
    if len(comments) == 1 and len(comments[0]) <= _LONGEST_TITLE:
        rest = told.partition("\n\n")[2]
        return comments[0].rstrip(".:"), rest
    title = part.section or _of_pattern(part.patterns[0])
    return title[:1].upper() + title[1:] if not part.section else title, told


def _of_pattern(pattern: str) -> str:
    """Words for a pattern: `Everything else` for `*`, `js files` for `*.js`, `apps web` for `/apps/web/**`."""
    if ending := re.fullmatch(r"(?:\*\*/)?\*\.(\w+)", pattern):
        return f"{ending[1]} files"
    words = " ".join(word for word in re.split(r"[/*\\\s]+", pattern.strip("!")) if word)
    return words or "Everything else"


def _mapped(part: Stretch, found: list[str]) -> Iterator[tuple[str, str]]:
    yield "patterns", "paths"
    yield "section" if part.section else "comment" if part.comments else "pattern", "title"
    if found:
        yield "first owner that is known", "owner"
    if len(found) > 1:
        yield "second owner that is known", "deputy"


def _notes(part: Stretch, owners: _Owners, found: list[str]) -> Iterator[str]:
    for owner in part.owners:
        if owners.find(owner) is None and owner.startswith("@"):
            record = "a team of that name" if "/" in owner else f"handle: {owner.removeprefix('@')} to a person"
            yield f"{owner} matches nobody: add {record}, then import again"
        elif owners.find(owner) is None:
            yield "an address matches nobody and is not taken: add it to the emails of a person, then import again"
    if len(found) > 2:
        yield f"{', '.join(found[2:])}: an area has one owner and one deputy; see whether knows should name them"


IMPORTER = Codeowners()
