"""`forgebook check` on 10,000 records: cold, from the cache, and with `--since`; and how fast `--help` answers.

    python benchmarks/check.py [--records 10000] [--repeat 3]

Every figure is the CPU time of a child process, start-up included. "Bare reading" is a child that finds, reads and
validates the same files, one after the other, keeping nothing. The project is a git repository with one changed file.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from measure import child_seconds, tell, verdict, versions
from site_a import decisions, write_records

HERE = Path(__file__).parent
FORGEBOOK = (sys.executable, "-P", "-c", "from forgebook.cli.main import main; main(prog_name='forgebook')")
BARE = (
    f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
    "from reading import bare\n"
    "from pathlib import Path\n"
    "bare(Path(sys.argv[1]))\n"
)
HOLD = {
    "cold check : bare reading": ("cold", "bare reading", 2.0),
    "cached : cold": ("cached", "cold", 0.6),
    "--since : cached": ("since", "cached", 0.8),
    "forgebook --help : import click": ("--help", "import click", 3.0),
}
GIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_records(root, decisions(arguments.records))
        commit_and_change_one(root)
        measure(root, arguments.repeat)


def commit_and_change_one(root: Path) -> None:
    """A repository with one commit, and one decision changed since."""
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "all")):
        subprocess.run([*GIT, *command], cwd=root, check=True)
    changed = sorted((root / "records" / "decisions").iterdir())[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "tags: [changed]\n", encoding="utf-8")


def measure(root: Path, repeat: int) -> None:
    cache = root / ".cache"

    def check(*options: str) -> float:
        return child_seconds([*FORGEBOOK, "check", *options], root)

    def cold() -> float:
        shutil.rmtree(cache, ignore_errors=True)
        return check()

    ways: dict[str, Callable[[], float]] = {
        "bare reading": lambda: child_seconds([sys.executable, "-c", BARE, str(root)], root),
        "cold": cold,
        "cached": check,
        "since": lambda: check("--since", "HEAD"),
        "--help": lambda: child_seconds([*FORGEBOOK, "--help"], root),
        "import click": lambda: child_seconds([sys.executable, "-P", "-c", "import click"], root),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeat):
        for name, work in ways.items():
            small = name in ("--help", "import click")
            seconds[name] += [work() for _ in range(5 if small else 1)]
    for name, found in seconds.items():
        tell(name, found)
    for what, (ours, peer, hold) in HOLD.items():
        verdict(what, min(seconds[ours]) / min(seconds[peer]), hold)


if __name__ == "__main__":
    main()
