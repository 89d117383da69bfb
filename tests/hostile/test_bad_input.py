"""Bad input gets a diagnostic with place and remedy, the rest of the site is built, and nothing on disk is changed."""

# ruff: noqa: E501

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from support.sites import build, mkdocs_yml, site_of, write

GOOD = {"title": "Good", "status": "draft"}
BASE: dict[str, Any] = {
    "records/project.yml": {"name": "Harbour"},
    "records/decisions/good.yml": GOOD,
    "records/decisions/other.yml": {"title": "Other", "status": "draft"},
}
D = "records/decisions"
OK = "status: draft\n"

Found = tuple[str, str]
"""Code and place."""

CASES: dict[str, tuple[dict[str, Any], list[Found]]] = {
    "empty file": ({f"{D}/x.yml": ""}, [("FB111", f"{D}/x.yml:1:1")]),
    "blank file": ({f"{D}/x.yml": " \n\n"}, [("FB111", f"{D}/x.yml:1:1")]),
    "comments only": ({f"{D}/x.yml": "# later\n"}, [("FB111", f"{D}/x.yml:1:1")]),
    "a list where a mapping belongs": ({f"{D}/x.yml": "- a\n- b\n"}, [("FB112", f"{D}/x.yml:1:3"), ("FB112", f"{D}/x.yml:2:3")]),
    "a text where a mapping belongs": ({f"{D}/x.yml": "hello\n"}, [("FB112", f"{D}/x.yml:1:1")]),
    "a list in a mapping's place": ({f"{D}/x.yml": f"{OK}imported: [a]\n"}, [("FB203", f"{D}/x.yml:2:11")]),
    "tabs": ({f"{D}/x.yml": f"{OK}consequences:\n\tgood: [a]\n"}, [("FB106", f"{D}/x.yml:3:1")]),
    "duplicate key": ({f"{D}/x.yml": f"{OK}title: a\ntitle: b\n"}, [("FB107", f"{D}/x.yml:3:1")]),
    "unknown field": ({f"{D}/x.yml": f"{OK}contxt: a\n"}, [("FB201", f"{D}/x.yml:2:1")]),
    "wrong type": ({f"{D}/x.yml": f"{OK}context: [a]\n"}, [("FB203", f"{D}/x.yml:2:10")]),
    "impossible date": ({f"{D}/x.yml": f"{OK}created: 2025-02-30\n"}, [("FB205", f"{D}/x.yml:2:10")]),
    "missing field": ({f"{D}/x.yml": "title: a\n"}, [("FB202", f"{D}/x.yml:1:1")]),
    "unknown word": ({f"{D}/x.yml": "status: acepted\n"}, [("FB204", f"{D}/x.yml:1:9")]),
    "dead reference": ({f"{D}/x.yml": f"{OK}supersedes: [gone]\n"}, [("FB301", f"{D}/x.yml:2:14")]),
    "dead link": ({f"{D}/x.yml": f"{OK}context: See [[gone]].\n"}, [("FB306", f"{D}/x.yml:2:14")]),
    "ambiguous reference": (
        {"records/roles/good.yml": {"title": "G", "start_here": ["good"]}}, [("FB302", "records/roles/good.yml:1:31")],
    ),
    "two files with one id": ({f"{D}/good.yaml": GOOD}, [("FB210", f"{D}/good.yml:1:1")]),
    "two files with one id but for case": ({f"{D}/Good.yml": GOOD}, [("FB210", f"{D}/good.yml:1:1")]),
    "circle": (
        {f"{D}/x.yml": f"{OK}depends_on: [y]\n", f"{D}/y.yml": f"{OK}depends_on: [x]\n"}, [("FB305", f"{D}/x.yml:2:13")],
    ),
    "circle of one": ({f"{D}/x.yml": f"{OK}depends_on: [x]\n"}, [("FB305", f"{D}/x.yml:2:13")]),
    "not UTF-8": ({f"{D}/x.yml": OK.encode() + b"title: caf\xe9\n"}, [("FB101", f"{D}/x.yml:2:11")]),
    "UTF-16": ({f"{D}/x.yml": OK.encode("utf-16")}, [("FB101", f"{D}/x.yml:1:1")]),
    "UTF-16 without a mark": ({f"{D}/x.yml": OK.encode("utf-16-le")}, [("FB102", f"{D}/x.yml:1:2")]),
    "NUL": ({f"{D}/x.yml": f"{OK}title: a\0b\n"}, [("FB102", f"{D}/x.yml:2:9")]),
    "2 MB": ({f"{D}/x.yml": OK + "context: " + "a" * 2_000_000}, [("FB103", f"{D}/x.yml:1:1")]),
    "100,000 brackets": ({f"{D}/x.yml": "context: " + "[" * 100_000}, [("FB104", f"{D}/x.yml:1:41")]),
    "100,000 braces": ({f"{D}/x.yml": "{a: " * 100_000}, [("FB104", f"{D}/x.yml:1:129")]),
    "deep blocks": ({f"{D}/x.yml": "\n".join(" " * i + "a:" for i in range(400))}, [("FB104", f"{D}/x.yml:33:33")]),
    "100,000 values": ({f"{D}/x.yml": "tags: [" + "a," * 100_000 + "]"}, [("FB105", f"{D}/x.yml:1:100004")]),
    "alias bomb": ({f"{D}/x.yml": "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"}, [("FB108", f"{D}/x.yml:1:4")]),
    "alias": ({f"{D}/x.yml": "title: *a\n"}, [("FB108", f"{D}/x.yml:1:8")]),
    "tag": ({f"{D}/x.yml": "title: !!python/object:os.system x\n"}, [("FB109", f"{D}/x.yml:1:8")]),
    "several documents": ({f"{D}/x.yml": f"{OK}---\n{OK}"}, [("FB110", f"{D}/x.yml:2:1")]),
    "a key that is a list": ({f"{D}/x.yml": "? [a]\n: b\n"}, [("FB114", f"{D}/x.yml:1:3")]),
    "open front matter": ({f"{D}/x.md": "---\nstatus: draft\n# Title\n"}, [("FB118", f"{D}/x.md:1:1")]),
    "faulty front matter": ({f"{D}/x.md": "---\ntitle: a: b\n---\n"}, [("FB106", f"{D}/x.md:2:9")]),
    "faulty project file": ({"records/project.yml": "nam: x\n"}, [("FB201", "records/project.yml:1:1")]),
    "empty project file": ({"records/project.yml": ""}, [("FB111", "records/project.yml:1:1")]),
}  # fmt: skip


