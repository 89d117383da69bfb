"""References and links in texts: what they find, and what is said where they find nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from forgebook.core.fields import Markup
from forgebook.core.kind import RecordKind
from forgebook.core.schema import specs
from forgebook.kinds.register import BUILT_IN
from support.filling import Filler
from support.loading import faults, load, told
from support.sites import PROJECT, REFS, WORLD, world_ref

DRAFT = {"title": "A", "status": "draft"}


def decisions(**records: dict[str, Any]) -> dict[str, Any]:
    return {f"records/decisions/{id_}.yml": {**DRAFT, **fields} for id_, fields in records.items()}


@pytest.mark.parametrize(
    "written", ["use-concourse", "decision/use-concourse", "Use_Concourse", "USE concourse", "007-Old", "old", "12"]
)
def test_a_record_is_found_by_id_former_id_raw_name_and_number(written: str, tmp_path: Path) -> None:
    files = decisions(a={"amends": [written]})
    files["records/decisions/Use_Concourse.yml"] = {**DRAFT, "aliases": ["007-Old", "decision/old"], "number": "0012"}
    project = load(tmp_path, files)
    assert told(project) == []
    assert project.graph.relations["decision/a"] == {"amends": ["decision/use-concourse"]}


def test_a_number_that_two_records_have_is_ambiguous(tmp_path: Path) -> None:
    files = decisions(a={"amends": ["7"]}, b={"number": 7}, c={"number": 7})
    assert any('FB302 "7" could mean decision/b, decision/c' in line for line in told(load(tmp_path, files)))


def test_an_id_goes_before_a_number(tmp_path: Path) -> None:
    files = decisions(a={"amends": ["7"]}, b={"number": 7})
    files["records/decisions/7.yml"] = DRAFT
    assert load(tmp_path, files).graph.relations["decision/a"]["amends"] == ["decision/7"]


def test_ids_in_folders(tmp_path: Path) -> None:
    files = {
        "records/releases/model/v1.yml": {"version": "1", "status": "planned"},
        "records/releases/inputs/v1.yml": {"version": "1", "status": "planned", "previous": "model/v1"},
        **decisions(a={"releases": ["inputs/v1", "release/model/v1"]}),
    }
    project = load(tmp_path, files)
    assert told(project) == []
    assert project.graph.relations["decision/a"]["releases"] == ["release/inputs/v1", "release/model/v1"]


def test_a_record_in_a_file_that_cannot_be_read_is_not_called_dead(tmp_path: Path) -> None:
    files = decisions(a={"amends": ["broken"], "context": "See [[decision/broken]] and [[broken]]."})
    files["records/decisions/broken.yml"] = "title: [\n"
    assert [line.split()[1] for line in told(load(tmp_path, files))] == ["FB106"]


def test_items_with_an_id_can_be_linked(tmp_path: Path) -> None:
    files = {
        "records/releases/v1.yml": {
            "version": "1", "status": "planned", "changes": [{"id": "tide", "kind": "added", "summary": "Tides"}],
            "known_issues": [{"id": "slow", "summary": "Slow"}],
        },
        **decisions(a={
            "options": [{"id": "x", "title": "X"}],
            "context": "[[release/v1#tide]] [[known-issue/slow]] [[a#x]]",
        }),
    }  # fmt: skip
    project = load(tmp_path, files)
    assert told(project) == []
    assert project.graph.address_of("release/v1#tide") == "releases/v1/#tide"
    assert project.graph.address_of("decision/a#x") == "decisions/a/#x"


def test_an_item_that_does_not_exist_is_dead(tmp_path: Path) -> None:
    (line,) = told(load(tmp_path, decisions(a={"context": "[[decision/b#none]]"}, b={})))
    assert 'FB306 there is no record "decision/b#none"' in line


def test_a_link_in_code_is_none(tmp_path: Path) -> None:
    text = "`[[none]]`\n\n```\n[[none]]\n```\n"
    assert told(load(tmp_path, decisions(a={"context": text}))) == []


def test_the_place_of_a_dead_link_is_its_own(tmp_path: Path) -> None:
    text = "title: A\nstatus: draft\ncontext: |\n  One.\n\n  Twö and [[none]] and [[nothing]].\n"
    assert [line.split()[0] for line in told(load(tmp_path, {"records/decisions/a.yml": text}))] == [
        "decisions/a.yml:6:11", "decisions/a.yml:6:24",
    ]  # fmt: skip


def prose_fields(model: type[BaseModel]) -> Iterator[str]:
    for spec in specs(model):
        if isinstance(spec.meaning, Markup):
            yield spec.key


def with_links(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from with_links(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from with_links(inner, (*path, index))
    elif isinstance(value, str) and "[[" in value:
        yield path


@pytest.mark.parametrize("kind", [kind for kind in BUILT_IN if kind.folder], ids=lambda kind: kind.name)
def test_a_dead_link_is_found_in_every_markdown_field(kind: RecordKind, tmp_path: Path) -> None:
    """Each Markdown field, at every depth, gets a link that leads nowhere, and each is reported once."""
    filler = Filler(
        lambda path, block: f"[[none-{'-'.join(map(str, path))}]]",
        lambda ref: world_ref(ref) if not ref.kinds or set(ref.kinds) & set(REFS) else None,
        leave_out=frozenset({"visibility", "id", "aliases", "waivers", "imported", "extra", "sections"}),
    )
    values = filler.mapping(kind.model)
    linked = list(with_links(values))
    texts = [path for path in linked if is_prose(kind.model, path)]
    assert set(prose_fields(kind.model)) <= {path[0] for path in texts} | {"sections"}
    files = {f"records/{name}": content for name, content in WORLD.items()}
    files |= {"records/project.yml": PROJECT, f"records/{kind.folder}/filled.yml": values}
    dead = [line for line in told(load(tmp_path, files)) if " FB306 " in line and f"{kind.folder}/filled.yml" in line]
    for path in texts:
        name = f'"none-{"-".join(map(str, path))}"'
        assert sum(name in line for line in dead) == 1, (path, dead)


def is_prose(model: type[BaseModel], path: tuple[str | int, ...]) -> bool:
    """Whether the value at a path is Markdown, told from the annotations alone."""
    here: type[BaseModel] | None = model
    found = False
    for key in (part for part in path if isinstance(part, str)):
        if here is None:
            return False
        spec = next((s for s in specs(here) if s.key == key), None)
        if spec is None:
            return False
        found = isinstance(spec.meaning, Markup)
        here = inner_model(here, key)
    return found


def inner_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    from forgebook.core.schema import model_at

    return model_at(model, (key,))


@pytest.mark.parametrize(
    ("title", "other"),
    [("Pat Plain", "Pat Plain"), ("pat  plain", "Pat Plain")],
)
def test_a_name_that_two_people_share_is_not_guessed(title: str, other: str, tmp_path: Path) -> None:
    files = {
        "records/people/pat.yml": {"title": title},
        "records/people/pp.yml": {"title": other},
        **decisions(a={"deciders": ["Pat Plain"]}),
    }
    (line,) = told(load(tmp_path, files))
    assert 'FB302 "Pat Plain" could mean person/pat, person/pp' in line


def test_a_decider_of_another_kind_is_told_so(tmp_path: Path) -> None:
    (line,) = told(load(tmp_path, decisions(a={"deciders": ["decision/b"]}, b={})))
    assert "FB303" in line


def test_aliases_lead_on_and_may_not_be_taken(tmp_path: Path) -> None:
    files = decisions(a={"aliases": ["former", "b"]}, b={}, c={"aliases": ["former"]}, d={"amends": ["former"]})
    project = load(tmp_path, files)
    said = told(project)
    assert [line.split()[1] for line in said] == ["FB211", "FB211"]
    assert 'alias "b" is taken by decision/b' in said[0]
    assert 'alias "former" is taken by decision/a' in said[1]
    assert project.graph.relations["decision/d"]["amends"] == ["decision/a"]


def test_lists_give_ids_or_have_them_derived(tmp_path: Path) -> None:
    files = {
        "records/changes.yml": "- {kind: added, summary: A Bell!}\n- {id: Flag_2, kind: added, summary: A flag}\n",
        "records/changes/more.yml": "- {kind: added, summary: A buoy}\n",
        "records/decisions/both.yml": "- {id: one, title: One, status: draft}\n- {title: Two, status: draft}\n",
    }
    project = load(tmp_path, files)
    assert [record.ref for record in project.graph.of("change")] == ["change/a-bell", "change/a-buoy", "change/flag-2"]
    assert [record.ref for record in project.graph.of("decision")] == ["decision/one"]
    assert told(project) == ["decisions/both.yml:2:3 FB208 this entry has no id"]


def test_changes_of_a_release_are_listed_beside_fragments(tmp_path: Path) -> None:
    files = {
        "records/releases/v1.yml": {
            "version": "1", "status": "planned", "changes": [
                {"kind": "added", "summary": "A bell"}, {"id": "flag", "kind": "added", "summary": "A flag"},
            ],
        },
        "records/changes/buoy.yml": {"kind": "added", "summary": "A buoy", "releases": ["v1"]},
    }  # fmt: skip
    graph = load(tmp_path, files).graph
    assert {r.ref for r in graph.of("change")} == {"change/buoy", "release/v1#a-bell", "release/v1#flag"}
    assert graph.relations["release/v1"]["fragments"] == ["change/buoy"]


def test_a_fault_in_a_release_is_told_once(tmp_path: Path) -> None:
    """Changes and known issues are records of their own as well; what is wrong in them is said once."""
    change = {"kind": "added", "summary": "See [[none]]", "decisions": ["nothing"], "component": ["nowhere"]}
    issue = {"id": "slow", "summary": "Slow [[none]]", "fixed_in": "v9"}
    release = {"version": "1", "status": "planned", "changes": [change], "known_issues": [issue]}
    said = told(load(tmp_path, {"records/releases/v1.yml": release}))
    assert sorted(line.split()[1] for line in said) == ["FB301", "FB301", "FB306", "FB306", "FB310"]


def test_kinds_of_later_work_are_accepted_unread(tmp_path: Path) -> None:
    files = {
        "records/releases/v1.yml": "version: 1\nstatus: planned\nrerun: {runbook: runbook/z}\n",
    }
    built = {kind.name: kind for kind in BUILT_IN if kind.name != "runbook"}
    assert faults(load(tmp_path, files, kinds=built)) == []
    assert faults(load(tmp_path, files)) == ['releases/v1.yml:3:18 FB301 there is no runbook "runbook/z"']
