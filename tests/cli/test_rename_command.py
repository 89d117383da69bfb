"""`forgebook rename`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.writing import batch
from support.corpora import PROJECT_ROOT
from support.loading import load
from support.sites import AS_OF

FILES = {
    "mkdocs.yml": "site_name: T\nnav:\n  - Start: index.md\n  - adr/first.md # the first\n",
    "records/project.yml": (
        "name: T\npurpose: See [[decision/tide]].\nsources: [{kind: decision, path: docs/adr}]\n"
        "maintenance_lines: [{id: main}]\n"
    ),
    "records/decisions/tide.yml": (
        "# the tide\ntitle: Tide\nstatus: accepted\ndecided: 2025-01-01\ncontext: See [[tide|us]].\n"
    ),
    "records/decisions/wind.yml": (
        "title: Wind\nstatus: accepted\ndecided: 2025-02-01\n"
        "supersedes:\n  - {ref: decision/tide, scope: all of it} # why\namends: [tide]\n"
        "context: |\n  As [[tide]] and [[ decision/tide | the tide ]] say, `[[tide]]` is code.\n\n"
        "      [[tide]] in code\n\n  See [the file](tide.yml) and [[decision/tide#low]].\n"
        'outcome: "Not [[tides]], but [[tide]] \\u2013 its so"\nextra: {see: decision/tide}\n'
    ),
    "records/decisions/note.md": (
        "---\nstatus: draft\ncreated: 2025-01-01\ntitle: Note\nrelates_to: [tide]\n---\n\n"
        "## Context\n\n[[tide]] and [it](./tide.yml).\n"
    ),
    "records/areas/hull.yml": "title: Hull\nowner: role/lead\n",
    "records/roles/lead.yml": "title: Lead\nstart_here: [decision/tide, area/hull]\n",
    "records/releases/v1.yml": (
        "version: v1\nstatus: planned\nchanges:\n  - {id: one, kind: added, summary: One, decisions: [tide]}\n"
    ),
    "records/releases/v2.yml": (
        "version: v2\nstatus: planned\nprevious: v1\nhighlights: See [[release/v1#one]] and [[v1]].\n"
    ),
    "records/changes.yml": (
        "# all\n- id: rope\n  kind: added\n  summary: A rope\n- id: sail\n  kind: fixed\n  summary: See [[rope]]\n"
    ),
    "records/retros/r1.yml": "date: 2025-03-01\nimprovement: {id: bell, statement: Ring the bell}\n",
    "records/retros/r2.yml": (
        "date: 2025-04-01\nreviewed:\n  - {improvement: bell, verdict: kept, next: keep}\n"
        'went_well: ["See [[bell]] ring"]\n'
    ),
    "docs/index.md": (
        "# Start\n\nSee [[decision/tide|the tide]] and `[[decision/tide]]`, [file](../records/decisions/tide.yml).\n"
    ),
    "docs/adr/first.md": "# First\n\n## Status\n\nAccepted\n\n## Context\n\nSee [second](second.md) and [[tide]].\n",
    "docs/adr/third.md": (
        "---\nstatus: superseded by [First](first.md)\ndate: 2025-01-01\n---\n\n# Third\n\n## Context\n\nWe must.\n"
    ),
    "docs/adr/second.md": "# Second\n\n## Status\n\nAccepted\n\nAmends [First](first.md)\n\n## Context\n\nWe must.\n",
}  # fmt: skip


@pytest.fixture
def root(write: Callable[[Mapping[str, str]], Path]) -> Path:
    return write(FILES)


def rename(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", "-C", str(root), *arguments])


def contents(root: Path) -> dict[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in sorted(root.rglob("*"))
        if p.is_file() and ".cache" not in p.parts
    }


def relations(root: Path, old: str = "", new: str = "") -> set[tuple[str, str, str]]:
    """All relations as they were written, with one record under its new name."""

    def named(ref: str) -> str:
        head, mark, item = ref.partition("#")
        if head.startswith("deployment/") and head.endswith(f"-{old.partition('/')[2]}"):  # ids told from the release
            head = head.removesuffix(old.partition("/")[2]) + new.partition("/")[2]
        return f"{new if head == old else head}{mark}{item}"

    return {(named(r.source), r.name, named(r.target)) for r in load(root).graph.written}


def messages(root: Path) -> list[str]:
    """What is said about references, without proposals."""
    found = load(root).diagnostics
    return sorted(d.message.partition(": did you mean")[0] for d in found if d.code.id.startswith("FB3"))


def test_every_reference_follows(root: Path) -> None:
    before, found = contents(root), messages(root)
    wanted = relations(root, "decision/tide", "decision/ebb")
    done = rename(root, "decision/tide", "ebb")
    assert done.exit_code == 0, done.output
    assert 'decision/tide is decision/ebb now; "tide" stays as an alias.' in done.output
    assert "records/decisions/tide.yml: moved to records/decisions/ebb.yml" in done.output
    after = contents(root)
    assert relations(root) == wanted
    assert messages(root) == found
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "records/project.yml", "records/decisions/ebb.yml", "records/decisions/wind.yml", "records/decisions/note.md",
        "records/roles/lead.yml", "records/releases/v1.yml", "docs/index.md", "docs/adr/first.md",
    }  # fmt: skip
    assert set(before) - set(after) == {"records/decisions/tide.yml"}
    assert after["records/decisions/wind.yml"].decode() == (
        "title: Wind\nstatus: accepted\ndecided: 2025-02-01\n"
        "supersedes:\n  - {ref: decision/ebb, scope: all of it} # why\namends: [ebb]\n"
        "context: |\n  As [[ebb]] and [[ decision/ebb | the tide ]] say, `[[tide]]` is code.\n\n"
        "      [[ebb]] in code\n\n  See [the file](ebb.yml) and [[decision/tide#low]].\n"
        'outcome: "Not [[tides]], but [[ebb]] \\u2013 it'
        's so"\nextra: {see: decision/ebb}\n'
    )
    assert after["docs/index.md"].decode() == (
        "# Start\n\nSee [[decision/ebb|the tide]] and `[[decision/tide]]`, [file](../records/decisions/ebb.yml).\n"
    )
    assert b"start_here: [decision/ebb, area/hull]" in after["records/roles/lead.yml"]
    assert b"purpose: See [[decision/ebb]].\n" in after["records/project.yml"]


def test_the_former_id_stays_as_an_alias_and_can_come_back(root: Path) -> None:
    before = contents(root)
    rename(root, "decision/tide", "ebb")
    assert load(root).graph.get("decision/tide").ref == "decision/ebb"  # type: ignore[union-attr]
    assert rename(root, "decision/ebb", "tide").exit_code == 0
    text = (root / "records/decisions/tide.yml").read_text()
    assert "aliases: [ebb]" in text
    after = contents(root)
    assert {name for name in after if before[name] != after[name]} == {"records/decisions/tide.yml"}


def test_a_bare_id_that_fits_two_records_gets_its_kind(root: Path) -> None:
    wanted = relations(root, "decision/tide", "decision/hull")
    (root / "records/decisions/more.yml").write_text("title: M\nstatus: draft\ncontext: '[[hull]] and [[tide]]'\n")
    wanted |= {("decision/more", "mentions", "area/hull"), ("decision/more", "mentions", "decision/hull")}
    rename(root, "decision/tide", "hull")
    assert (
        (root / "records/decisions/more.yml").read_text().endswith("context: '[[area/hull]] and [[decision/hull]]'\n")
    )
    assert relations(root) == wanted
    assert not any("could mean" in message for message in messages(root))


def test_items_of_a_record_follow(root: Path) -> None:
    wanted = relations(root, "release/v1", "release/begin")
    rename(root, "release/v1", "release/begin")
    assert (root / "records/releases/v2.yml").read_text() == (
        "version: v2\nstatus: planned\nprevious: begin\nhighlights: See [[release/begin#one]] and [[begin]].\n"
    )
    assert relations(root) == wanted


def test_an_entry_of_a_list_file(root: Path) -> None:
    rename(root, "change/rope", "line")
    assert (root / "records/changes.yml").read_text() == (
        "# all\n- id: line\n  kind: added\n  summary: A rope\n  aliases: [rope]\n"
        "- id: sail\n  kind: fixed\n  summary: See [[line]]\n"
    )


def test_a_record_inside_another(root: Path) -> None:
    rename(root, "improvement/bell", "gong")
    assert "improvement: {id: gong, statement: Ring the bell}" in (root / "records/retros/r1.yml").read_text()
    assert "{improvement: gong, verdict" in (root / "records/retros/r2.yml").read_text()
    assert '"See [[gong]] ring"' in (root / "records/retros/r2.yml").read_text()


def test_a_page_under_docs_moves_with_its_links_and_its_place_in_the_navigation(root: Path) -> None:
    wanted = relations(root, "decision/first", "decision/old/first-of-all")
    done = rename(root, "decision/first", "old/first-of-all")
    assert done.exit_code == 0, done.output
    moved = (root / "docs/adr/old/first-of-all.md").read_text()
    assert moved.startswith("---\naliases: [first]\n---\n\n# First\n")
    assert "[second](../second.md)" in moved
    assert "status: superseded by [First](old/first-of-all.md)\n" in (root / "docs/adr/third.md").read_text()
    assert "Amends [First](old/first-of-all.md)" in (root / "docs/adr/second.md").read_text()
    assert (root / "mkdocs.yml").read_text().endswith("  - adr/old/first-of-all.md # the first\n")
    assert {r for r in wanted if r[1] == "mentions"} <= relations(root)


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = contents(root)
    done = rename(root, "decision/tide", "ebb", "--dry-run")
    assert contents(root) == before
    assert "rename from records/decisions/tide.yml\nrename to records/decisions/ebb.yml" in done.output
    assert {"-amends: [tide]", "+amends: [ebb]"} <= set(done.output.split("\n"))
    assert done.output.endswith("Nothing was written.\n")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("decision/tide", "Ebb Tide", 'Write "ebb-tide"'),
        ("decision/tide", "../x", "cannot be an id"),
        ("decision/tide", "a" * 130, "cannot be an id"),
        ("decision/tide", "wind", '"wind" is taken by decision/wind'),
        ("decision/tide", "tide", "has this id already"),
        ("decision/nope", "x", "no record"),
        ("release/v1#one", "x", "item of another record"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, words: str, root: Path) -> None:
    before = contents(root)
    done = rename(root, old, new)
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert contents(root) == before


def test_while_a_record_cannot_be_read_nothing_is_renamed(root: Path) -> None:
    (root / "records/decisions/broken.yml").write_text("title: [\n")
    before = contents(root)
    done = rename(root, "decision/tide", "ebb")
    assert done.exit_code == 2
    assert "cannot be read" in done.output
    assert "decision/broken" in done.output
    assert contents(root) == before


def test_a_file_that_is_in_the_way_is_kept(root: Path) -> None:
    (root / "records/decisions/ebb.md").write_text("# README\n")
    (root / "records/decisions/ebb.yml").symlink_to("nowhere.yml")
    done = rename(root, "decision/tide", "ebb")
    assert done.exit_code == 2
    assert (root / "records/decisions/ebb.yml").readlink() == Path("nowhere.yml")
    assert (root / "records/decisions/tide.yml").is_file()


def test_nothing_is_half_done(root: Path) -> None:
    (root / "records/roles/lead.yml").chmod(0o444)
    before = contents(root)
    done = rename(root, "decision/tide", "ebb")
    assert done.exit_code == 2
    assert "records/roles/lead.yml: the file is read-only" in done.output
    assert "as they were" in done.output
    assert contents(root) == before


def test_an_edit_of_somebody_else_meanwhile_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(root)
    write_all = batch.write_all

    def late(changes: list[batch.Change]) -> None:
        (root / "records/roles/lead.yml").write_text("title: Theirs\n")
        write_all(changes)

    monkeypatch.setattr("forgebook.writing.rename.write_all", late)
    done = rename(root, "decision/tide", "ebb")
    assert done.exit_code == 2
    assert "changed by somebody else" in done.output
    assert contents(root) == {**before, "records/roles/lead.yml": b"title: Theirs\n"}


def test_every_record_of_the_example_can_be_renamed_and_all_relations_hold(tmp_path: Path) -> None:
    shutil.copytree(PROJECT_ROOT / "examples/demand-model/records", tmp_path / "records")
    graph = load(tmp_path, as_of=AS_OF).graph
    refs = [next(iter(graph.of(kind))).ref for kind in graph.kinds if graph.of(kind) and kind != "known-issue"]
    assert len(refs) >= 8
    for ref in refs:
        wanted = relations(tmp_path, ref, f"{ref.partition('/')[0]}/quite-another")
        found = messages(tmp_path)
        done = rename(tmp_path, ref, "quite-another")
        assert done.exit_code == 0, done.output
        assert relations(tmp_path) == wanted, ref
        assert messages(tmp_path) == found, ref
