"""`forgebook supersede`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.loading import load

OLD = "# ours\ntitle: Old\nstatus: accepted # for now\ndecided: 2024-01-01\n"
NEW = "title: New\nstatus: accepted\ndecided: 2025-01-01\n"


def supersede(root: Path, old: str, new: str, *more: str) -> Result:
    return CliRunner().invoke(main, ["supersede", "-C", str(root), old, "--by", new, *more])


@pytest.fixture
def pair(write: Callable[[Mapping[str, str]], Path]) -> Callable[..., Path]:
    """A project of two decisions (and more files)."""

    def written(old: str = OLD, new: str = NEW, ending: str = "yml", **more: str) -> Path:
        files = {"records/project.yml": "name: T\n", f"records/decisions/old.{ending}": old}
        return write({**files, f"records/decisions/new.{ending}": new, **more})

    return written


def texts(root: Path) -> tuple[str, str]:
    return tuple((next(root.glob(f"records/decisions/{n}.*"))).read_text() for n in ("old", "new"))  # type: ignore[return-value]


def holds(root: Path) -> tuple[str, list[str]]:
    """The older one's status and successors, as the project has them."""
    graph = load(root).graph
    return graph.records["decision/old"].f.status, graph.relations["decision/old"].get("superseded_by", [])


def test_the_newer_side_says_so_and_the_older_one_is_superseded(pair: Callable[..., Path]) -> None:
    root = pair()
    done = supersede(root, "decision/old", "decision/new")
    assert done.output == (
        "records/decisions/new.yml: decision/new supersedes decision/old\n"
        "records/decisions/old.yml: decision/old was accepted and is superseded now\n"
    )
    old, new = texts(root)
    assert old == OLD.replace("accepted", "superseded")
    assert new == f"{NEW}supersedes: [old]\n"
    assert [d for d in load(root).diagnostics if d.code.id.startswith("FB3")] == []


def test_done_twice_it_says_that_it_is_so_already(pair: Callable[..., Path]) -> None:
    root = pair()
    supersede(root, "old", "new")
    before = texts(root)
    done = supersede(root, "old", "new")
    assert (done.exit_code, texts(root)) == (0, before)
    assert "Nothing had to be written." in done.output


def test_a_proposal_leaves_the_older_one_in_force(pair: Callable[..., Path]) -> None:
    root = pair(new=NEW.replace("accepted", "proposed"))
    done = supersede(root, "old", "new")
    assert "decision/new is proposed, so decision/old stays as it is" in done.output
    assert texts(root)[0] == OLD
    assert holds(root) == ("accepted", ["decision/new"])


def test_an_older_side_that_lists_successors_lists_this_one_too(pair: Callable[..., Path]) -> None:
    third = {"records/decisions/third.yml": NEW}
    root = pair(old=f"{OLD}superseded_by:\n  - third # first\n", **third)
    assert "under superseded_by as well" in supersede(root, "old", "new").output
    assert texts(root)[0].endswith("superseded_by:\n  - third # first\n  - new\n")
    assert [d.message for d in load(root).diagnostics if d.code.id.startswith("FB3")] == []


def test_a_relation_on_the_older_side_is_enough(pair: Callable[..., Path]) -> None:
    root = pair(old=f"{OLD}superseded_by: [new]\n")
    supersede(root, "old", "new")
    assert texts(root) == (f"{OLD}superseded_by: [new]\n".replace("accepted", "superseded"), NEW)


def test_a_dry_run_shows_what_would_change(pair: Callable[..., Path]) -> None:
    root = pair()
    done = supersede(root, "old", "new", "--dry-run")
    assert "+supersedes: [old]" in done.output
    assert "-status: accepted # for now\n+status: superseded # for now" in done.output
    assert texts(root) == (OLD, NEW)


def test_a_status_in_the_words_of_the_house(pair: Callable[..., Path]) -> None:
    root = pair(old=OLD.replace("accepted", "active"))
    (root / "records/project.yml").write_text("name: T\ndecisions: {statuses: {active: accepted, Gone: superseded}}\n")
    supersede(root, "old", "new")
    assert "status: Gone # for now" in texts(root)[0]
    assert holds(root) == ("superseded", ["decision/new"])


