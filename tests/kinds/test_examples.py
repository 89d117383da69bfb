"""The example that each kind shows: right as it stands, and short."""

from __future__ import annotations

from pathlib import Path

import pytest

from forgebook.core.annotated import taken
from forgebook.core.fields import RefTo
from forgebook.core.kind import RecordKind
from forgebook.kinds.register import BUILT_IN
from support.loading import faults, load

PROJECT = {
    "records/project.yml": (
        "name: Harbour\nenvironments: [{id: staging}, {id: production}]\naudiences: [{id: planners}, {id: analysts}]\n"
    )
}
WITH_FILES = [kind for kind in BUILT_IN if kind.folder]


def named(kind: RecordKind) -> str:
    return kind.name


def needs(kind: RecordKind) -> set[str]:
    """The kinds without which there is no record of a kind: a run is one of a release, and so is a deployment."""
    fields = kind.model.model_fields.items()
    required = [info for name, info in fields if info.is_required() or f"\n  {name}: v1.0.0\n" in kind.example]
    return {name for info in required for mark in taken(info).marks if isinstance(mark, RefTo) for name in mark.kinds}


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_it_stands_on_its_own_in_an_empty_project(kind: RecordKind, tmp_path: Path) -> None:
    needed = [other for other in WITH_FILES if other.name in needs(kind)]
    files = {f"records/{one.folder}/{one.example_name}": one.example for one in (kind, *needed)}
    project = load(tmp_path, {**PROJECT, **files})
    assert faults(project) == []
    assert len(project.graph.of(kind.name)) >= 1


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_its_first_line_names_its_file(kind: RecordKind) -> None:
    assert kind.example.split("\n")[0] == f"# records/{kind.folder}/{kind.example_name}"
    assert kind.example_name.endswith(".yml")


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_it_is_short_and_fits_the_page(kind: RecordKind) -> None:
    lines = kind.example.rstrip("\n").split("\n")
    assert 6 <= len(lines) <= 20
    assert max(map(len, lines)) <= 110


def test_all_examples_stand_together(tmp_path: Path) -> None:
    files = {f"records/{kind.folder}/{kind.example_name}": kind.example for kind in WITH_FILES}
    assert faults(load(tmp_path, {**PROJECT, **files})) == []


def test_what_the_comments_offer_works(tmp_path: Path) -> None:
    """Lines that are commented out until there are records to name are right once there are."""
    files = {}
    for kind in WITH_FILES:
        lines = kind.example.split("\n")
        offered = [
            line[2:] if line.startswith("# ") and line.endswith(("]", "nadia-rahimi")) else line for line in lines
        ]
        files[f"records/{kind.folder}/{kind.example_name}"] = "\n".join(offered)
    project = load(tmp_path, {**PROJECT, **files})
    assert faults(project) == []
    assert project.graph.relations["person/nadia-rahimi"].keys() >= {"member_of", "holds", "owns", "knows"}
