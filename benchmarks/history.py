"""History with many events: what the first view weighs, and whether a filter keeps the browser waiting.

    python benchmarks/history.py [--events 10000] [--chromium /usr/bin/chromium] [--keep FOLDER]

The records of site a with sprints, retros and releases until there are as many events. The site is built and served
compressed, as web servers do. What the first view loads is told by Chromium's own requests until the page is quiet;
long tasks are those of Chromium's trace: work of the main thread over 50 ms while the filter is typed into and chosen
from. Needs Playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import re
import tempfile
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from build import BUILD
from measure import child_seconds, verdict, versions
from site_a import AS_OF, START, decisions, write_records

MOST_KB = 300
LONG_MS = 50.0
KINDS_OF_MEETING = ("planning", "kickoff", "catch_up", "review")
PLAIN = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--repeat", type=int, default=5, help="times that each step on a page is done")
    parser.add_argument("--keep", type=Path, help="build here, and leave the site in place")
    arguments = parser.parse_args()
    print(f"{date.today()}; {versions()}")
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        site = folder / "site"
        if not site.exists():
            write(folder, arguments.events)
            print(f"cold build: {child_seconds(BUILD, folder):.1f} s of CPU time")
        print(f"{events_of(site):,} events in the history; {len(list(site.rglob('*.html'))):,} pages")
        measure(site, arguments.chromium, arguments.repeat)


def write(folder: Path, events: int) -> None:
    """Site a: decisions of about two events each, and every five weeks a sprint with all that it has."""
    sprints = (AS_OF - START).days // 35
    write_records(folder, decisions(int((events - sprints * 9) / 1.94)))
    for path in sorted((folder / "records/decisions").iterdir()):
        text = path.read_text(encoding="utf-8")
        decided = date.fromisoformat(re.search(r"^decided: (.*)$", text, re.M)[1])  # type: ignore[index]
        written = f"created: {decided - timedelta(days=30)}\ndecided:"
        path.write_text(text.replace("decided:", written, 1), encoding="utf-8")
    for number in range(1, sprints + 1):
        _sprint(folder / "records", number, START + timedelta(days=35 * (number - 1)))


def _sprint(records: Path, number: int, start: date) -> None:
    id_, end = f"sprint-{number:03}", start + timedelta(days=32)
    meetings = [
        f"  - {{kind: {kind}, date: {start + timedelta(days=4 * i)}}}" for i, kind in enumerate(KINDS_OF_MEETING)
    ]
    _write(records / f"sprints/{id_}.yml", f"start: {start}", f"end: {end}", "meetings:", *meetings)
    said = [
        f"sprint: {id_}",
        f"date: {end}",
        "improvement:",
        f"  id: better-{number}",
        f"  statement: Better in {number}",
    ]
    _write(records / f"retros/{id_}.yml", *said)
    _write(records / f"releases/v{number}.yml", f"version: v{number}", "status: released", f"released_on: {end}")


def _write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def events_of(site: Path) -> int:
    """How many events the whole history has, by its own index."""
    return len(json.loads((site / "history/events.json").read_text(encoding="utf-8"))["rows"])


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves text compressed, and remembers the size of each answer by its path."""

    def __init__(self, *arguments: Any, sizes: dict[str, int], **options: Any) -> None:
        self.sizes = sizes
        super().__init__(*arguments, **options)

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        plain = path.suffix in PLAIN
        body = gzip.compress(path.read_bytes(), 6, mtime=0) if plain else path.read_bytes()
        self.sizes[self.path.partition("?")[0]] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if plain:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def measure(site: Path, chromium: str, repeat: int) -> None:
    """Open the pages in Chromium and tell what it saw."""
    from playwright.sync_api import sync_playwright

    sizes: dict[str, int] = {}
    handler = partial(Compressed, directory=str(site), sizes=sizes)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{url}history/", wait_until="networkidle")
        first_view(dict(sizes))
        for address in ("history/", f"history/{AS_OF.year}/", "browse/"):
            long_tasks(browser, page, url, address, repeat)
        browser.close()
    server.shutdown()


def first_view(sizes: dict[str, int]) -> None:
    """What was asked for before anybody touched the page."""
    for path, size in sorted(sizes.items(), key=lambda entry: -entry[1]):
        print(f"  {size / 1000:8.1f} KB  {path}")
    index = sum(size for path, size in sizes.items() if path.endswith("search_index.json"))
    verdict("first view of history, KB compressed", (sum(sizes.values()) - index) / 1000, MOST_KB)
    print(f"  the search index of the theme, which a worker fetches beside it: {index / 1000:.1f} KB")


def steps_on(page: Any) -> list[tuple[str, Callable[[], object]]]:
    """What a reader does with a filter."""
    return [
        ("go to the box", lambda: page.locator("[data-fb-ready] [name=q]").focus()),
        ("type a word", lambda: page.keyboard.type("index", delay=60)),
        ("a second word", lambda: page.keyboard.type(" cache", delay=60)),
        ("reset", lambda: page.locator("[data-fb-ready] [type=reset]").click()),
        ("choose a kind", lambda: page.locator("[data-fb-ready] [name=kind]").select_option("decision")),
        ("choose an area", lambda: page.locator("[data-fb-ready] [name=area]").select_option("storage")),
        ("back to all areas", lambda: page.locator("[data-fb-ready] [name=area]").select_option("")),
        ("another kind", lambda: page.locator("[data-fb-ready] [name=kind]").select_option("sprint")),
        ("reset again", lambda: page.locator("[data-fb-ready] [type=reset]").click()),
    ]


def long_tasks(browser: Any, page: Any, url: str, address: str, repeat: int) -> None:
    """Use the filter of a page as a reader does, under Chromium's trace.

    Each step is done several times, each time on a fresh page, and its best time counts: on a machine with other work
    a task that waits for the processor looks long. The time that it was on the processor is told beside it.
    """
    found: dict[str, list[tuple[float, float]]] = {}
    said: dict[str, str] = {}
    for _ in range(repeat):
        page.goto(f"{url}{address}", wait_until="networkidle")
        for name, step in steps_on(page):
            browser.start_tracing(page=page, categories=CATEGORIES)
            step()
            page.wait_for_timeout(700)
            found.setdefault(name, []).append(longest_task(json.loads(browser.stop_tracing())))
            said[name] = page.locator("[data-fb-ready] [data-fb-count]").inner_text()
    print(f"{address}: longest task of the main thread by step")
    for name, tasks in found.items():
        print(f"  {name:<18} {min(tasks)[0]:6.1f} ms, {min(t[1] for t in tasks):5.1f} on the processor   {said[name]}")
    verdict(f"long tasks, {address}: longest, ms", max(min(tasks)[0] for tasks in found.values()), LONG_MS)
    verdict("  on the processor, ms", max(min(t[1] for t in tasks) for tasks in found.values()), LONG_MS)


def longest_task(trace: dict[str, Any]) -> tuple[float, float]:
    """Milliseconds of the longest task that the renderers' main threads ran, and of the most on the processor."""
    events = trace["traceEvents"]
    names = [event for event in events if event["name"] == "thread_name"]
    main = {(event["pid"], event["tid"]) for event in names if event["args"]["name"] == "CrRendererMain"}
    tasks = [
        (event["dur"] / 1000, event.get("tdur", 0) / 1000)
        for event in events
        if event["name"] in ("RunTask", "ThreadControllerImpl::RunTask") and "dur" in event
        if (event["pid"], event["tid"]) in main
    ]
    return max((task[0] for task in tasks), default=0.0), max((task[1] for task in tasks), default=0.0)


if __name__ == "__main__":
    main()
