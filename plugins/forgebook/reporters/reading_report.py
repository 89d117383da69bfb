"""How files became records: what was found where, what was told from where, and what was not understood."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import click

from forgebook.core.codes import DEAD_FILE_LINK, DEAD_REFERENCE, DEAD_WIKI_LINK, NAME_UNKNOWN
from forgebook.core.diagnostics import Code, Diagnostic
from forgebook.core.provenance import FileRead, Provenance
from forgebook.core.record import Record
from forgebook.pipeline.project import Project
from forgebook.reporters.printable import printable

MANY = 12
"""How many different words or names a line lists before it says how many more there are."""
_DEAD = (DEAD_REFERENCE, DEAD_WIKI_LINK, DEAD_FILE_LINK)


def reading(project: Project) -> Iterator[str]:
    """The lines of the report. Colours are always in it; who prints it takes them out."""
    yield click.style("How the files were read", bold=True)
    yield from _folders(project)
    foreign = _foreign(project)
    for folder in sorted(foreign):
        yield ""
        yield from _style(project, folder, foreign[folder])
    yield ""


def _folders(project: Project) -> Iterator[str]:
    records = Counter(r.source.folder for r in project.graph.records.values() if r.parent is None)
    by_folder: dict[str, list[FileRead]] = defaultdict(list)
    for file in project.read:
        by_folder[file.folder].append(file)
    for folder in sorted(by_folder):
        files = by_folder[folder]
        noun = "record" if records[folder] == 1 else "records"
        yield f"  {printable(folder)}: {_counted(files)}; {records[folder]} {noun}"
    yield f"  in all: {_counted(project.read)}"
    for outcome in ("passed over", "not read"):
        paths = [file.path for file in project.read if file.outcome == outcome]
        if paths:
            yield f"  {outcome}: {_listed(paths)}"


def _counted(files: list[FileRead]) -> str:
    """`51 files = 49 read + 1 passed over + 1 not read`: the sum is told, so that one sees that nothing is missing."""
    counts = Counter(file.outcome for file in files)
    noun = "file" if len(files) == 1 else "files"
    if len(counts) == 1 and "read" in counts:
        return f"{len(files)} {noun}, all read" if len(files) > 1 else f"{len(files)} {noun}, read"
    parts = [f"{counts[outcome]} {outcome}" for outcome in ("read", "passed over", "not read") if counts[outcome]]
    return f"{len(files)} {noun} = {' + '.join(parts)}"


def _foreign(project: Project) -> dict[str, list[Record]]:
    """The records in other tools' styles, by folder."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in project.graph.records.values():
        if record.foreign and record.parent is None:
            found[record.source.folder].append(record)
    return found


def _style(project: Project, folder: str, records: list[Record]) -> Iterator[str]:
    noun = "file" if len(records) == 1 else "files"
    yield click.style(f"{printable(folder)}: {len(records)} {noun} in the style of another tool", bold=True)
    found = [(r, told) for r in records for told in project.graph.kinds[r.kind].provenance(r)]
    for what in dict.fromkeys(told.what for _, told in found):
        mine = [(record, told) for record, told in found if told.what == what]
        yield from _provenance(what, [told for _, told in mine])
        unknown = [f"{_name(r)} “{told.written}”" for r, told in mine if told.written and told.read_as == "unknown"]
        yield from _named(f"{what} not understood", unknown)
        yield from _named(f"no {what}", [_name(record) for record, told in mine if not told.source])
    yield from _kept(records)
    paths = {record.source.path for record in records}
    here = [d for d in project.diagnostics if d.place.path in paths]
    yield from _named("names that match nobody", _quoted(here, (NAME_UNKNOWN,)))
    yield from _named("links and references that lead nowhere", _quoted(here, _DEAD))


def _name(record: Record) -> str:
    """A record's file as seen from its folder."""
    return record.source.path.removeprefix(f"{record.source.folder}/")


def _provenance(what: str, found: list[Provenance]) -> Iterator[str]:
    """Where a value was told from, and how words were understood."""
    yield f"  {what} from: {_tally(told.source or 'nowhere' for told in found)}"
    words = Counter(
        (told.written, told.read_as) for told in found if told.written and told.read_as not in ("", "unknown")
    )
    shown = [f"“{printable(written)}” as {read_as} {count}" for (written, read_as), count in words.most_common()]
    if shown:
        yield f"  {what} read: {_listed(shown)}"


def _kept(records: list[Record]) -> Iterator[str]:
    """What no field takes, and pages show as it is."""
    titles = [section.title or "(before the first heading)" for record in records for section in record.fields.sections]
    extra = [key for record in records for key in getattr(record.fields, "extra", ())]
    if titles:
        yield f"  sections kept as they are: {_tally(titles)}"
    if extra:
        yield f"  front matter kept as it is: {_tally(extra)}"


def _quoted(diagnostics: Iterable[Diagnostic], codes: tuple[Code, ...]) -> list[str]:
    """What the findings of some codes name in quotes, each once."""
    messages = [d.message for d in diagnostics if d.code in codes]
    return list(dict.fromkeys(parts[1] for message in messages if len(parts := message.split('"')) > 1))


def _named(what: str, names: list[str]) -> Iterator[str]:
    if names:
        yield f"  {what}: {len(names)}: {_listed(names)}"


def _tally(values: Iterable[str]) -> str:
    """`section 45, nowhere 4`: the most frequent first."""
    counts = sorted(Counter(values).items(), key=lambda entry: (-entry[1], entry[0]))
    return _listed([f"{value} {count}" for value, count in counts], ", ")


def _listed(values: list[str], between: str = "; ") -> str:
    shown = between.join(printable(value) for value in values[:MANY])
    return f"{shown}{between}and {len(values) - MANY} more" if len(values) > MANY else shown
