"""A release train as OpenStack keeps it, to releases.

A folder for each train holds a file for each deliverable: its team, its repositories, and its versions with the
repository and commit of each part. Every version becomes a release of the deliverable; a deliverable that is branched
and never tagged becomes one release at its branch's commits. Repositories and branches go to the project file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forgebook.core.document import Positions
from forgebook.core.ids import normalise_id
from forgebook.importing.contract import Found, Importer, LeftOut, Listed, NothingThere, Unread
from forgebook.importing.deliverable import Deliverable, Version
from forgebook.reading.text import Refused, decode
from forgebook.reading.yaml import parse

CODE = "https://opendev.org/"
"""Where the repositories of OpenStack's trains lie."""

NO_DATES = "The files of the train do not say when a version came out."
"""Why a release without a day is no fault of the record."""

_MINE = ("repository-settings", "releases", "release-model")


class TrainImporter(Importer):
    """Reads the deliverables of release trains."""

    name = "train"
    about = "deliverables of a release train, as OpenStack keeps them; they become releases, with their teams."

    def read(self, source: Path) -> Iterator[Found | Unread | LeftOut | Listed | Path]:
        paths = sorted(path for name in ("*.yaml", "*.yml") for path in source.rglob(name) if path.is_file())
        files = [_File.opened(path, source) for path in ([source] if source.is_file() else paths)]
        if not any(file.deliverable for file in files):
            raise NothingThere(
                f"{source}: no file in this folder, or in a folder below it, is a deliverable of a train"
            )
        yield from (file.path for file in files)
        teams: set[str] = set()
        known = {f"{d.id}/{v.id}" for file in files if (d := file.deliverable) for v in d.versions}
        for file in files:
            yield from file.told
            if file.deliverable is not None:
                yield from _team(file.deliverable, teams)
                yield from _listed(file.deliverable)
                yield from _releases(file.deliverable, known)


@dataclass
class _File:
    """A file, the deliverable that it holds, and what is to be told of it."""

    path: Path
    told: list[Unread | LeftOut] = field(default_factory=list)
    deliverable: Deliverable | None = None

    @classmethod
    def opened(cls, path: Path, source: Path) -> _File:
        """Read a file, if it is one of ours."""
        name = path.name if path == source else path.relative_to(source).as_posix()
        file, positions = cls(path), Positions()
        try:
            text = decode(path.read_bytes())
            content = parse(text, positions)
        except Refused as refused:
            file.told.append(Unread(name, refused.position[0], refused.note.message, refused.note.remedy))
        except OSError as error:
            file.told.append(Unread(name, 0, f"the file cannot be opened ({error.strerror})"))
        else:
            file._take(content, name, positions, text)
        return file

    def _take(self, content: Any, name: str, positions: Positions, text: str) -> None:
        if not isinstance(content, dict) or not any(key in content for key in _MINE):
            self.told.append(
                LeftOut(name, 1, "1 file that is no deliverable", "it has no releases and no repositories")
            )
            return
        comments = [number for number, line in enumerate(text.split("\n"), 1) if line.lstrip().startswith("#")]
        if comments:
            what = f"{len(comments)} line{'' if len(comments) == 1 else 's'} of comments"
            self.told.append(LeftOut(name, comments[0], what, "no field takes comments"))
        train = self.path.resolve().parent.name
        self.deliverable = Deliverable(self.path.stem, train, name, content, positions)
        versions = self.deliverable.versions
        self.told += self.deliverable.unread  # told while they were read
        if not versions:
            self.told.append(LeftOut(name, 1, "1 deliverable", "it has neither a version nor a branch with a commit"))


def _team(deliverable: Deliverable, told: set[str]) -> Iterator[Found]:
    """The team, where no deliverable before it has named it."""
    team = deliverable.text("team")
    if team and normalise_id(team) not in told:
        told.add(normalise_id(team))
        yield Found(
            "team", normalise_id(team), f"team: {team}", deliverable.source, deliverable.line(("team",)),
            {"title": team}, (("team", "a team"),), unless_there=True,
        )  # fmt: skip


def _listed(deliverable: Deliverable) -> Iterator[Listed]:
    """What the project file must know: repositories and maintenance lines."""
    for repository, path in deliverable.repositories():
        values = {"id": repository, "url": f"{CODE}{repository}"}
        yield Listed("repositories", repository, values, deliverable.source, deliverable.line(path))
    for line in dict.fromkeys(version.branch for version in deliverable.versions if version.branch):
        yield Listed("maintenance_lines", line, {"id": line}, deliverable.source, deliverable.line(("branches",)))


def _releases(deliverable: Deliverable, known: set[str]) -> Iterator[Found]:
    """A release for each version, each following the one before."""
    main = deliverable.main_version
    for version in deliverable.versions:
        before = deliverable.before(version)
        previous = before.id if before else _earlier(deliverable, known)
        yield _release(deliverable, version, f"{deliverable.id}/{previous}" if previous else "", version is main)


def _earlier(deliverable: Deliverable, known: set[str]) -> str:
    """The version of an earlier train that this one goes on from, if its file was read as well."""
    own = {version.id for version in deliverable.versions}
    starts = (normalise_id(version.start) for version in deliverable.versions if version.start)
    return next((start for start in starts if start not in own and f"{deliverable.id}/{start}" in known), "")


def _release(deliverable: Deliverable, version: Version, previous: str, main: bool) -> Found:
    rest = [*(deliverable.rest() if main else []), *version.rest]
    team = deliverable.text("team")
    values = {
        "tags": deliverable.tags,
        "team": normalise_id(team) if team else "",
        "product": deliverable.name,
        "links": list(deliverable.links()),
        "waivers": [{"code": "FB701", "reason": NO_DATES}] if version.status == "released" else [],
        "version": version.name if version.tagged else version.name.rpartition("/")[2],
        "train": deliverable.train,
        "maintenance_line": version.branch,
        "previous": previous,
        "status": version.status,
        "highlights": _text(deliverable.words() if main else [], rest),
        "components": [
            {"repository": name, "version": version.name, "commit": commit} for name, commit in version.parts
        ],
    }
    mapped = [*deliverable.mapped(main=main), *_mapped(version, previous)]
    return Found(
        kind="release",
        id=f"{deliverable.id}/{version.id}",
        key=f"{deliverable.name} {version.name}",
        source=deliverable.source,
        line=version.line,
        values=values,
        mapped=tuple(mapped),
        notes=version.notes,
        kept=tuple(key for key, _ in rest),
    )


def _mapped(version: Version, previous: str) -> list[tuple[str, str]]:
    if not version.tagged:
        return [("branch name", "version"), ("branch location", "components")]
    name = "version, of a candidate" if version.status == "candidate" else "version"
    order = [("order of versions", "previous")] if previous else []
    return [(name, "version and status"), ("repo", "components"), ("hash", "components"), *order]


def _text(words: list[str], rest: list[tuple[str, str]]) -> str:
    """Highlights as a list; below them what no field takes."""
    told = "".join(f"- {text}\n" for text in (line.replace("\n", "\n  ") for line in words))
    kept = "".join(f"- {key}: {value}\n" for key, value in rest)
    return "\n".join(part for part in (told, f"Also in the file:\n\n{kept}" if kept else "") if part)


IMPORTER = TrainImporter()