def told(root: Path) -> list[Found]:
    """Codes and places of the errors."""
    site = site_of(root)
    return [(d.code.id, str(d.place)) for d in site.project.diagnostics if d.severity.word == "error"]


def hashes(root: Path) -> dict[str, str]:
    """What is on disk, links not followed."""
    return {
        path.relative_to(root).as_posix(): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((root / "records").rglob("*"))
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize("case", CASES)
def test_code_and_place(case: str, tmp_path: Path) -> None:
    files, expected = CASES[case]
    write(tmp_path, {**BASE, **files})
    before = hashes(tmp_path)
    assert told(tmp_path) == expected
    site = site_of(tmp_path)
    for diagnostic in site.project.diagnostics:
        assert diagnostic.message
        assert diagnostic.remedy or diagnostic.suggestion or diagnostic.code.fix
    assert {"decision/good", "decision/other"} <= set(site.graph.records)
    bodies = {view.address: site.body(view).html for view in site.views()}
    assert "Good" in bodies["decisions/good/"]
    assert hashes(tmp_path) == before


def test_suggestions(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, f"{D}/x.yml": "status: acepted\ncontxt: a\nsupersedes: [god]\n"})
    found = {d.code.id: d.suggestion for d in site_of(tmp_path).project.diagnostics if d.suggestion}
    assert found == {"FB204": "accepted", "FB201": "context", "FB301": "good"}


def test_candidates_of_an_ambiguous_reference(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, **CASES["ambiguous reference"][0]})
    (found,) = [d for d in site_of(tmp_path).project.diagnostics if d.code.id == "FB302"]
    assert "decision/good" in found.message
    assert "role/good" in found.message


HARMLESS: dict[str, Any] = {
    "CRLF": b"status: draft\r\ntitle: Plain\r\n",
    "old Mac line ends": b"status: draft\rtitle: Plain\r",
    "byte order mark": b"\xef\xbb\xbfstatus: draft\ntitle: Plain\n",
    "emoji": "status: draft\ntitle: Plain 🚢 e\u0301 👩‍👩‍👧\n",
    "right to left": "status: draft\ntitle: Plain \u202eהחלטה\u202c\n",
    "no newline at the end": "status: draft\ntitle: Plain",
    "document start": "---\nstatus: draft\ntitle: Plain\n...\n",
}


@pytest.mark.parametrize("case", HARMLESS)
def test_harmless(case: str, tmp_path: Path) -> None:
    write(tmp_path, {**BASE, f"{D}/x.yml": HARMLESS[case]})
    site = site_of(tmp_path)
    assert told(tmp_path) == []
    assert site.graph.records["decision/x"].title.startswith("Plain")


