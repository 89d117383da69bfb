"""What a link to a file that is not there most likely means."""

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.core.diagnostics import Severity
from support.loading import load

HEAD = "name: Test\nsources: [{kind: decision, path: docs/adr}, {kind: decision, path: docs/old}]\n"
TEXT = "# X\n\nDate: 2024-05-01\n\n## Status\n\nAccepted\n"


def link(root: Path, target: str, **more: str) -> tuple[str | None, str, Severity]:
    """Suggestion, message and severity for a link in `docs/adr/0001-x.md`."""
    files = {
        "records/project.yml": HEAD,
        "docs/adr/0001-x.md": f"{TEXT}\nSee [it]({target}).\n",
        "docs/adr/0012-use-a-queue.md": TEXT,
        "docs/old/0044-moved.md": TEXT,
        "docs/adr/pictures/flow.png": "",
        **more,
    }
    found = [d for d in load(root, files).diagnostics if d.code.id == "FB307"]
    assert len(found) == 1
    return found[0].suggestion, found[0].message, found[0].severity


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("0012-use-a-queu.md", "0012-use-a-queue.md"),
        ("0012-take-the-bus.md", "0012-use-a-queue.md"),
        ("0044-moved.md", "../old/0044-moved.md"),
        ("pictures/flow.jpg", "pictures/flow.png"),
        ("./pictures/fow.png", "pictures/flow.png"),
        ("nothing-like-it.md", None),
        ("../" * 9 + "etc/passwd", None),
        ("x" * 5000 + ".md", None),
    ],
)
def test_nearest(target: str, meant: str | None, tmp_path: Path) -> None:
    suggestion, message, severity = link(tmp_path, target)
    assert suggestion == meant
    assert (f'did you mean "{meant}"?' in message) == (meant is not None)
    assert severity is Severity.ERROR


def test_in_a_file_of_our_own_it_is_an_error(tmp_path: Path) -> None:
    own = "title: Own\nstatus: draft\ncontext: See [it](missing.pdf).\n"
    files = {"records/project.yml": "name: Test\n", "records/decisions/own.yml": own}
    (found,) = [d for d in load(tmp_path, files).diagnostics if d.code.id == "FB307"]
    assert found.severity is Severity.ERROR
