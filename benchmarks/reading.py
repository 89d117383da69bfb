"""Reading and validating one record against ruamel.yaml's round-trip loader, which only reads, on the same files.

    python benchmarks/reading.py [--records 500] [--repeat 7]

A repetition reads all files one after the other in each way, keeping nothing; ratios are of the minima of CPU time. The
whole loading (finding the files, keeping the records) is told as well.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from measure import own_seconds, tell, verdict, versions
from ruamel.yaml import YAML
from site_a import decisions, write_records

from forgebook.kinds.register import installed
from forgebook.reading.cache import JsonCache
from forgebook.reading.discover import Finder, FoundFile
from forgebook.reading.files import read_bytes, read_drafts
from forgebook.reading.load import Loaded, Loader
from forgebook.reading.validate import validate

KINDS = installed()


def read_each(files: list[FoundFile], cache: JsonCache, *, known: bool) -> None:
    """Bytes to validated fields, a file at a time; from the cache where `known`."""
    for found in files:
        kind = KINDS[found.kind]
        store = cache if known else JsonCache(None, "none", "")
        drafts = read_drafts(
            read_bytes(found.path), found.name, kind, markdown=found.markdown, cache=store, positions=False
        )
        for _, draft in drafts.drafts:
            _, notes = validate(kind.model, draft.values)
            assert not notes, notes


def bare(root: Path) -> None:
    """All records of a project, read and validated one after the other, nothing kept: what any check must do."""
    read_each(list(Finder(root, root / "records", KINDS).in_records()), JsonCache(None, "none", ""), known=False)


def load(root: Path, cache: Path | None) -> Loaded:
    """Find, read, validate and keep all records, as a build does."""
    loaded = Loader(root, root / "records", KINDS, cache).load()
    assert not loaded.faulty, loaded.faulty
    return loaded


def round_trip(files: list[FoundFile]) -> None:
    """The same files by the loader that keeps comments and order."""
    loader = YAML(typ="rt")
    for found in files:
        loader.load(found.path.read_bytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_records(root, decisions(arguments.records))
        measure(root, arguments.repeat)


def measure(root: Path, repeat: int) -> None:
    folder = root / "cache"
    load(root, folder)
    files = list(Finder(root, root / "records", KINDS).in_records())
    cache = JsonCache(None, "bench", "")
    read_each(files, cache, known=True)
    ways: dict[str, Callable[[], object]] = {
        "read and validate": lambda: read_each(files, cache, known=False),
        "from the cache": lambda: read_each(files, cache, known=True),
        "round-trip loader": lambda: round_trip(files),
        "whole loading": lambda: load(root, None),
        "whole loading, cached": lambda: load(root, folder),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeat):
        for name, work in ways.items():
            seconds[name].append(own_seconds(work))
    print(f"{len(files)} files, {repeat} repetitions")
    for name, found in seconds.items():
        tell(name, found, 1000 / len(files), "ms a file")
    least = {name: min(found) for name, found in seconds.items()}
    peer = least["round-trip loader"]
    verdict("read and validate : round trip", least["read and validate"] / peer, 1 / 20)
    verdict("from the cache : round trip", least["from the cache"] / peer, 1 / 80)
    print("as 1 to: " + ", ".join(f"{name} {peer / used:.1f}" for name, used in least.items()))


if __name__ == "__main__":
    main()
