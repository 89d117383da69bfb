"""What somebody sees who edits records in an editor with the language server."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.project import ProjectFile
from forgebook.kinds.register import BUILT_IN
from forgebook.writing.editor_settings import settings
from forgebook.writing.schema.files import modeline
from support.language_server import LanguageServer

DECISION = "title: Sail with the tide\nstatus: accepted\n"


@pytest.fixture
def plain(server: Callable[..., LanguageServer]) -> LanguageServer:
    """A server that learns the schema from the file alone."""
    return server(completion=True, hover=True, validate=True)


@pytest.fixture
def write(plain: LanguageServer, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Open a text with the comment that `new` writes above it; lines then count from 1 as people count them."""

    def opened(kind: str, text: str, folder: str) -> tuple[str, list[dict[str, Any]]]:
        name = f"records/{folder}/{request.node.name}.yml"
        return plain.open(name, f"{modeline(kind, name)}\n{text}")

    return opened


def words(item: dict[str, Any]) -> str:
    told = item.get("documentation", "")
    return str(told["value"] if isinstance(told, dict) else told)


def lines(found: list[dict[str, Any]]) -> dict[int, str]:
    return {entry["range"]["start"]["line"]: entry["message"] for entry in found}


def test_a_field_is_proposed_with_what_it_means(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("decision", DECISION + "rev", "decisions")
    proposed = plain.complete(address, 3, 3)
    assert proposed["review_by"]["insertText"] == "review_by: ${1:2025-10-07}"
    assert "look at it again" in words(proposed["review_by"])
    assert proposed["context"]["insertText"] == "context: "
    assert {"title", "status", "raw_status", "sections", "extra", "decision-makers"} & set(proposed) == set()


def test_a_status_is_proposed_with_what_it_means(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("decision", "title: Sail with the tide\nstatus: \n", "decisions")
    proposed = plain.complete(address, 2, 8)
    assert list(proposed) == [
        "draft", "proposed", "accepted", "rejected", "withdrawn", "deferred", "deprecated", "superseded",
    ]  # fmt: skip
    assert "later decision takes its place" in words(proposed["superseded"])


def test_nothing_is_proposed_where_any_text_belongs(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("decision", "status: accepted\ntitle: \n", "decisions")
    assert plain.complete(address, 2, 7) == {}


def test_an_id_that_exists_is_proposed_with_its_title(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("decision", DECISION + "supersedes:\n  - \n", "decisions")
    assert words(plain.complete(address, 4, 4)["three-week-sprints"]) == "Three-week sprints, back to back"


def test_people_roles_and_teams_are_proposed_in_full(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("decision", DECISION + "deciders:\n  - \n", "decisions")
    proposed = plain.complete(address, 4, 4)
    assert words(proposed["role/model-lead"]) == "Model lead"
    assert {name.partition("/")[0] for name in proposed} == {"person", "role", "team"}


def test_ids_of_the_project_file_are_proposed(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("release", "version: 9.1\nstatus: planned\ngates:\n  - id: \n", "releases")
    assert words(plain.complete(address, 4, 8)["data-totals"]) == "Data totals against published statistics"


def test_the_meaning_is_shown_over_a_field(plain: LanguageServer, write: Callable[..., Any]) -> None:
    address, _ = write("decision", DECISION, "decisions")
    shown = plain.hover(address, 2, 3)
    assert "Where it stands." in shown
    assert "`accepted`: It holds. `decided` must say since when." in shown


def test_findings_stand_at_their_lines(write: Callable[..., Any]) -> None:
    text = "title: A\nstatus: acepted\nsuperseeds: [x]\ndecided: 7.10.2025\nnumber: 4\ncontext:\n  - A list\n"
    _, found = write("decision", text, "decisions")
    assert {entry["severity"] for entry in found} == {1}
    assert lines(found) == {
        2: "Takes one of draft, proposed, accepted, rejected, withdrawn, deferred, deprecated, superseded.",
        3: "Property superseeds is not allowed.",
        4: "Not a date. Write it as 2025-10-07.",
        7: "Takes a text.",
    }


def test_a_missing_field_is_told(write: Callable[..., Any]) -> None:
    _, found = write("release", "status: planned\n", "releases")
    assert [entry["message"] for entry in found] == ['Missing property "version".']


def test_versions_and_commits_that_look_like_numbers_are_fine(write: Callable[..., Any]) -> None:
    text = "version: 1.10\nstatus: planned\nrerun:\n  seed: 17\n  data_version: 99e0658\n  parameters: true\n"
    assert write("release", text, "releases")[1] == []


def test_an_unknown_record_is_left_to_the_check_and_an_unknown_gate_is_not(write: Callable[..., Any]) -> None:
    text = "version: 9.1\nstatus: planned\nprevious: written-tomorrow\ngates:\n  - id: nowhere\n    result: pass\n"
    _, found = write("release", text, "releases")
    assert lines(found) == {5: "Not among the gates of records/project.yml."}


def test_a_list_of_records_is_told_entry_by_entry(write: Callable[..., Any]) -> None:
    text = "- kind: fixed\n  summary: The tide\n- kind: improved\n  summary: The wind\n"
    _, found = write("change", text, "changes")
    assert list(lines(found)) == [3]


def test_the_comment_of_jetbrains_is_read_as_well(plain: LanguageServer) -> None:
    _, found = plain.open("records/teams/jetbrains.yml", "# $schema: ../../.forgebook/schemas/team.json\nmember: []\n")
    assert [entry["message"] for entry in found] == ["Property member is not allowed."]


def test_the_comments_are_fine_in_records(project: Path) -> None:
    from support.loading import faults, load

    first = modeline("decision", "records/decisions/a.yml")
    files = {
        "records/decisions/a.yml": f"{first}\n{DECISION}decided: 2025-01-01\n",
        "records/teams/b.yml": "# $schema: ../../.forgebook/schemas/team.json\ntitle: Crew\n",
    }
    assert faults(load(project.parent / "commented", files)) == []


def test_settings_tell_the_schema_by_the_folder(project: Path, server: Callable[..., LanguageServer]) -> None:
    wanted = settings(BUILT_IN, ProjectFile(name="Demand model"))
    told = {str((project / path).resolve().as_uri()): globs for path, globs in wanted["yaml.schemas"].items()}
    editor = server(completion=True, validate=True, schemas=told)
    for name in ("records/decisions/by/folder.yml", "records/decisions.yaml"):
        address, found = editor.open(name, "title: A\nstatus: acepted\n")
        assert list(lines(found)) == [1], name
        assert "accepted" in editor.complete(address, 1, 8)
    assert list(lines(editor.open("records/project.yml", "name: A\npurpos: B\n")[1])) == [1]
    assert editor.open("docs/other.yml", "status: acepted\n")[1] == []


def test_nothing_is_fetched(project: Path) -> None:
    for path in sorted((project / ".forgebook/schemas").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        names = set(json.loads(text)) & {"$id", "id", "$ref"}
        assert not names, path
        assert text.count("://") == 1, "the name of the draft alone"
        assert text.count('"$ref": "#/definitions/') == text.count('"$ref"')
