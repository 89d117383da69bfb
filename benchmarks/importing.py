"""Importing the notes of keystone against `reno report` on the same notes in a git repository.

    python benchmarks/importing.py [--notes ../shared/corpora/reno/keystone] [--repeat 3]

The repository is made here: each note comes with a commit and its merge, as the gate of OpenStack lands changes, in
an order that its name's hash gives, with twelve versions spread over them; some notes are left for the next one. Ours
reads notes and history and writes a record for each entry and each version, into a new project each time; reno reads
the same and writes its report to a file. Each is a process of its own; CPU time is its user and system time, git
included. The ratio is of the minima. The same is told, with nothing to hold, for a history without merges.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from measure import child_seconds, tell, verdict, versions

FORGEBOOK = (sys.executable, "-P", "-c", "from forgebook.cli.main import main; main(prog_name='forgebook')")
RENO = (sys.executable, "-P", "-c", "import sys; from reno.main import main; sys.exit(main())")
HERE = Path(__file__).resolve().parents[1]
NOTES = Path(os.environ.get("FORGEBOOK_CORPORA", HERE / "../shared/corpora")) / "reno" / "keystone"
VERSIONS = 12
FIRST = 1_700_000_000
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=Path, default=NOTES)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}, reno {version('reno')}")
    with tempfile.TemporaryDirectory() as name:
        for merges in (True, False):
            clone, project = Path(name, f"keystone-{merges}"), Path(name, "project")
            notes = made(clone, arguments.notes / "releasenotes" / "notes", merges=merges)
            how = "with a merge for each note" if merges else "without merges"
            print(f"{notes} notes, {VERSIONS} versions, {how}, {arguments.repeat} repetitions")
            ratio = measure(clone, project, arguments.repeat)
            if merges:
                verdict("import : report", ratio, 1.0)
            else:
                print(f"{'import : report, without merges':<34} {ratio:.3f}")


def made(clone: Path, notes: Path, *, merges: bool) -> int:
    """A repository in which the notes came one after the other, with versions between; how many notes there are."""
    paths = sorted(notes.glob("*.yaml"), key=lambda path: sha256(path.name.encode()).digest())
    clone.mkdir()
    _git(clone, "init", "-q", "-b", "main")
    _git(clone, "fast-import", "--quiet", given=b"".join(history(paths, merges=merges)))
    _git(clone, "reset", "-q", "--hard")
    return len(paths)


def history(paths: list[Path], *, merges: bool) -> Iterator[bytes]:
    """A stream for `git fast-import`: each note a commit, and the merge of it, a day apart; now and then a version."""
    step = -(-len(paths) // (VERSIONS + 1))
    mark = 0
    for number, path in enumerate(paths, 1):
        who = b"A <a@example.org> %d +0000" % (FIRST + number * 86_400)
        content = path.read_bytes()
        put = b"M 644 inline releasenotes/notes/%s\ndata %d\n%s\n" % (path.name.encode(), len(content), content)
        before, mark = mark, mark + 1
        branch = b"change" if merges and before else b"main"
        yield b"commit refs/heads/%s\nmark :%d\ncommitter %s\ndata 4\nNote\n" % (branch, mark, who)
        yield (b"from :%d\n" % before if before else b"") + put
        if merges and before:
            mark += 1
            yield b"commit refs/heads/main\nmark :%d\ncommitter %s\ndata 5\nMerge\n" % (mark, who)
            yield b"from :%d\nmerge :%d\n" % (before, mark - 1) + put
        if number % step == 0:
            yield b"tag %d.0.0\nfrom :%d\ntagger %s\ndata 7\nVersion\n" % (number // step, mark, who)


def _git(clone: Path, *arguments: str, given: bytes | None = None) -> None:
    subprocess.run(["git", *arguments], cwd=clone, env={**os.environ, **GIT}, input=given, check=True)


def measure(clone: Path, project: Path, repeat: int) -> float:
    """Import against report: the ratio of the minima."""
    ours, peer = [], []
    report = clone.parent / "report.rst"
    for _ in range(repeat):
        shutil.rmtree(project, ignore_errors=True)
        (project / "records").mkdir(parents=True)
        (project / "records" / "project.yml").write_text("name: Notes\n", encoding="utf-8")
        peer.append(child_seconds((*RENO, "report", "--output", str(report), "."), clone))
        ours.append(child_seconds((*FORGEBOOK, "import", "reno", str(clone), "-C", str(project)), project))
    records = sum(1 for _ in (project / "records").rglob("*.yml")) - 1
    told = report.read_text(encoding="utf-8").count("\n")
    print(f"ours: {records} records; reno: a report of {told} lines")
    tell("reno report", peer)
    tell("forgebook import reno", ours)
    return min(ours) / min(peer)


if __name__ == "__main__":
    main()
