"""The site of an imported release train against MkDocs with Material on as many Markdown pages of the same content.

    python benchmarks/train.py [--train ../shared/corpora/releases/openstack] [--repeat 3]

`forgebook import train` writes the records. The peer gets a Markdown page for each page of our site, below the same
address, with what can be read on it: headings, paragraphs, lists, rows of tables, links. A repetition builds the peer,
then ours without caches. Each build is a process of its own; CPU time is its user and system time. The ratio is of the
minima.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from measure import child_seconds, tell, verdict, versions

FORGEBOOK = (sys.executable, "-P", "-c", "from forgebook.cli.main import main; main(prog_name='forgebook')")
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
EXTENSIONS = "[admonition, attr_list, md_in_html, tables, toc]"
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
    write_config(root, "[search, forgebook]")


def write_config(root: Path, plugins: str) -> None:
    """The configuration of either site."""
    (root / "mkdocs.yml").write_text(
        f"site_name: A train\ntheme: material\nplugins: {plugins}\nmarkdown_extensions: {EXTENSIONS}\n",
        encoding="utf-8",
    )


def write_peer(peer: Path, ours: Path) -> int:
    """A Markdown page for each page that our site has; how many there are."""
    pages = sorted(path.parent.relative_to(ours / "site") for path in (ours / "site").rglob("index.html"))
    for page in pages:
        path = peer / "docs" / page / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown((ours / "site" / page / "index.html").read_text("utf-8")), encoding="utf-8")
    not_in_nav = "nav: [index.md]\nnot_in_nav: '*'\n"
    write_config(peer, "[search]")
    with (peer / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(not_in_nav)
    return len(pages)


def markdown(html: str) -> str:
    """What can be read on a page, as somebody would write it by hand."""
    words = _Words()
    words.feed(html.partition('<article class="md-content__inner')[2].partition("</article>")[0])
    return "".join(words.out)


class _Words(HTMLParser):
    """Text with the marks of Markdown before its blocks and around its links."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.out.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in ("p", "div", "section", "dt", "dd", "table", "ul", "ol"):
            self.out.append("\n\n")
        elif tag in ("li", "tr"):
            self.out.append("\n- " if tag == "li" else "\n| ")
        elif tag in ("td", "th"):
            self.out.append(" | ")
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.out.append("[")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            link = self.links.pop()
            self.out.append(f"]({link})" if link.startswith("http") else "]")
        elif tag == "thead":
            self.out.append("\n|---|---|---|")

    def handle_data(self, data: str) -> None:
        self.out.append(" ".join(data.split()) or " ")


def measure(ours: Path, peer: Path, repeat: int) -> None:
    mkdocs, forgebook = [], []
    for _ in range(repeat):
        shutil.rmtree(peer / "site", ignore_errors=True)
        mkdocs.append(child_seconds(BUILD, peer))
        shutil.rmtree(ours / "site", ignore_errors=True)
        shutil.rmtree(ours / ".cache", ignore_errors=True)
        forgebook.append(child_seconds(BUILD, ours))
    tell("MkDocs, the same pages", mkdocs)
    tell("the train's site", forgebook)
    verdict("the train's site : MkDocs", min(forgebook) / min(mkdocs), 0.8)


if __name__ == "__main__":
    main()
