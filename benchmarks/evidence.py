"""Git evidence against the `git log --raw -M` that it rests on, on a generated repository.

    python benchmarks/evidence.py [--commits 10000] [--repeat 7]

The start of git (`git --version`) is subtracted from both, as often as each starts it: ours twice. Ratios are of the
minima of CPU time, ours with that of the git processes it starts.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import tempfile
from datetime import date
from pathlib import Path

from measure import child_seconds, own_seconds, tell, verdict, versions

from forgebook.evidence.file_history import read_file_history

FILES = 2000
LOG = ["git", "log", "-z", "--raw", "--no-abbrev", "-M", "--no-merges", "--format=%H %ct", "--", "records"]


def history(commits: int, seed: int = 1) -> bytes:
    """A stream for `git fast-import`: one to three files a commit are added, changed or, now and then, renamed."""
    random_ = random.Random(seed)
    names: list[str] = []
    out: list[bytes] = []
    for number in range(1, commits + 1):
        when = 1_400_000_000 + number * 3600
        message = b"commit %d" % number
        out.append(b"commit refs/heads/main\nmark :%d\n" % number)
        out.append(b"committer Someone <someone@example.org> %d +0000\n" % when)
        out.append(b"data %d\n%s\n" % (len(message), message))
        for _ in range(random_.randint(1, 3)):
            out.append(_change(random_, names, number))
    return b"".join(out) + b"\ndone\n"


def _change(random_: random.Random, names: list[str], number: int) -> bytes:
    draw = random_.random()
    if names and draw < 0.02:
        index = random_.randrange(len(names))
        former, names[index] = names[index], f"records/decisions/renamed-{number}-{index}.yml"
        return f"R {former} {names[index]}\n".encode()
    if len(names) < FILES and (not names or draw < 0.3):
        names.append(f"records/decisions/{number:05d}-{len(names)}.yml")
        return _content(names[-1], number)
    return _content(random_.choice(names), number)


def _content(name: str, number: int) -> bytes:
    text = f"title: {name}\nstatus: accepted\noutcome: as of commit {number}\n" + "context: the same\n" * 20
    return f"M 100644 inline {name}\ndata {len(text)}\n{text}\n".encode()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=10000)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{date.today()}; {versions()}, {git}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", name], check=True)
        stream = history(arguments.commits)
        subprocess.run(["git", "fast-import", "--quiet", "--done"], cwd=root, input=stream, check=True)
        measure(root, arguments.commits, arguments.repeat)


def measure(root: Path, commits: int, repeat: int) -> None:
    start, log, ours = [], [], []
    for _ in range(repeat):
        start.append(child_seconds(["git", "--version"], root))
        log.append(child_seconds(LOG, root))
        ours.append(own_seconds(lambda: read(root)))
    print(f"{commits} commits, {len(read(root))} files, {repeat} repetitions")
    for what, seconds in (("start of git", start), ("git log --raw -M", log), ("git evidence", ours)):
        tell(what, seconds, 1000, "ms")
    begin = min(start)
    verdict("evidence : git log", (min(ours) - 2 * begin) / (min(log) - begin), 2)


def read(root: Path) -> dict[str, object]:
    """The facts about all files."""
    facts = read_file_history(root, ["records"])
    assert not facts.missing, facts.missing
    return dict(facts.files)


if __name__ == "__main__":
    main()
