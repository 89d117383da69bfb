"""Cover from git: the clones that a project names, walked once each, kept by commit, and told per area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from forgebook import __version__
from forgebook.core.addresses import address_key
from forgebook.core.evidence import CoverFacts, IdleGlob
from forgebook.core.graph import ProjectGraph
from forgebook.core.project import CoverSettings, Repository
from forgebook.core.record import Record
from forgebook.evidence.clones import open_clone
from forgebook.evidence.cover import Selected, Work, evidence_of, select, used_signatures
from forgebook.evidence.git import GitFailed, git_bytes, git_text
from forgebook.evidence.identities import Claim, identify
from forgebook.evidence.log import snapshot, walk
from forgebook.evidence.source_files import LEFT_OUT, source_filter
from forgebook.pipeline.kept_work import as_json, from_json
from forgebook.reading.cache import JsonCache, digest
from forgebook.reading.load import without_collection


@dataclass
class Cover:
    """Cover of a project.

    Attributes:
        facts: what can be said.
        works: the repositories that could be asked, by id.
    """

    facts: CoverFacts
    works: dict[str, Work] = field(default_factory=dict)


def claims_of(people: Sequence[Record]) -> list[Claim]:
    """What person records say of who they are in a history."""
    return [
        Claim(person.ref, person.title, frozenset(key for email in person.f.emails if (key := address_key(email))))
        for person in people
    ]


def moment_after(day: date) -> int:
    """The first second after a day, in UTC."""
    return int(datetime.combine(day + timedelta(days=1), time(), UTC).timestamp())


def read_cover(
    repositories: Sequence[Repository],
    root: Path,
    cover: CoverSettings,
    *,
    on: date,
    before: date | None = None,
    today: date | None = None,
    areas: Sequence[Record] = (),
    people: Sequence[Record] = (),
    cache: Path | None = None,
) -> Cover:
    """Walk clones and tell who holds what.

    Args:
        repositories: those to ask; `path` is told from `root`.
        root: the project's folder.
        cover: the settings of the project file.
        on: the day that it is told for; what came later is not looked at.
        before: look only at what was committed before this day.
        today: what is dated later is told; the day that it is told for by default.
        areas: area records.
        people: person records.
        cache: a folder to keep what was walked, or None.
    """
    until = moment_after(on) if before is None else min(moment_after(on), moment_after(before - timedelta(days=1)))
    # Without a day that has passed, the history goes to its end: a clock that was wrong hides no commit.
    past = until if before is not None or on < (today or on) else None
    works: dict[str, Work] = {}
    missing: dict[str, str] = {}
    unread: set[str] = set()
    kept = JsonCache(cache, "cover", _salt(cover))
    for repository in repositories:
        clone = open_clone(repository, root)
        if not clone.ready:
            missing[repository.id] = clone.why
            unread |= {repository.id} if clone.state == "failed" else set()
            continue
        try:
            with without_collection():
                works[repository.id] = _work(repository.id, root / (repository.path or ""), cover, until, past, kept)
        except GitFailed as failure:
            missing[repository.id] = failure.reason
            unread.add(repository.id)
    kept.save(drop_unused=False)
    told = _told(works, areas, people, on, cover.half_life_days)
    return Cover(replace(told, missing=missing, unread=frozenset(unread)), works)


def cover_of(graph: ProjectGraph, root: Path, cache: Path | None) -> CoverFacts:
    """What the clones of a project tell, for its graph: of those repositories that areas name, and no others."""
    named = {paths.repository for area in graph.of("area") for paths in area.f.paths}
    wanted = [repository for repository in graph.project.repositories if repository.id in named]
    if not wanted:
        return CoverFacts()
    areas, people = graph.of("area"), graph.of("person")
    settings = graph.project.cover
    return read_cover(wanted, root, settings, on=graph.as_of, areas=areas, people=people, cache=cache).facts


def _told(
    works: dict[str, Work], areas: Sequence[Record], people: Sequence[Record], on: date, half_life: float
) -> CoverFacts:
    who = identify(used_signatures(works.values()), claims_of(people))
    idle: list[IdleGlob] = []
    told = {}
    for area in areas:
        chosen = _chosen(area, works, idle)
        if chosen:
            told[area.ref] = evidence_of(chosen, who, on, half_life)
    whole = {id_: evidence_of([(work, work.ledger.live)], who, on, half_life) for id_, work in works.items()}
    names = {**who.names, **{person.ref: person.title for person in people}}
    notes = tuple(note for work in works.values() for note in _notes(work))
    cut = frozenset(work.id for work in works.values() if work.shallow)
    return CoverFacts(told, whole, names, cut=cut, notes=notes, idle=tuple(idle), ambiguous=tuple(who.ambiguous))


def _chosen(area: Record, works: Mapping[str, Work], idle: list[IdleGlob]) -> list[tuple[Work, frozenset[str]]]:
    found: dict[str, frozenset[str]] = {}
    for index, paths in enumerate(area.f.paths):
        work = works.get(paths.repository)
        if work is None:
            continue
        selected: Selected = select(work, paths.globs)
        found[work.id] = found.get(work.id, frozenset()) | selected.paths
        for glob in selected.idle:
            idle.append(IdleGlob(area.ref, index, paths.globs.index(glob), glob, work.id))
    return [(works[id_], paths) for id_, paths in found.items()]


def _notes(work: Work) -> list[str]:
    notes = []
    if work.shallow:
        notes.append(
            f"{work.id}: the clone is cut off (shallow), so older work is not seen. Run `git fetch --unshallow` there."
        )
    if not work.renames:
        notes.append(f"{work.id}: renames could not be followed, so a file that moved looks new.")
    if work.ledger.future:
        few = "1 commit is" if work.ledger.future == 1 else f"{work.ledger.future} commits are"
        notes.append(f"{work.id}: {few} dated later than the history ends, and count as of its end.")
    return notes


def _work(id_: str, path: Path, cover: CoverSettings, until: int, past: int | None, kept: JsonCache) -> Work:
    at = snapshot(path, past)
    if not at.commit:
        raise GitFailed("it has no commit that old")
    is_source = source_filter(cover.source_files.include, cover.source_files.exclude)
    end = min(at.moment, until - 1)
    key = digest(at.commit, at.prefix, str(end), str(at.shallow), _mailmap(path))
    found = from_json(kept.get(key), frozenset(filter(is_source, at.paths)), end, cover.half_life_days)
    if found is None:
        found = walk(path, at, is_source, end, cover.half_life_days)
        kept.put(key, as_json(found))
    return Work(id_, found.ledger, at.paths, at.commit, at.shallow, found.renames)


def _salt(cover: CoverSettings) -> str:
    files = cover.source_files
    return digest(__version__, str(cover.half_life_days), *LEFT_OUT, "+", *files.include, "-", *files.exclude)


def _mailmap(path: Path) -> str:
    """All that git merges names by: the `.mailmap` of the working tree, and the file and blob that its settings name.

    A bare repository's own lies in its commit, which is known already, unless `mailmap.blob` names another.
    """
    named = _settings_of(path, "mailmap")
    try:
        top = Path(path, git_text(path, "rev-parse", "--show-cdup").strip())
    except GitFailed:
        top = path
    files = [".mailmap", *filter(None, [named.get("mailmap.file")])]
    return repr([*(_content(top / file) for file in files), _blob(path, named.get("mailmap.blob"))])


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        return b""


def _blob(path: Path, name: str | None) -> bytes:
    try:
        return git_bytes(path, "cat-file", "blob", name) if name else b""
    except GitFailed:  # git leaves out what is not there as well
        return b""


def _settings_of(path: Path, section: str) -> dict[str, str]:
    """The settings of git in a section, paths written out in full."""
    try:
        told = git_text(path, "config", "-z", "--type=path", "--get-regexp", rf"^{section}\.")
    except GitFailed:  # there is none
        return {}
    pairs = (entry.partition("\n") for entry in told.split("\0") if entry)
    return {key: value for key, _, value in pairs}
