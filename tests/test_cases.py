"""Files as tests: `cases/KIND/valid/*` give no error or warning, `cases/KIND/invalid/*` give exactly what they name.

A case begins with comments: `# with: FOLDER` (or `FOLDER/FILE`) brings records from `cases/with/`, and
`# expect: FB204 3:9 part of the message` names a finding of the case's own file (`-` for the file as a whole,
`people/a.yml:3:9` for one in another file).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from forgebook.core.model import Fields
from forgebook.core.schema import field_names, model_at
from forgebook.kinds.register import BUILT_IN
from forgebook.reading.text import decode
from forgebook.reading.yaml import parse
from support.cases import CASES, FOLDERS, cases, files_of, lead, name_of, place_of
from support.loading import faults, load, told

ON_EVERY_RECORD = frozenset(field_names(Fields))
TOLD_BY_READING = {
    "sections",
    "dates_from",
    "extra",
    "raw_status",
    "status_from",
    "proven_on",
    "live",
    "told_for",
    "told_state",
    "told_level",
}
"""Fields that reading or a filter fills; nobody writes them by hand."""


def expected(path: Path) -> list[tuple[str, str, str]]:
    """Place, code and part of the message of each finding that a case names."""
    found = []
    for line in lead(path, "expect"):
        code, place, *words = line.split(" ", 2)
        own = place_of(path)
        where = own if place == "-" else place if "/" in place else f"{own}:{place}"
        found.append((where, code, " ".join(words)))
    return found


@pytest.mark.parametrize("path", cases("valid"), ids=name_of)
def test_valid(path: Path, tmp_path: Path) -> None:
    project = load(tmp_path, files_of(path))
    assert faults(project) == []
    assert any(r.source.path == f"records/{place_of(path)}" for r in project.graph.records.values())


@pytest.mark.parametrize("path", cases("invalid"), ids=name_of)
def test_invalid(path: Path, tmp_path: Path) -> None:
    project = load(tmp_path, files_of(path))
    assert [d for d in project.diagnostics if not d.remedy and not d.suggestion] == [], "each says what to do"
    said = told(project)
    wanted = expected(path)
    assert wanted, "an invalid case names what it must give"
    left = list(said)
    for place, code, words in wanted:
        found = [line for line in left if line.startswith(f"{place} {code} ") and words in line]
        assert found, f"missing {place} {code} {words}\n" + "\n".join(said)
        left.remove(found[0])
    assert left == []


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_every_kind_has_cases(kind: str) -> None:
    assert list((CASES / kind / "valid").iterdir())
    assert list((CASES / kind / "invalid").iterdir())


@pytest.mark.parametrize("kind", [kind for kind in BUILT_IN if kind.folder], ids=lambda kind: kind.name)
def test_valid_cases_use_every_field_of_the_kind(kind: Any) -> None:
    used: set[tuple[str, ...]] = set()
    for path in (CASES / kind.name / "valid").glob("*.yml"):
        used |= set(keys_in(parse(decode(path.read_bytes()))))
    assert sorted(fields_of(kind.model) - used) == []


def test_cases_together_use_every_field_that_all_records_have() -> None:
    used = {key for path in cases("valid") if path.suffix == ".yml" for key in keys_in(parse(path.read_text("utf-8")))}
    assert ON_EVERY_RECORD - {key[0] for key in used} - TOLD_BY_READING == set()


def keys_in(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all keys, without the indices of lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys_in(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner, path)


def fields_of(model: type[BaseModel], path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The paths of all fields of a model that are its own, and of those in the mappings that it holds."""
    common = ON_EVERY_RECORD | TOLD_BY_READING if not path else {"id", "visibility"}
    found: set[tuple[str, ...]] = set()
    for name in set(field_names(model)) - common:
        found.add((*path, name))
        inner = model_at(model, (name,))
        if inner is not None and not is_short(inner):
            found |= fields_of(inner, (*path, name))
    return found


def is_short(model: type[BaseModel]) -> bool:
    """Whether a mapping is usually written as a text: a line, a reference with its scope."""
    return model.__name__ in ("LineItem", "ScopedRef")
