"""Schemas as files, and the comments and settings by which editors find them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator

from forgebook.cli.main import main
from forgebook.core.fields import Date, RefTo
from forgebook.core.kind import RecordKind
from forgebook.core.meanings import meaning
from forgebook.core.model import Fields
from forgebook.core.project import ProjectFile
from forgebook.kinds.register import BUILT_IN
from forgebook.writing.editor_settings import extensions, settings
from forgebook.writing.schema.build import kind_schema
from forgebook.writing.schema.files import modeline, schemas
from forgebook.writing.schema.known import known_in
from support.loading import load
from support.schemas import refused_by, validator
from support.sites import PROJECT, WORLD, as_yaml, records

KINDS = {kind.name: kind for kind in BUILT_IN}


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["schema", "-C", str(root), *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def root(tmp_path: Path) -> Path:
    load(tmp_path, {**records(WORLD), "records/project.yml": as_yaml(PROJECT)})
    return tmp_path


def test_every_kind_with_files_gets_a_schema_and_the_project_file_too(root: Path) -> None:
    assert run(root)[0] == 0
    folder = root / ".forgebook/schemas"
    assert {path.stem for path in folder.glob("*.json")} == {"project"} | {k.name for k in BUILT_IN if k.folder}
    for path in folder.glob("*.json"):
        Draft7Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_second_run_writes_what_changed(root: Path) -> None:
    kinds = sum(bool(kind.folder) for kind in BUILT_IN)
    assert f"{kinds + 1} schemas, {kinds + 1} of them new or changed" in run(root)[1]
    assert f"{kinds + 1} schemas, 0 of them new or changed" in run(root)[1]
    assert f"{kinds + 1} schemas, {kinds} of them new or changed" in run(root, "--project")[1]


def test_a_folder_that_is_there_gets_no_gitignore(root: Path) -> None:
    (root / "ours").mkdir()
    assert run(root, "--out", str(root / "ours"))[0] == 0
    assert not (root / "ours/.gitignore").exists()


def test_one_schema_is_printed(root: Path) -> None:
    code, out, _ = run(root, "decisions")
    assert code == 0
    assert json.loads(out)["title"] == "Decision"
    assert json.loads(run(root, "project")[1])["title"] == "Project file"
    assert not (root / ".forgebook").exists()


def test_a_kind_without_files_has_no_schema(root: Path) -> None:
    code, _, err = run(root, "improvement")
    assert code == 2
    assert "forgebook schema retro" in err


def test_every_field_says_what_it_means(root: Path) -> None:
    silent: list[str] = []

    def look(schema: Any, path: str) -> None:
        for key, inner in schema.get("properties", {}).items():
            if "description" not in inner and not path.endswith("links"):
                silent.append(f"{path}.{key}")
            look(inner, f"{path}.{key}")
        look(schema["items"], path) if isinstance(schema.get("items"), dict) else None

    for name, schema in schemas(KINDS, ProjectFile(name="Harbour")).items():
        look(schema, name)
    assert silent == []


def test_words_that_can_be_picked_say_what_they_mean() -> None:
    text = json.dumps(schemas(KINDS, ProjectFile(name="Harbour")))

    def enums(schema: Any) -> list[dict[str, Any]]:
        inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
        own = [schema] if isinstance(schema, dict) and isinstance(schema.get("enum"), list) else []
        return own + [found for part in inner for found in enums(part)]

    found = enums(json.loads(text))
    assert len(found) > 30
    for enum in found:
        assert len(enum["enumDescriptions"]) == len(enum["enum"]), enum
        assert all(enum["enumDescriptions"]), enum


def test_house_words_are_taken_and_proposed() -> None:
    house = ProjectFile.model_validate({"name": "Harbour", "decisions": {"statuses": {"Agreed": "accepted"}}})
    schema = kind_schema(KINDS["decision"], house)
    check = validator(schema)
    assert "Agreed" in schema["properties"]["status"]["anyOf"][0]["enum"]
    for word in ("Agreed", "agreed", "APPROVED", "accepted"):
        assert refused_by(check, {"title": "A", "status": word}) == []
    assert refused_by(check, {"title": "A", "status": "unknown"})
    assert refused_by(validator(kind_schema(KINDS["decision"], ProjectFile(name="B"))), {"status": "Agreed"})


def test_ids_that_exist_are_proposed_and_others_taken(root: Path) -> None:
    graph = load(root).graph
    schema = kind_schema(KINDS["decision"], graph.project, known_in(graph))
    ids = schema["definitions"]["decision-that-exists"]
    assert (ids["enum"], ids["enumDescriptions"]) == (["anchor"], ["Drop anchor"])
    assert schema["definitions"]["person-or-role-or-team-that-exists"]["enum"] == [
        "person/pat", "role/lead", "team/crew",
    ]  # fmt: skip
    check = validator(schema)
    record = {"title": "A", "status": "draft", "supersedes": ["anchor", "written-tomorrow", {"ref": "anchor"}]}
    assert refused_by(check, record) == []


def test_ids_of_the_project_file_are_a_closed_list(root: Path) -> None:
    graph = load(root).graph
    check = validator(kind_schema(KINDS["release"], graph.project, known_in(graph)))
    record = {"version": "1", "status": "planned", "maintenance_line": "main"}
    assert refused_by(check, record) == []
    assert refused_by(check, {**record, "maintenance_line": None}) == []
    assert refused_by(check, {**record, "maintenance_line": "other"})


def test_ids_that_yaml_takes_for_numbers_are_no_closed_list(tmp_path: Path) -> None:
    project = {**PROJECT, "maintenance_lines": [{"id": "4.10"}]}
    graph = load(tmp_path, {"records/project.yml": as_yaml(project)}).graph
    check = validator(kind_schema(KINDS["release"], graph.project, known_in(graph)))
    for line, fine in ((4.1, True), ("4.10", True), ("other", False)):
        record = {"version": "1", "status": "planned", "maintenance_line": line}
        assert (refused_by(check, record) == []) is fine


class Ship(Fields):
    launched: Date
    ruled_by: list[Annotated[str, RefTo(("decision",))]] = []


class ShipKind(RecordKind):
    """What moors here."""

    name = "ship"
    plural = "ships"
    label = "Ship"
    label_plural = "Ships"
    folder = "ships"
    model = Ship


def test_a_kind_of_another_package_has_a_schema_too() -> None:
    schema = kind_schema(ShipKind(), ProjectFile(name="Harbour"))
    assert schema["required"] == ["launched"]
    assert schema["description"] == "What moors here."
    assert meaning(Ship, "launched") is None
    assert "description" not in schema["properties"]["launched"]


@pytest.mark.parametrize(
    ("kind", "path", "comment"),
    [
        ("decision", "records/decisions/a.yml", "../../.forgebook/schemas/decision.json"),
        ("release", "records/releases/model/v1.yml", "../../../.forgebook/schemas/release.json"),
        ("project", "records/project.yml", "../.forgebook/schemas/project.json"),
        ("team", "team.yml", ".forgebook/schemas/team.json"),
    ],
)
def test_the_comment_leads_from_the_file_to_its_schema(kind: str, path: str, comment: str) -> None:
    assert modeline(kind, path) == f"# yaml-language-server: $schema={comment}"


def test_settings_name_folders_of_records_and_sources() -> None:
    project = ProjectFile.model_validate({"name": "H", "sources": [{"kind": "decision", "path": "./docs/adr/"}]})
    told = settings(BUILT_IN, project, records="memory")["yaml.schemas"]
    assert told["./.forgebook/schemas/project.json"] == ["memory/project.yml"]
    assert told["./.forgebook/schemas/decision.json"] == [
        "memory/decisions/**/*.yml", "memory/decisions/**/*.yaml", "memory/decisions.yml", "memory/decisions.yaml",
        "docs/adr/**/*.yml", "docs/adr/**/*.yaml",
    ]  # fmt: skip
    assert "./.forgebook/schemas/improvement.json" not in told
    assert extensions() == {"recommendations": ["redhat.vscode-yaml"]}
