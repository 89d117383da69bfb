"""Many mutations of the valid records of this project: its cases, its example and its own records."""

from __future__ import annotations

import random
import shutil
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from forgebook.core.diagnostics import Diagnostic
from forgebook.core.settings import SiteSettings
from forgebook.kinds.register import installed
from forgebook.pipeline import load_project
from forgebook.reading.discover import Finder
from support.mutating import KINDS_OF_DAMAGE, Mutation, Source, mutate, readable

HERE = Path(__file__).parents[2]
AS_OF = date(2025, 11, 20)
KINDS = installed()

Said = tuple[str, str, str]
"""What makes a finding the same before and after: its file, its code, its message."""


@dataclass
class Valid:
    """A valid file of a project on disk, and what is found in that project without any damage."""

    root: Path
    path: Path
    source: Source
    before: Counter[Said]


@dataclass
class Tally:
    """What came of the mutations of one sort.

    Attributes:
        made: how many there were.
        tracebacks: how many ended in one.
        alone: how many damage exactly one place.
        reported: how many of those gave a diagnostic.
        diagnostics: the diagnostics that these gave.
        on_line: how many of the diagnostics name the damaged line.
        misses: the others, in words.
    """

    made: int = 0
    tracebacks: int = 0
    alone: int = 0
    reported: int = 0
    diagnostics: int = 0
    on_line: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of the diagnostics that name the damaged line; 1 where there are none."""
        return self.on_line / self.diagnostics if self.diagnostics else 1.0


def total(tallies: Iterable[Tally]) -> Tally:
    """All tallies in one."""
    whole = Tally()
    for tally in tallies:
        for name in ("made", "tracebacks", "alone", "reported", "diagnostics", "on_line"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
        whole.misses += tally.misses
    return whole


def valid_files(folder: Path, cases: Iterable[tuple[str, dict[str, str]]]) -> list[Valid]:
    """The valid files of all projects, each project written to a folder of its own.

    Args:
        folder: where to write them.
        cases: name and files of each small project.
    """
    roots = [_copied(HERE / "examples" / "demand-model", folder / "example"), _copied(HERE, folder / "own")]
    for name, files in cases:
        root = folder / name.replace("/", "-")
        for file, text in files.items():
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        roots.append(root)
    return [valid for root in roots for valid in _valid_in(root)]


def _copied(project: Path, root: Path) -> Path:
    """What a check reads of a project: its records, and its pages, to which records link."""
    for name in ("records", "docs"):
        if (project / name).is_dir():
            shutil.copytree(project / name, root / name)
    return root


def _valid_in(root: Path) -> Iterator[Valid]:
    before = Counter(said(diagnostic) for diagnostic in _check(root))
    for found in Finder(root, root / "records", KINDS).in_records():
        text = readable(found.path.read_bytes())
        source = Source.of(found.name, KINDS[found.kind], text) if text else None
        if source is not None:
            yield Valid(root, found.path, source, before)


def said(diagnostic: Diagnostic) -> Said:
    """File, code and message: lines may move."""
    return diagnostic.place.path, diagnostic.code.id, diagnostic.message


def _check(root: Path) -> list[Diagnostic]:
    settings = SiteSettings(root, root / "records", AS_OF, docs=root / "docs", cache=root / ".cache")
    return load_project(settings, git=False).diagnostics


def run(files: list[Valid], count: int, seed: int) -> dict[str, Tally]:
    """Make so many mutations, as many of each sort, and check the project after each."""
    chance = random.Random(seed)
    tallies = {how: Tally() for how in KINDS_OF_DAMAGE}
    made = 0
    while made < count:
        how = KINDS_OF_DAMAGE[made % len(KINDS_OF_DAMAGE)]
        valid = chance.choice(files)
        mutation = mutate(valid.source, how, chance)
        if mutation is not None:
            made += 1
            _try(valid, mutation, tallies[how])
    return tallies


def _try(valid: Valid, mutation: Mutation, tally: Tally) -> None:
    tally.made += 1
    tally.alone += mutation.alone
    whole = valid.path.read_bytes()
    valid.path.write_bytes(mutation.text.encode())
    try:
        new = _new(_check(valid.root), valid.before)
    except Exception:
        tally.tracebacks += 1
        tally.misses.append(f"{mutation.how}: {valid.source.name}\n{traceback.format_exc()}")
        return
    finally:
        valid.path.write_bytes(whole)
    if mutation.alone and new:
        tally.reported += 1
        _judge(valid, mutation, new, tally)


def _new(found: list[Diagnostic], before: Counter[Said]) -> list[Diagnostic]:
    left = Counter(before)
    new = []
    for diagnostic in found:
        if left[said(diagnostic)]:
            left[said(diagnostic)] -= 1
        else:
            new.append(diagnostic)
    return new


def _judge(valid: Valid, mutation: Mutation, new: list[Diagnostic], tally: Tally) -> None:
    """Whether each new diagnostic names the file and the line that were damaged."""
    for diagnostic in new:
        tally.diagnostics += 1
        if (diagnostic.place.path, diagnostic.place.line) == (valid.source.name, mutation.line):
            tally.on_line += 1
        else:
            line = mutation.text.split("\n")[mutation.line - 1] if mutation.text else ""
            tally.misses.append(
                f"{mutation.how}: {valid.source.name}:{mutation.line} {line.strip()[:60]!r}\n"
                f"    {diagnostic.place} {diagnostic.code.id} {diagnostic.message}"
            )
