"""`mkdocs serve`, for real: records are watched, and a fault does not take the site away."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.building import RECORDS, Project

PATIENCE = 40
"""Seconds until something that must come about has come about, on a busy machine."""

QUEUE = "records/decisions/one-queue.yml"
BANNER = "The file behind this page has a fault."
FAULTS = {
    "syntax": "title: [unclosed\n",
    "wrong type": "title: One queue\nstatus: proposed\ncreated: tomorrow\n",
    "unknown field": "title: One queue\nstatus: proposed\ncolour: red\n",
    "unknown status": "title: One queue\nstatus: acepted\n",
    "empty": "",
    "not UTF-8": "title: caf\udce9\n",
}


@dataclass
class Server:
    """A running server and the project that it serves."""

    project: Project
    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def get(self, address: str) -> str:
        """A page; empty where there is none."""
        try:
            with urllib.request.urlopen(self.url + address, timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def until(self, told: Callable[[], bool]) -> bool:
        """Whether something comes about in time."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            if told():
                return True
            time.sleep(0.1)
        return False

    def shows(self, address: str, words: str) -> bool:
        return self.until(lambda: words in self.get(address))

    def lacks(self, address: str, words: str) -> bool:
        """Whether the page is there without these words."""
        return self.until(lambda: bool(page := self.get(address)) and words not in page)

    def write(self, text: str) -> None:
        (self.project.root / QUEUE).write_bytes(text.encode(errors="surrogateescape"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = tmp_path_factory.mktemp("serve") / "harbour"
    root.mkdir()
    project = Project(root).write(RECORDS).write({"overrides/none.html": ""})
    project.configure({"templates": "overrides"}, site_url="")
    port, log = free_port(), root.parent / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=root,
            stdout=out,
            stderr=out,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
    server = Server(project, process, f"http://127.0.0.1:{port}/", log)
    yield server
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


@pytest.fixture
def server(running: Server) -> Server:
    """The server with the records as they were, and the pages made from them."""
    for other in (running.project.root / "records/decisions").iterdir():
        if f"records/decisions/{other.name}" not in RECORDS:
            other.unlink()
    running.write(RECORDS[QUEUE])
    assert running.shows("decisions/one-queue/", "Berth by tide"), running.log.read_text()
    assert running.lacks("decisions/one-queue/", BANNER)
    return running


def test_an_edit_changes_the_page(server: Server) -> None:
    server.write(RECORDS[QUEUE] + "outcome: Ships wait in one line of buoys.\n")
    assert server.shows("decisions/one-queue/", "one line of buoys")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_leaves_the_last_good_page_and_is_shown(server: Server, fault: str) -> None:
    server.write(FAULTS[fault])
    assert server.shows("decisions/one-queue/", BANNER), server.log.read_text()
    page = server.get("decisions/one-queue/")
    assert "Berth by tide" in page
    assert f"<code>{QUEUE}" in page
    assert f"<code>{QUEUE}" in server.get("")
    assert server.get("decisions/berth-by-tide/").count(BANNER) == 0
    server.write(RECORDS[QUEUE])
    assert server.lacks("decisions/one-queue/", BANNER)
    assert server.lacks("", f"<code>{QUEUE}")


def test_a_second_fault_still_leaves_the_good_page(server: Server) -> None:
    server.write(FAULTS["syntax"])
    assert server.shows("decisions/one-queue/", BANNER)
    server.write(FAULTS["unknown field"])
    assert server.shows("decisions/one-queue/", "colour")
    assert "Berth by tide" in server.get("decisions/one-queue/")


def test_a_record_comes_and_goes(server: Server) -> None:
    path = server.project.root / "records/decisions/night-shift.yml"
    path.write_text("title: Night shift\nstatus: draft\n")
    assert server.shows("decisions/night-shift/", "Night shift")
    assert "Night shift" in server.get("decisions/")
    path.unlink()
    assert server.lacks("decisions/", "Night shift")
    assert server.until(lambda: "Night shift" not in server.get("decisions/night-shift/"))


def test_a_template_with_a_fault_is_shown_in_its_place(server: Server) -> None:
    template = server.project.root / "overrides/decision/record.html"
    template.parent.mkdir(exist_ok=True)
    template.write_text("<h1>x</h1>\n{{ recrod }}\n")
    assert server.shows("decisions/one-queue/", "record.html, line 2: &#39;recrod&#39; is undefined")
    assert "Decisions" in server.get("decisions/")
    template.unlink()
    assert server.shows("decisions/one-queue/", "Berth by tide")


def test_a_broken_project_file_leaves_the_name(server: Server) -> None:
    path = server.project.root / "records/project.yml"
    path.write_text("name: [unclosed\n")
    assert server.shows("", "records/project.yml:"), server.log.read_text()
    assert "Plans berths" in server.get("")
    path.write_text(RECORDS["records/project.yml"])
    assert server.lacks("", "records/project.yml:")