NYGARD = "# {n}. {title}\n\nDate: 2024-0{n}-01\n\n## Status\n\nAccepted\n\n## Context\n\nWe must.\n"
MADR2 = "# {title}\n\n* Status: accepted\n* Date: 2024-0{n}-01\n\n## Context and Problem Statement\n\nWe must.\n"
MADR4 = "---\nstatus: accepted\ndate: 2024-0{n}-01\n---\n\n# {title}\n\n## Context and Problem Statement\n\nWe must.\n"
OWN = "---\ntitle: {title}\nstatus: accepted\ndecided: 2024-0{n}-01\n---\n\n## Context\n\nWe must.\n"


@pytest.mark.parametrize(
    ("style", "old_line", "new_line"),
    [
        (NYGARD, "Superseded by [New: it](new.md)", "Supersedes [Old](old.md)"),
        (MADR2, "* Status: superseded by [New: it](new.md)", "* Status: accepted, supersedes [Old](old.md)"),
        (MADR4, 'status: "superseded by [New: it](new.md)"', "supersedes: [old]"),
        (OWN, "status: superseded", "supersedes: [old]"),
    ],
)
def test_markdown_in_any_style(style: str, old_line: str, new_line: str, pair: Callable[..., Path]) -> None:
    title = '"New: it"' if style is OWN else "New: it"
    before = style.format(n=1, title="Old"), style.format(n=2, title=title)
    root = pair(*before, "md")
    done = supersede(root, "old", "new")
    assert done.exit_code == 0, done.output
    old, new = (text.split("\n") for text in texts(root))
    assert set(old) - set(before[0].split("\n")) == {old_line}
    assert set(new) - set(before[1].split("\n")) == {new_line}
    assert holds(root) == ("superseded", ["decision/new"])
    assert "in force" not in CliRunner().invoke(main, ["show", "-C", str(root), "decision/old"]).output


def test_line_ends_of_markdown_stay(pair: Callable[..., Path]) -> None:
    root = pair(ending="md")
    for n, name in enumerate(("old", "new"), 1):
        (root / f"records/decisions/{name}.md").write_bytes(
            NYGARD.format(n=n, title=name).replace("\n", "\r\n").encode()
        )
    supersede(root, "old", "new")
    for name in ("old", "new"):
        data = (root / f"records/decisions/{name}.md").read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 8
    assert holds(root) == ("superseded", ["decision/new"])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("old", "old", "cannot supersede itself"),
        ("old", "nothing", 'no record "nothing"'),
        ("person/pat", "new", "person/pat is a person"),
        ("old", "refused", "refused is rejected, so it supersedes nothing"),
        ("newest", "old", "circle: decision/old → decision/newest → decision/new → decision/old"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str, words: str, pair: Callable[..., Path]) -> None:
    more = {
        "records/people/pat.yml": "title: Pat\n",
        "records/decisions/refused.yml": NEW.replace("accepted", "rejected"),
        "records/decisions/newest.yml": f"{NEW}supersedes: [new]\n",
    }
    root = pair(new=f"{NEW}supersedes: [old]\n", **more)
    before = {path: path.read_bytes() for path in root.rglob("*.yml")}
    done = supersede(root, old, new)
    assert done.exit_code == 2
    assert words in done.output
    assert {path: path.read_bytes() for path in root.rglob("*.yml")} == before


def test_nothing_is_half_done(pair: Callable[..., Path]) -> None:
    root = pair()
    (root / "records/decisions/old.yml").chmod(0o444)
    done = supersede(root, "old", "new")
    assert done.exit_code == 2
    assert "Error: records/decisions/old.yml: the file is read-only" in done.output
    assert texts(root) == (OLD, NEW)


def test_a_status_that_nobody_can_find_is_left_to_people(pair: Callable[..., Path]) -> None:
    before = ("# Old\n\n## Context\n\nWe must.\n", NEW)
    root = pair(before[0], ending="md")
    (root / "records/decisions/new.md").unlink()
    (root / "records/decisions/new.yml").write_text(NEW)
    done = supersede(root, "old", "new")
    assert done.exit_code == 2
    assert "old.md: no line tells the status" in done.output
    assert texts(root) == before
