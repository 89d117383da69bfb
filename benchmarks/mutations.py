"""Random damage to valid records: no traceback, and a diagnostic names the line that was damaged.

    python benchmarks/mutations.py [--count 2000] [--seed 1] [--misses]

Valid records are those of `tests/cases/*/valid` (each with the records it wants beside it), of `examples/demand-
model` and of this project's own `records/`. Each mutation damages one file of one project; the project is checked,
and the file is put back. As many mutations are made of each sort: delete, rename, retype, reindent, truncate, control
character.

Whether a mutation damages exactly one place is decided by how it was made, before anything is checked, and so is the
line that a diagnostic must name; `tests/support/mutating.py` says how for each sort. A diagnostic counts where the
project without the damage did not give it, in whatever file it stands: what follows from the damage elsewhere counts
as a miss. A mutation that leaves a valid record (a field that nobody must fill in, left out) gives no diagnostic and
counts for neither.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.cases import cases, files_of, name_of
from support.mutation_run import Tally, run, total, valid_files

ASKED = 0.95


def row(name: str, tally: Tally) -> str:
    numbers = (tally.made, tally.tracebacks, tally.alone, tally.reported, tally.diagnostics, tally.on_line)
    return f"| {name} | " + " | ".join(f"{number:,}" for number in numbers) + f" | {tally.share:.1%} |"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--count", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--misses", action="store_true", help="Show each diagnostic that names another line.")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = valid_files(Path(folder), [(name_of(path), files_of(path)) for path in cases("valid")])
        tallies = run(files, given.count, given.seed)
    whole = total(tallies.values())
    print(f"{given.count:,} mutations of {len(files)} files, seed {given.seed}\n")
    print("| damage | made | tracebacks | one place | of these reported | diagnostics | name its line | share |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for how, tally in tallies.items():
        print(row(how, tally))
    print(row("all", whole))
    if given.misses or whole.tracebacks:
        print("", *whole.misses, sep="\n")
    return int(whole.tracebacks > 0 or whole.share < ASKED)


if __name__ == "__main__":
    sys.exit(main())
