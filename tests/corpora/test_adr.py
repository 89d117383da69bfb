"""Decision files of six projects, as they lie, against a table that was made by reading them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from forgebook.core.diagnostics import Severity
from forgebook.kinds.decision.life import effective_status

pytestmark = pytest.mark.corpora

RELATIONS = {
    "supersedes": "superseded_by",
    "partly_supersedes": "partly_superseded_by",
    "amends": "amended_by",
}
DATES_FROM = {"text": "text", "front_matter": "front matter", "file_name": "file name", "none": None}
TEMPLATE = re.compile(
    r"^[ #]*(?:Status|Context|Context and Problem Statement|Decision|Decision Drivers|Drivers|Considered Options|"
    r"Options Considered|Decision Outcome|(?:Positive |Negative )?Consequences|Confirmation|Validation|"
    r"Pros and Cons of the Options)(?: \(optional\))?:? *$"
    r"|^[-* ]*(?:Good|Bad|Neutral),? (?:because )?"
    r"|^[-* ]*(?:Status|Date|Introduced|Deciders|Tags):?",
    re.M | re.I,
)
"""Words of a template whose meaning a field has taken: its headings, labels and `Good, because`."""


def test_title_number_and_status(folder: Any, entry: dict[str, Any]) -> None:
    fields = folder.by_file[entry["file"]].f
    found = (fields.title, fields.number, fields.raw_status, fields.status)
    assert found == (entry["title"], entry["number"], entry["raw_status"], entry["status"])


def test_date(folder: Any, entry: dict[str, Any]) -> None:
    fields = folder.by_file[entry["file"]].f
    undecided = entry["status"] in ("proposed", "unknown")
    day, other = (fields.created, fields.decided) if undecided else (fields.decided, fields.created)
    assert (day, fields.dates_from) == (entry["date"], DATES_FROM[entry["date_from"]])
    assert other is None


def test_heading_that_front_matter_overrules_is_kept(folder: Any, entry: dict[str, Any]) -> None:
    assert entry.get("heading", "") in "\n".join(_texts(folder.by_file[entry["file"]].fields.model_dump()))


def test_links_are_relations(folder: Any, entry: dict[str, Any]) -> None:
    record = folder.by_file[entry["file"]]
    linked = {r.target for r in folder.graph.written if r.source == record.ref}
    named = {*entry["links"], *entry.get("front_matter_links", ())}
    assert linked == {folder.by_file[name].ref for name in named}


def test_relations(folder: Any) -> None:
    found = {
        (record.ref, name, other.ref)
        for record in folder.graph.of("decision")
        for name in RELATIONS
        for other in folder.graph.related(record, name)
    }
    assert found == {_triple(folder, relation) for relation in _told(folder)}
    assert len(_structured(folder)) == folder.expected["relations_structured"]


def test_relations_show_on_both_sides(folder: Any) -> None:
    for relation in _told(folder):
        source, name, target = _triple(folder, relation)
        assert source in [r.ref for r in folder.graph.related(target, RELATIONS[name])]


def test_what_prose_alone_says_is_linked(folder: Any) -> None:
    for relation in [r for r in folder.expected["relation_list"] if _in_prose(r)]:
        source, _, target = _triple(folder, relation)
        ends = {(r.source, r.target) for r in folder.graph.written}
        assert (source, target) in ends or (target, source) in ends


def test_counts(folder: Any) -> None:
    records, expected = folder.graph.of("decision"), folder.expected
    raw = Counter(r.f.raw_status for r in records)
    assert len(records) == folder.project.files == expected["records"]
    assert raw.pop(None, 0) == expected["without_status"]
    assert raw == expected["raw_statuses"]
    assert Counter(r.f.status for r in records) == expected["statuses"]
    assert Counter(effective_status(r, folder.graph) for r in records) == expected.get(
        "effective_statuses", expected["statuses"]
    )
    assert sum(1 for r in records if r.f.decided or r.f.created) == expected["dated"]


def test_no_file_goes_missing(folder: Any) -> None:
    files = {path.name for path in (folder.root / folder.path).glob("*.md")}
    passed_over = {entry["file"] for entry in folder.expected["not_decisions"]}
    reported = {d.place.path.rpartition("/")[2] for d in folder.project.diagnostics if d.code.id == "FB117"}
    assert set(folder.by_file) == files - passed_over
    assert reported - set(folder.expected["other_files"]) == passed_over


def test_unknown_statuses_are_reported_with_their_place(folder: Any) -> None:
    reported = {d.ref: d for d in folder.project.diagnostics if d.code.id == "FB204"}
    unknown = [r for r in folder.graph.of("decision") if r.f.status == "unknown"]
    assert set(reported) == {r.ref for r in unknown}
    for record in unknown:
        place = reported[record.ref].place
        assert place.path == record.source.path
        if record.f.raw_status:
            line = folder.text(place.path.rpartition("/")[2]).split("\n")[place.line - 1]
            assert record.f.raw_status in line


def test_foreign_gaps_are_no_errors_but_for_links_that_lead_nowhere(folder: Any) -> None:
    errors = [d for d in folder.project.diagnostics if d.severity is Severity.ERROR]
    assert [f"{d.place} {d.code.id} {d.message}" for d in errors if d.code.id not in ("FB301", "FB307")] == []
    nowhere = {(entry["file"], entry["target"]) for entry in folder.expected["dead_links"]}
    nowhere |= {(entry["file"], entry["target"]) for entry in folder.expected["unresolved"]}
    nowhere |= {(e["file"], i["src"]) for e in folder.expected["images"] for i in e["images"] if not i["present"]}
    for error in errors:
        said = error.message.split('"')[1]
        assert [name for file, name in nowhere if error.place.path.endswith(file) and said in name], error.message


def test_unresolved_relations_stay_unresolved(folder: Any) -> None:
    for entry in [e for e in folder.expected["unresolved"] if e["target"].endswith(".md")]:
        record = folder.by_file[entry["file"]]
        assert folder.graph.related(record, entry["kind"]) == []
        dead = [d for d in folder.project.diagnostics if d.ref == record.ref and d.code.id == "FB301"]
        assert [d for d in dead if entry["target"].removesuffix(".md") in d.message]


def test_no_word_is_dropped(folder: Any, entry: dict[str, Any]) -> None:
    body = _body(folder.text(entry["file"]))
    kept = Counter(w for text in _texts(folder.by_file[entry["file"]].fields.model_dump()) for w in _words(text))
    assert Counter(_words(body)) - kept == Counter()


def _structured(folder: Any) -> list[dict[str, Any]]:
    return [r for r in folder.expected["relation_list"] if not _in_prose(r)]


def _told(folder: Any) -> list[dict[str, Any]]:
    """What a reader can tell: what stands in its own place, and what a sentence says of this very decision."""
    return [r for r in folder.expected["relation_list"] if not _in_prose(r) or r.get("sentence")]


def _in_prose(relation: dict[str, Any]) -> bool:
    return all(where.startswith("prose") for where in relation["where"])


def _triple(folder: Any, relation: dict[str, Any]) -> tuple[str, str, str]:
    return folder.by_file[relation["from"]].ref, relation["kind"], folder.by_file[relation["to"]].ref


def _body(text: str) -> str:
    """The text below the front matter, without comments, a template's words and options that are named twice."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    parts = re.split(r"^(## Considered Options.*?)(?=^## |\Z)", text, flags=re.M | re.S)
    listed = [line for part in parts[1::2] for line in part.split("\n") if re.match(r"[-*+\d]", line)]
    headings = [line for line in text.split("\n") if line.startswith("###")]
    dropped = {line for line in listed if _said_by(line, headings)}
    dropped |= {line for line in headings if _said_by(line, [line for line in listed if line not in dropped])}
    return TEMPLATE.sub("", "\n".join(line for line in text.split("\n") if line not in dropped))


def _said_by(line: str, others: list[str]) -> bool:
    """Whether another line has all of this one's words: an option is listed, and heads its own description."""
    return any(set(_words(line)) <= set(_words(other)) for other in others)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W_]+", text) if len(re.findall(r"[^\W\d_]", word)) >= 4]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)
    elif isinstance(value, str):
        yield value
