"""`forgebook cover` against the `git log --raw -M` that it rests on, on a generated history.

    python benchmarks/cover.py [--commits 10000] [--repeat 7]

Process starts are subtracted: of `forgebook cover` that of a run on a history of one commit, of `git log` that of
`git --version`. Ratios are of the minima of CPU time, ours with that of the git processes it starts. Nothing is kept
between runs. Peak memory is that of the Python process.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from measure import child_seconds, tell, verdict, versions

FILES = 2000
PEOPLE = 40
START = 1_577_880_000
LOG = ["git", "log", "-z", "--raw", "--no-abbrev", "-M", "--no-merges", "--format=%H %ct"]
PEAK = (
    "import resource, sys; from click.testing import CliRunner; from forgebook.cli.main import main; "
    "done = CliRunner().invoke(main, ['cover']); assert not done.exit_code, done.output; "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def history(commits: int, seed: int = 1) -> bytes:
    """A stream for `git fast-import`: one to four files a commit are added, changed, renamed or removed."""
    random_ = random.Random(seed)
    names: list[str] = []
    out: list[bytes] = []
    for number in range(1, commits + 1):
        who = random_.randrange(PEOPLE)
        when = START + number * 17_000
        helper = f"\n\nCo-authored-by: Person {who + 1} <p{who + 1}@example.org>" if number % 10 == 0 else ""
        message = f"commit {number}{helper}".encode()
        out.append(b"commit refs/heads/main\nmark :%d\n" % number)
        out.append(b"author Person %d <p%d@example.org> %d +0000\n" % (who, who, when))
        out.append(b"committer Person %d <p%d@example.org> %d +0000\n" % (who, who, when))
        out.append(b"data %d\n%s\n" % (len(message), message))
        out += [_change(random_, names, number) for _ in range(random_.randint(1, 4))]
    return b"".join(out) + b"\ndone\n"


def _change(random_: random.Random, names: list[str], number: int) -> bytes:
    draw = random_.random()
    if names and draw < 0.02:
        index = random_.randrange(len(names))
        former, names[index] = names[index], f"package/part_{number % 17}/moved_{number}_{index}.py"
        return f"R {former} {names[index]}\n".encode()
    if len(names) < FILES and (not names or draw < 0.3):
        names.append(f"package/part_{number % 13}/module_{number}_{len(names)}.py")
        return _content(names[-1], number)
    return _content(random_.choice(names), number)


def _content(name: str, number: int) -> bytes:
    text = f"name = {name!r}\nnumber = {number}\n" + "value = 1\n" * 20
    return f"M 100644 inline {name}\ndata {len(text)}\n{text}\n".encode()


def repository(folder: Path, commits: int) -> Path:
    """A repository with a history, checked out."""
    folder.mkdir()
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    subprocess.run(["git", "fast-import", "--quiet", "--done"], cwd=folder, input=history(commits), check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=folder, check=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=10000)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{date.today()}; {versions()}, {git}")
    with tempfile.TemporaryDirectory() as name:
        small, large = repository(Path(name, "small"), 1), repository(Path(name, "large"), arguments.commits)
        measure(small, large, arguments)


def measure(small: Path, large: Path, arguments: argparse.Namespace) -> None:
    ours = [str(Path(sys.executable).with_name("forgebook")), "cover"]
    start, log, begin, cover = [], [], [], []
    for _ in range(arguments.repeat):
        start.append(child_seconds(["git", "--version"], large))
        log.append(child_seconds(LOG, large))
        begin.append(child_seconds(ours, small))
        cover.append(child_seconds(ours, large))
    print(f"{arguments.commits} commits, {PEOPLE} people, {arguments.repeat} repetitions")
    parts = (
        ("start of git", start),
        ("git log --raw -M", log),
        ("forgebook cover, one commit", begin),
        ("forgebook cover", cover),
    )
    for what, seconds in parts:
        tell(what, seconds, 1000, "ms")
    verdict("cover : git log", (min(cover) - min(begin)) / (min(log) - min(start)), 2)
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=large, env=environment, capture_output=True, text=True, check=True
    )
    verdict("peak memory, MB", int(run.stdout) / 1024, 200)


if __name__ == "__main__":
    main()
