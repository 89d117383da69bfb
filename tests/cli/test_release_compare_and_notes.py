"""`forgebook release compare` and `forgebook release notes`."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.lines import HARBOUR
from support.repositories import GitRepository
from support.sites import as_yaml, write

SITE = "site_name: Harbour\nsite_url: https://site.example/book/\nplugins: [forgebook]\n"
CANARY = "Canary-in-the-hold"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """The two lines, with one change that only the team may know."""
    files: dict[str, Any] = json.loads(json.dumps(HARBOUR))
    files["records/releases/2.2.yml"]["changes"].append(
        {"id": "secret", "kind": "fixed", "summary": CANARY, "visibility": "team"}
    )
    files["records/releases/1.3.yml"]["visibility"] = "team"
    return write(tmp_path / "book", {**files, "mkdocs.yml": SITE})


def ran(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["release", *arguments, "-C", str(folder), "--as-of", "2025-11-20"])


def refused(folder: Path, *arguments: str) -> str:
    result = ran(folder, *arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr


def test_compare_as_json_tells_refs(harbour: Path) -> None:
    told = json.loads(ran(harbour, "compare", "1.3", "2.2", "--format", "json").stdout)
    assert (told["from"], told["to"], told["way"], told["common"]) == (
        "release/1.3",
        "release/2.2",
        "across",
        "release/1.1",
    )
    assert told["releases"] == {
        "came": ["release/2.2", "release/2.1", "release/2.0"],
        "gone": ["release/1.3", "release/1.2"],
    }
    assert told["not_out"] == {"release/2.1": "withdrawn"}
    assert told["changes"]["gained"][0] == {
        "ref": "release/2.0#api", "releases": ["release/2.0"], "kind": "fixed", "summary": "The old interface is gone",
        "audience": ["hosts"], "breaking": True, "action": [], "act_by": None, "impact": None,
    }  # fmt: skip
    assert [row["ref"] for row in told["changes"]["lost"]] == ["release/1.3#lamp"]
    assert told["known_issues"] == {"new": ["known-issue/fog"], "still": [], "fixed": ["known-issue/rust"]}


def test_compare_as_markdown_is_a_page_of_its_own(harbour: Path) -> None:
    told = ran(harbour, "compare", "2.0", "2.2").stdout
    assert told.startswith("# 2.0 → 2.2\n\nFrom 2.0 to 2.2: 2 releases, 7 changes.\n")
    assert "**[2.1](https://site.example/book/releases/2.1/) was withdrawn on 2025-01-02.**" in told
    assert told.index("**Do by 2025-12-24:** Rerun") < told.index("**Tides**") < told.index("## Known issues")


def test_compare_knows_former_ids_and_versions(harbour: Path) -> None:
    assert ran(harbour, "compare", "two", "v2.2").stdout == ran(harbour, "compare", "release/2.0", "2.2").stdout


def test_compare_for_the_public_holds_nothing_of_the_team(harbour: Path) -> None:
    for format_ in ("md", "html", "json"):
        assert CANARY in ran(harbour, "compare", "2.0", "2.2", "--format", format_).stdout
        told = ran(harbour, "compare", "2.0", "2.2", "--format", format_, "--visibility", "public")
        assert told.exit_code == 0
        assert CANARY not in told.output
        assert "Moss" not in told.output


def test_compare_refuses_what_has_no_answer(harbour: Path) -> None:
    assert "could mean release/1.0, release/charts/1.0. Write one" in refused(harbour, "compare", "v1.0", "2.2")
    assert "release/0.9 and release/2.2 share no earlier release" in refused(harbour, "compare", "0.9", "2.2")
    assert 'there is no release "9"' in refused(harbour, "compare", "9", "2.2")
    assert "there is no release" in refused(harbour, "compare", "1.3", "2.2", "--visibility", "public")


def test_two_releases_in_a_circle_are_refused(tmp_path: Path) -> None:
    one, two = ({"version": v, "status": "planned", "previous": p} for v, p in (("1", "2"), ("2", "1")))
    folder = write(
        tmp_path, {"records/project.yml": "name: X\n", "records/releases/1.yml": one, "records/releases/2.yml": two}
    )
    assert "follow each other in a circle" in refused(folder, "compare", "1", "2")


def test_notes_are_for_the_public_unless_said_otherwise(harbour: Path) -> None:
    for format_ in ("md", "txt", "html", "eml"):
        told = ran(harbour, "notes", "2.2", "--audience", "users", "--format", format_)
        assert told.exit_code == 0
        assert CANARY not in told.output
        assert "Moss" not in told.output
        assert told.stderr == "2 changes of this release are not for these readers and left out.\n"
    assert CANARY in ran(harbour, "notes", "2.2", "--visibility", "team").stdout


def test_notes_begin_with_what_to_do(harbour: Path) -> None:
    told = ran(harbour, "notes", "2.2", "--audience", "users", "--format", "txt").stdout
    headings = [
        line
        for line, under in zip(told.splitlines(), told.splitlines()[1:], strict=False)
        if set(under) in ({"-"}, {"="})
    ]
    assert headings == ["2.2 for users", "What to do", "What changes", "Results", "Known issues", "Read more"]
    assert "- By Wed 24 Dec: Rerun\n" in told
    assert "https://site.example/book/releases/2.2/" in told
    assert "https://site.example/book/compare/2.1..2.2/" in told
    assert all(len(line) <= 72 for line in told.splitlines() if "https" not in line)


def test_the_subject_is_the_sentence_of_the_page(harbour: Path) -> None:
    subject = ran(harbour, "notes", "2.2", "--audience", "users", "--subject").stdout
    assert subject.startswith("2.2 for users: act by Wed 24 Dec 2025; results go ")
    assert subject.count("\n") == 1


def test_a_mail_has_text_and_html_and_names_nobody(harbour: Path) -> None:
    raw = ran(harbour, "notes", "2.2", "--audience", "users", "--format", "eml").stdout
    mail = message_from_bytes(raw.encode(), policy=policy.default)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]
    assert str(mail["subject"]) == ran(harbour, "notes", "2.2", "--audience", "users", "--subject").stdout.strip()
    assert mail["to"] is None
    assert mail["from"] is None
    assert raw == ran(harbour, "notes", "2.2", "--audience", "users", "--format", "eml").stdout, "the same bytes"


def test_notes_refuse_what_readers_may_not_see_and_what_there_is_not(harbour: Path) -> None:
    assert "release/1.3 is not for the public" in refused(harbour, "notes", "1.3")
    assert 'there is no audience "user": did you mean "users"?' in refused(
        harbour, "notes", "2.2", "--audience", "user"
    )
    assert "name a release" in refused(harbour, "notes")
    assert "--output DIR" in refused(harbour, "notes", "--deployed-since", "HEAD")
    assert "leave out ID" in refused(harbour, "notes", "2.2", "--deployed-since", "HEAD")


class Deployed:
    """A repository in which deployments are recorded."""

    def __init__(self, folder: Path) -> None:
        self.git = GitRepository(folder)
        self.events: list[dict[str, Any]] = []
        self.first = self.git.commit()

    def record(self, release: str, at: str, environment: str = "live") -> str:
        """Record a deployment, and give the commit before it."""
        before = self.git.git("rev-parse", "HEAD")
        self.events.append({"environment": environment, "release": release, "at": at})
        self.git.write({"records/deployments/2025.yml": as_yaml(self.events)}).commit()
        return before

    def notes(self, since: str, *more: str) -> tuple[Result, list[dict[str, str]]]:
        folder = self.git.root / "out"
        result = ran(self.git.root, "notes", "--deployed-since", since, "--output", str(folder), *more)
        return result, json.loads((folder / "notes.json").read_text()) if result.exit_code == 0 else []


def test_what_was_deployed_since_a_commit_gets_its_notes(harbour: Path) -> None:
    deployed = Deployed(harbour)
    before = deployed.record("2.2", "2025-03-05")
    deployed.record("2.0", "2025-03-06", environment="trial")
    result, index = deployed.notes(before)
    assert [(note["release"], note["audience"], note["environment"]) for note in index] == [
        ("release/2.2", "users", "live"), ("release/2.2", "hosts", "live"),
    ]  # fmt: skip
    assert result.stdout.startswith("2 notes of 1 release in ")
    for note in index:
        for format_ in ("md", "html", "txt", "eml"):
            assert CANARY not in (harbour / "out" / note[format_]).read_text()
    assert deployed.notes("HEAD")[1] == []
    assert deployed.notes("0" * 40)[1] == [], "a branch's first push announces nothing"
    assert [note["release"] for note in deployed.notes(before, "--environment", "trial")[1]] == ["release/2.0"] * 2


def test_a_release_of_the_team_is_not_announced(harbour: Path) -> None:
    deployed = Deployed(harbour)
    result, index = deployed.notes(deployed.record("1.3", "2025-03-05"))
    assert index == []
    assert "release/1.3 is not for the public: no notes." in result.stderr
    assert "there is no environment" in deployed.notes("HEAD", "--environment", "liv")[0].stderr
    assert deployed.notes("nonsense")[0].exit_code == 2
