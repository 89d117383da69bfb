"""Reading and validating records against ruamel.yaml's round-trip loader, which only reads, on the same files.

    python benchmarks/reading.py [--records 300] [--repeat 7]

Each repetition runs all three in turn; ratios are of the minima of CPU time.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

from measure import own_seconds, tell, verdict, versions
from ruamel.yaml import YAML
from site_a import decisions, write_records

from forgebook.kinds.register import installed
from forgebook.reading.load import Loaded, Loader

KINDS = installed()


def read_all(root: Path, cache: Path | None) -> Loaded:
    """Find, read and validate the records, as a build does."""
    loaded = Loader(root, root / "records", KINDS, cache).load()
    assert not loaded.faulty, loaded.faulty
    return loaded


def round_trip(root: Path) -> None:
    """The same files by the loader that keeps comments and order."""
    loader = YAML(typ="rt")
    for path in sorted((root / "records").rglob("*.yml")):
        loader.load(path.read_bytes())


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
    cache = root / "cache"
    count = read_all(root, cache).files
    fresh, cached, peer = [], [], []
    for _ in range(repeat):
        fresh.append(own_seconds(lambda: read_all(root, None)))
        cached.append(own_seconds(lambda: read_all(root, cache)))
        peer.append(own_seconds(lambda: round_trip(root)))
    print(f"{count} files, {repeat} repetitions")
    for what, seconds in (("read and validate", fresh), ("from the cache", cached), ("round-trip loader", peer)):
        tell(what, seconds, 1000 / count, "ms a file")
    verdict("read and validate : round trip", min(fresh) / min(peer), 1 / 20)
    verdict("from the cache : round trip", min(cached) / min(peer), 1 / 80)
    print(f"that is 1 : {min(peer) / min(fresh):.1f} and 1 : {min(peer) / min(cached):.1f}")


if __name__ == "__main__":
    main()
