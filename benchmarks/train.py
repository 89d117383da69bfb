"""The site of an imported release train against MkDocs with Material on as many Markdown pages of the same content.

    python benchmarks/train.py [--train ../shared/corpora/releases/openstack] [--repeat 3]

`forgebook import train` writes the records. The peer gets a Markdown page for each page of our site, below the same
address, with what a reader sees on it: headings, paragraphs, lists, tables, code, links between pages. Theme, search,
extensions and navigation are as in `build.py`. A repetition builds the peer, then ours without caches, each into a new
folder. Each build is a process of its own; CPU time is its user and system time. The ratio is of the minima.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from as_markdown import as_markdown
from build import BUILD, CACHE, built
from measure import child_seconds, tell, verdict, versions
from site_a import configuration

FORGEBOOK = (sys.executable, "-P", "-c", "from forgebook.cli.main import main; main(prog_name='forgebook')")
HERE = Path(__file__).resolve().parents[1]
TRAIN = Path(os.environ.get("FORGEBOOK_CORPORA", HERE / "../shared/corpora")) / "releases" / "openstack"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, default=TRAIN)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}")
    with tempfile.TemporaryDirectory() as name:
        ours, peer = Path(name, "ours"), Path(name, "peer")
        imported(ours, arguments.train)
        child_seconds(BUILD, ours)
        pages = write_peer(peer, ours)
        print(f"{pages} pages, {arguments.repeat} repetitions")
        measure(ours, peer, arguments.repeat)


def imported(root: Path, train: Path) -> None:
    """A project with the train in it."""
    (root / "records").mkdir(parents=True)
    (root / "docs").mkdir()
    (root / "records" / "project.yml").write_text("name: A train\n", encoding="utf-8")
    command = [*FORGEBOOK, "import", "train", str(train.resolve()), "-C", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    write_config(root, "  - forgebook\n")


def write_config(root: Path, plugins: str) -> None:
    """The configuration of either site: theme, search and extensions are those of site a."""
    (root / "mkdocs.yml").write_text(configuration("A train", plugins), encoding="utf-8")


def write_peer(peer: Path, ours: Path) -> int:
    """A Markdown page for each page that our site has; how many there are."""
    pages = sorted(path.parent.relative_to(ours / "site") for path in (ours / "site").rglob("index.html"))
    for page in pages:
        path = peer / "docs" / page / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        html = (ours / "site" / page / "index.html").read_text("utf-8")
        path.write_text(as_markdown(html, page.as_posix()), encoding="utf-8")
    not_in_nav = "nav: [index.md]\nnot_in_nav: '*'\n"
    write_config(peer, "")
    with (peer / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(not_in_nav)
    return len(pages)


def measure(ours: Path, peer: Path, repeat: int) -> None:
    mkdocs, forgebook = [], []
    for _ in range(repeat):
        mkdocs.append(built(peer))
        shutil.rmtree(ours / CACHE, ignore_errors=True)
        forgebook.append(built(ours))
    tell("MkDocs, the same pages", mkdocs)
    tell("the train's site", forgebook)
    verdict("the train's site : MkDocs", min(forgebook) / min(mkdocs), 0.8)


if __name__ == "__main__":
    main()
