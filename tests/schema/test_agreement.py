"""What a schema accepts, reading accepts, and the other way round."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from forgebook.core.project import ProjectFile
from forgebook.kinds.register import BUILT_IN
from forgebook.reading.text import decode
from forgebook.reading.validate import validate
from forgebook.reading.yaml import parse
from forgebook.writing.schema.build import kind_schema, project_schema
from support.schemas import as_editors_see, found_by_reading, refused_by, validator

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests/cases"
KINDS = {kind.name: kind for kind in BUILT_IN if kind.folder}
BY_FOLDER = {kind.folder: kind for kind in KINDS.values()}
BEYOND = {"FB210", "FB211", "FB212", "FB213"}
"""Ids that are taken, and codes that can be waived: a schema sees one file, and neither sameness nor our codes."""
EXPRESSIBLE = ("FB201", "FB202", "FB203", "FB204", "FB205", "FB206", "FB207", "FB208", "FB840")
MUTATIONS = 150
"""For each kind."""

VALUES: tuple[Any, ...] = (
    None, "", "x", "two\nlines", "17", "-3", "4.5", "yes", "TRUE", "2025-02-30", "2025-10-07", "accepted", [], ["x"],
    {}, {"text": "x"}, {"text": "two\nlines"}, {"item": "x"}, {"nothing": "x"}, [{"text": "x"}], [None], [["x"]],
    [{"id": "x"}],
)  # fmt: skip


def house() -> ProjectFile:
    return ProjectFile.model_validate(parse(decode((CASES / "project.yml").read_bytes())))


@cache
def schema_of(kind: str) -> Draft7Validator:
    return validator(kind_schema(KINDS[kind], house()))


def valid_cases() -> list[Path]:
    return sorted(CASES.glob("*/valid/*.yml"))


def invalid_cases() -> list[Path]:
    return sorted(CASES.glob("*/invalid/*.yml"))


def real_files() -> list[Path]:
    roots = (ROOT / "records", ROOT / "examples/demand-model/records")
    return sorted(path for root in roots for path in root.rglob("*.yml") if path.name != "project.yml")


def kind_of(path: Path) -> str:
    known = {**BY_FOLDER, **KINDS}
    names = [path.stem, *path.parts[:-1]]
    return next(known[name].name for name in reversed(names) if name in known)


def name_of(path: Path) -> str:
    return "/".join(path.parts[-3:])


def typed(path: Path) -> Any:
    """A file as a program reads it that knows nothing of ours; dates stay text, as YAML 1.2 has them."""
    loader = YAML(typ="safe", pure=True)
    loader.constructor.yaml_constructors = {
        **loader.constructor.yaml_constructors,
        "tag:yaml.org,2002:timestamp": lambda constructor, node: constructor.construct_scalar(node),
    }
    return loader.load(path)


@pytest.mark.parametrize("path", [*valid_cases(), *real_files()], ids=name_of)
def test_what_is_valid_is_accepted(path: Path) -> None:
    content = typed(path)
    assert content
    kind = kind_of(path)
    project = house()
    project_file = next((p / "records/project.yml" for p in path.parents if (p / "records/project.yml").exists()), None)
    if project_file is not None and "cases" not in path.parts:
        project = ProjectFile.model_validate(parse(decode(project_file.read_bytes())))
    assert refused_by(validator(kind_schema(KINDS[kind], project)), content) == []


@pytest.mark.parametrize("path", invalid_cases(), ids=name_of)
def test_what_is_refused_is_what_reading_refuses(path: Path) -> None:
    wanted = set(re.findall(r"^# expect: (FB2\d\d|FB840)", path.read_text(encoding="utf-8"), re.M))
    wanted -= BEYOND
    assert wanted <= set(EXPRESSIBLE), "a code that this test must learn of"
    refused = refused_by(schema_of(kind_of(path)), typed(path))
    assert bool(refused) == bool(wanted), refused


def test_the_invalid_cases_use_every_code_that_a_schema_can_tell() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in invalid_cases())
    assert {code for code in EXPRESSIBLE if f"expect: {code}" in text} == set(EXPRESSIBLE)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from places(inner, (*path, key))


def mutated(content: dict[str, Any], chance: random.Random) -> tuple[str, dict[str, Any]]:
    """A copy with one damage, and what it is."""
    copy = deepcopy(content)
    path = chance.choice(list(places(copy)))
    owner = copy
    for part in path[:-1]:
        owner = owner[part]
    what = chance.choice(("value", "value", "value", "delete", "rename"))
    if what == "value":
        owner[path[-1]] = value = deepcopy(chance.choice(VALUES))
        return f"{path} = {value!r}", copy
    taken = owner.pop(path[-1])
    if what == "rename" and isinstance(owner, dict):
        owner[f"{path[-1]}x"] = taken
    return f"{what} {path}", copy


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_schema_and_reading_agree_on_damaged_records(kind: str) -> None:
    chance = random.Random(kind)
    records = [c for p in valid_cases() if kind_of(p) == kind and isinstance(c := parse(decode(p.read_bytes())), dict)]
    check, project = schema_of(kind), house()
    verdicts = set()
    for _ in range(MUTATIONS):
        what, content = mutated(chance.choice(records), chance)
        found = found_by_reading(KINDS[kind], content, project)
        for seen in (content, as_editors_see(content)):
            refused = refused_by(check, seen)
            assert bool(refused) == bool(found), f"{what}: schema {refused}, reading {found}"
        verdicts.add(bool(found))
    assert verdicts == {True, False}


@pytest.mark.parametrize(
    "path", [CASES / "project.yml", ROOT / "records/project.yml", ROOT / "examples/demand-model/records/project.yml"]
)
def test_project_files_are_accepted(path: Path) -> None:
    assert refused_by(validator(project_schema(sorted(KINDS))), typed(path)) == []


def test_schema_and_reading_agree_on_damaged_project_files() -> None:
    check = validator(project_schema(sorted(KINDS)))
    content = parse(decode((ROOT / "examples/demand-model/records/project.yml").read_bytes()))
    chance = random.Random("project")
    for _ in range(4 * MUTATIONS):
        what, damaged = mutated(content, chance)
        found = [note.message for note in validate(ProjectFile, damaged)[1]]
        for seen in (damaged, as_editors_see(damaged)):
            refused = refused_by(check, seen)
            assert bool(refused) == bool(found), f"{what}: schema {refused}, reading {found}"