def test_links_out_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, "secret.yml": {"title": "Secret", "status": "draft"}, "elsewhere/y.yml": GOOD})
    (tmp_path / D / "out.yml").symlink_to(tmp_path / "secret.yml")
    (tmp_path / D / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / D / "gone.yml").symlink_to(tmp_path / "nothing.yml")
    (tmp_path / D / "inside.yml").symlink_to(tmp_path / D / "good.yml")
    (tmp_path / D / "loop.yml").symlink_to(tmp_path / D / "loop.yml")
    (tmp_path / "records" / "areas").symlink_to(tmp_path / "elsewhere")
    before = hashes(tmp_path)
    found = told(tmp_path)
    assert {place for code, place in found if code == "FB113"} >= {f"{D}/out.yml", f"{D}/folder", "records/areas"}
    assert {place for _, place in found} >= {f"{D}/gone.yml", f"{D}/loop.yml"}
    assert {code for code, _ in found} <= {"FB113", "FB116"}
    assert set(site_of(tmp_path).graph.records) == {"decision/good", "decision/other", "decision/inside"}
    assert hashes(tmp_path) == before


def test_a_linked_project_file_stays_inside(tmp_path: Path) -> None:
    write(tmp_path, {"secret.yml": {"name": "Secret"}, f"{D}/good.yml": GOOD})
    (tmp_path / "records" / "project.yml").symlink_to(tmp_path / "secret.yml")
    assert told(tmp_path) == [("FB113", "records/project.yml")]


def test_a_folder_that_looks_like_a_file(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, f"{D}/x.yml/y.yml": GOOD})
    assert told(tmp_path) == []
    assert "decision/x.yml/y" in site_of(tmp_path).graph.records


def test_a_project_file_that_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path, {f"{D}/good.yml": GOOD, "records/project.yml/a": "b"})
    assert "decision/good" in site_of(tmp_path).graph.records


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, {**BASE, f"{D}/x.yml": GOOD})
    (tmp_path / D / "x.yml").chmod(0)
    assert told(tmp_path) == [("FB116", f"{D}/x.yml")]


def test_no_records_at_all(tmp_path: Path) -> None:
    """The site teaches."""
    write(tmp_path, {"docs/about.md": "# About\n", "mkdocs.yml": mkdocs_yml()})
    site = build(tmp_path, strict=True)
    assert "keep-a-decision-log.yml" in (site / "index.html").read_text(encoding="utf-8")
    assert not (tmp_path / "records").exists()


def test_the_rest_of_the_site_is_built(tmp_path: Path) -> None:
    """All faults at once, a page that collides with a hand-written one, and no git."""
    files = {name: content for case, (more, _) in CASES.items() for name, content in _renamed(case, more).items()}
    pages = {"docs/decisions/good.md": "# Written by hand\n", "docs/index.md": "# Front\n"}
    write(tmp_path, {**files, **BASE, **pages, "mkdocs.yml": mkdocs_yml()})
    before = hashes(tmp_path)
    site = build(tmp_path)
    assert "Written by hand" in (site / "decisions/good/index.html").read_text(encoding="utf-8")
    assert "Other" in (site / "decisions/other/index.html").read_text(encoding="utf-8")
    assert "Front" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "overview/index.html").is_file()
    log = (tmp_path / "site.log").read_text(encoding="utf-8")
    assert "FB121 docs/decisions/good.md" in log
    for code in ("FB101", "FB102", "FB103", "FB104", "FB106", "FB107", "FB110", "FB111"):
        assert code in log
    assert hashes(tmp_path) == before


def _renamed(case: str, files: dict[str, Any]) -> dict[str, Any]:
    """The same files beside those of other cases."""
    key = case.replace(" ", "-").replace(",", "")
    return {name.replace("/x.", f"/{key}."): content for name, content in files.items() if "project.yml" not in name}


def _git(root: Path, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        cwd=root, env=environment, check=True, capture_output=True,
    )  # fmt: skip


def test_no_git(tmp_path: Path) -> None:
    site = site_of(write(tmp_path, BASE), git=True)
    assert site.graph.git.missing
    assert told(tmp_path) == []
    view = next(view for view in site.views() if view.address == "decisions/good/")
    assert "not a git repository" in site.body(view).html


def test_git_without_a_commit(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    _git(tmp_path, "init", "-q")
    assert site_of(tmp_path, git=True).graph.git.missing


def test_shallow_clone(tmp_path: Path) -> None:
    first = write(tmp_path / "first", BASE)
    _git(first, "init", "-q")
    for message in ("one", "two"):
        write(first, {f"{D}/{message}.yml": GOOD})
        _git(first, "add", "-A")
        _git(first, "commit", "-qm", message)
    _git(tmp_path, "clone", "-q", "--depth", "1", first.as_uri(), "second")
    graph = site_of(tmp_path / "second", git=True).graph
    assert graph.git.shallow
    facts = graph.git.files[f"{D}/good.yml"]
    assert facts.last.commit
