"""Decision files of six projects once more: where a status stands, the option taken, and links seen from both ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from forgebook.core.diagnostics import Severity
from forgebook.pipeline import load_project, make_site
from forgebook.reporters.reading_report import reading

pytestmark = pytest.mark.corpora

AGAIN: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(Path(__file__).parent / "adr_read_again.yml")
ROWS = [(name, row) for name, rows in AGAIN.items() for row in rows]
HOMES = {
    "cloud-platform": "https://github.com/ministryofjustice/cloud-platform",
    "fac": "https://github.com/GSA-TTS/FAC",
    "jabref": "https://github.com/JabRef/jabref",
}
"""Where the folders with links by web address were written."""


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[f"{name}/{row['file']}" for name, row in ROWS])
def test_where_the_status_stands_and_what_was_chosen(
    name: str, row: dict[str, Any], adr_folder: Callable[[str], Any]
) -> None:
    fields = adr_folder(name).by_file[row["file"]].f
    assert (fields.status_from, fields.chosen) == (row["status"], row.get("chosen"))


def test_a_chosen_option_is_one_of_the_options(folder: Any) -> None:
    for record in folder.graph.of("decision"):
        assert record.f.chosen in (None, *(option.title for option in record.f.options))


def test_links_are_seen_from_both_ends(folder: Any, entry: dict[str, Any]) -> None:
    source = folder.by_file[entry["file"]]
    for name in entry["links"]:
        target = folder.by_file[name]
        ends = {ref for refs in folder.graph.relations_of(target.ref).values() for ref in refs}
        assert source.ref in ends
        assert f'href="../{source.address.rstrip("/").rpartition("/")[2]}/"' in folder.pages[target.address]


@pytest.mark.parametrize("name", sorted(HOMES))
def test_links_by_web_address_lead_to_records(name: str, adr_folder: Callable[[str], Any]) -> None:
    folder = adr_folder(name)
    settings = replace(folder.settings, repo_url=HOMES[name])
    site = make_site(load_project(settings, git=False), settings)
    found = 0
    for entry in folder.expected["files"]:
        source = folder.by_file[entry["file"]]
        for file in entry.get("web_links", ()):
            target = folder.by_file[file]
            assert source.ref in {ref for refs in site.graph.relations_of(target.ref).values() for ref in refs}
            view = next(view for view in site.views() if view.record is not None and view.record.ref == source.ref)
            assert f'href="../{target.id}/"' in site.body(view).html
            found += 1
    assert found >= 1


def test_advice_on_links_that_one_side_has_is_no_warning(folder: Any) -> None:
    found = [d for d in folder.project.diagnostics if d.code.id == "FB412"]
    assert {d.severity for d in found} <= {Severity.ADVICE}
    one_way = {
        entry["file"]
        for entry in folder.expected["files"]
        for name in (*entry["links"], *entry.get("front_matter_links", ()))
        if entry["file"] not in _linked_by(folder, name)
    }
    assert {d.place.path.rpartition("/")[2] for d in found} == one_way


def _linked_by(folder: Any, file: str) -> set[str]:
    entry = next(entry for entry in folder.expected["files"] if entry["file"] == file)
    return {*entry["links"], *entry.get("front_matter_links", ())}


def test_the_report_on_the_reading_accounts_for_each_file(folder: Any) -> None:
    read = folder.project.read
    files = {path.name for path in (folder.root / folder.path).glob("*.md")}
    assert {Path(file.path).name for file in read} == files
    lines = list(reading(folder.project))
    passed = len(folder.expected["not_decisions"])
    whole = f"{len(files)} files = {len(files) - passed} read + {passed} passed over"
    assert any((whole if passed else f"{len(files)} files, all read") in line for line in lines)


def test_dead_links_are_reported_and_nothing_else(folder: Any) -> None:
    found = {(d.place.path.rpartition("/")[2], d.message.split('"')[1]) for d in _dead(folder)}
    named = {(e["file"], e["target"]) for e in folder.expected["dead_links"] if e["target"][:6] not in ("", "https:")}
    pictures = {
        (entry["file"], image["src"])
        for entry in folder.expected["images"]
        for image in entry["images"]
        if not image["present"]
    }
    assert found == named | pictures


def _dead(folder: Any) -> list[Any]:
    return [d for d in folder.project.diagnostics if d.code.id == "FB307"]
