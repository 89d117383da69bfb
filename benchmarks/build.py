"""Whole builds of site a against MkDocs with Material on the same content.

    python benchmarks/build.py [--records 3000] [--small 1000] [--large 10000] [--repeat 3] [--only builds|growth|pages]

A repetition builds the peer, then ours without caches, then ours with caches and one record changed: once each into
the folder of the last build, as people build, and once each into a new folder. Each build is a process of its own; CPU
time is its user and system time, with that of its children. Ratios are of minima, within one way.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import mean

from measure import child_seconds, tell, verdict, versions
from site_a import Decision, decisions, write_peer, write_records

BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
CACHE = Path(".cache/forgebook")
BODY = re.compile(rb'<article class="md-content__inner md-typeset">(.*?)</article>', re.S)
NAVIGATION = re.compile(rb'<nav class="md-nav md-nav--primary.*?</nav>\s*</div>', re.S)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=3000, help="records of the builds that are compared")
    parser.add_argument("--small", type=int, default=1000, help="records of the smaller site for growth")
    parser.add_argument("--large", type=int, default=10000, help="records of the larger site for growth")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", choices=("builds", "growth", "pages"))
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}")
    with tempfile.TemporaryDirectory() as name:
        if arguments.only in (None, "builds"):
            compare(Path(name) / "builds", arguments.records, arguments.repeat)
        if arguments.only in (None, "growth"):
            grow(Path(name) / "growth", arguments.small, arguments.large, max(1, arguments.repeat - 1))
        if arguments.only in (None, "pages"):
            weigh(Path(name) / "pages")


def compare(folder: Path, records: int, repeat: int) -> None:
    """Cold and warm builds against the peer, in both ways."""
    made = decisions(records)
    ours, peer = _sites(folder, made)
    ways = {"into the folder of the last build": in_place, "into a new folder": anew}
    taken: dict[str, dict[str, list[float]]] = {way: {"peer": [], "cold": [], "warm": []} for way in ways}
    for site in (peer, ours):
        in_place(site)  # so that the first one of each has a last one
    changes = iter(made)
    for _ in range(repeat):
        for way, build_it in ways.items():
            taken[way]["peer"].append(build_it(peer))
            taken[way]["cold"].append(_cold(ours, build_it))
            _change(ours, next(changes))
            taken[way]["warm"].append(build_it(ours))
    print(f"{records} records, {repeat} repetitions")
    for way, seconds in taken.items():
        print(way)
        for what, values in seconds.items():
            tell(f"  {what}", values)
        verdict("cold build : peer", min(seconds["cold"]) / min(seconds["peer"]), 0.60)
        verdict("warm build, one record changed : peer", min(seconds["warm"]) / min(seconds["peer"]), 0.30)


def _sites(folder: Path, made: list[Decision]) -> tuple[Path, Path]:
    write_records(folder / "ours", made)
    write_peer(folder / "peer", made)
    return folder / "ours", folder / "peer"


def in_place(folder: Path) -> float:
    """A build into the folder of the last one, as people build."""
    return child_seconds(BUILD, folder)


def anew(folder: Path) -> float:
    """A build into a new folder; the last one is put aside, so that nothing has to be cleared away."""
    site = folder / "site"
    if site.exists():
        site.rename(folder / f"site-{time.time_ns()}")
    return child_seconds(BUILD, folder)


def _cold(ours: Path, build_it: Callable[[Path], float]) -> float:
    shutil.rmtree(ours / CACHE, ignore_errors=True)
    return build_it(ours)


def _change(ours: Path, decision: Decision) -> None:
    path = ours / "records" / "decisions" / f"{decision.id}.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("outcome: |\n", "outcome: |\n  In the end it was *simple*.\n", 1), encoding="utf-8")


def grow(folder: Path, small: int, large: int, repeat: int) -> None:
    """Milliseconds a page at two sizes, cold."""
    sizes: dict[int, list[float]] = {small: [], large: []}
    for number in sizes:
        write_records(folder / str(number), decisions(number))
    for _ in range(repeat):
        for number, seconds in sizes.items():
            seconds.append(_cold(folder / str(number), anew))
    each = {}
    for number, seconds in sizes.items():
        pages = len(list((folder / str(number) / "site").rglob("index.html")))
        each[number] = min(seconds) / pages
        tell(f"{pages} pages", seconds, 1000 / pages, "ms a page")
    verdict(f"growth, {large} : {small}", each[large] / each[small], 1.2)


def weigh(folder: Path) -> None:
    """What a record page is made of."""
    made = decisions(300)
    ours, peer = _sites(folder, made)
    for site in (ours, peer):
        child_seconds(BUILD, site)
    pages = [(ours / "site" / "decisions" / d.id / "index.html").read_bytes() for d in made]
    bodies = [len(match[1]) if (match := BODY.search(page)) else 0 for page in pages]
    navigation = [len(match[0]) if (match := NAVIGATION.search(page)) else 0 for page in pages]
    others = [(peer / "site" / "decisions" / d.id / "index.html").stat().st_size for d in made]
    whole = mean(len(page) for page in pages)
    print(f"record page: mean {whole / 1000:.1f} KB, largest {max(map(len, pages)) / 1000:.1f} KB")
    print(f"  of it our body {mean(bodies) / 1000:.1f} KB, navigation {mean(navigation) / 1000:.1f} KB, ", end="")
    print(f"rest of the theme {(whole - mean(bodies) - mean(navigation)) / 1000:.1f} KB")
    print(f"  the peer's page: mean {mean(others) / 1000:.1f} KB")
    verdict("record page, KB", whole / 1000, 20)


if __name__ == "__main__":
    main()
