"""GitHub issue forms fit GitHub's rules, and their questions fit the fields that the answers go to."""

from __future__ import annotations

import importlib.resources
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from forgebook.cli.main import main
from forgebook.core.forms import Form, forms_of, recognise
from forgebook.core.project import ProjectFile
from forgebook.core.schema import field_at
from forgebook.kinds.register import BUILT_IN
from forgebook.reading.yaml import parse
from forgebook.writing.issue_forms import file_name, issue_form, issue_form_text
from support.sites import PROJECT

KINDS = {kind.name: kind for kind in BUILT_IN}
HOUSE = ProjectFile.model_validate(PROJECT)
FORMS = forms_of(BUILT_IN, HOUSE)
EXAMPLE = Path(__file__).parents[2] / "examples/demand-model"

each = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def github_schema() -> dict[str, Any]:
    """The schema of issue forms that SchemaStore keeps, as check-jsonschema ships it."""
    folder = importlib.resources.files("check_jsonschema") / "builtin_schemas/vendor"
    found: dict[str, Any] = json.loads((folder / "github-issue-forms.json").read_text(encoding="utf-8"))
    return found


@each
def test_it_fits_the_schema_of_github(form: Form) -> None:
    check = Draft7Validator(github_schema())
    written = YAML(typ="safe").load(issue_form_text(form))
    assert written == issue_form(form)
    assert [error.message for error in check.iter_errors(written)] == []
    assert list(check.iter_errors({**written, "body": [{"type": "input"}]}))


@each
def test_what_the_schema_cannot_say_holds_as_well(form: Form) -> None:
    questions = [element for element in issue_form(form)["body"] if element["type"] != "markdown"]
    assert questions
    for part in (
        [question["id"] for question in questions],
        [question["attributes"]["label"].casefold() for question in questions],
    ):
        assert len(set(part)) == len(part)
    for question in questions:
        options = question["attributes"].get("options", [])
        labels = [option["label"] if isinstance(option, dict) else option for option in options]
        assert len(set(labels)) == len(labels)
        assert "none" not in [label.casefold() for label in labels]
        assert (question["type"] in ("dropdown", "checkboxes")) == bool(labels)


@each
def test_no_parser_takes_a_text_for_something_else(form: Form) -> None:
    old = YAML(typ="safe", pure=True)
    old.version = (1, 1)
    assert old.load(issue_form_text(form)) == issue_form(form)


@each
def test_answers_go_to_fields_that_there_are(form: Form) -> None:
    model = KINDS[form.kind].model
    for question in form.questions:
        if question.id != form.record:
            path = tuple(str(part) for part in (*form.entry, *question.field))
            assert field_at(model, path) is not None
    if form.action == "change":
        asked = [question for question in form.questions if question.id == form.record]
        assert [(q.kinds, q.widget, q.required) for q in asked] == [((form.kind,), "reference", True)]
    else:
        assert not form.record


@each
def test_what_a_new_record_must_have_is_asked_for_or_proposed(form: Form) -> None:
    if form.action == "new":
        kind = KINDS[form.kind]
        needed = {name for name, info in kind.model.model_fields.items() if info.is_required()}
        needed -= {name for name, value in parse(kind.draft_text).items() if value is not None}
        assert needed <= {str(question.field[0]) for question in form.questions if question.required}


def test_forms_have_ids_of_their_own() -> None:
    names = [file_name(form) for form in FORMS]
    assert len(set(names)) == len(names)
    assert {"decision", "retro", "improvement-verdict", "release-gate", "change", "sprint"} <= {f.id for f in FORMS}


@each
def test_a_filled_form_is_recognised(form: Form) -> None:
    labels = [question.label for question in form.questions]
    assert recognise(labels, FORMS) == form
    assert recognise([label.upper() for label in reversed(labels)], FORMS) == form
    assert recognise([q.label for q in form.questions if q.required], [form]) in (form, None)


def test_two_forms_share_no_more_than_half_of_their_questions() -> None:
    for one, other in combinations(FORMS, 2):
        shared = {q.label for q in one.questions} & {q.label for q in other.questions}
        assert len(shared) * 2 <= min(len(one.questions), len(other.questions)), (one.id, other.id, shared)


def test_headings_of_another_text_are_no_form() -> None:
    assert recognise(["What happened?", "Steps to reproduce"], FORMS) is None


def test_lists_of_the_project_file_become_options() -> None:
    change = next(form for form in FORMS if form.id == "change")
    asked = change.question("Whom does the change concern?")
    assert asked is not None
    assert [(option.value, option.label) for option in asked.options] == [("users", "Users")]
    assert (asked.value_of("users"), asked.value_of(" Users "), asked.value_of("Others")) == ("users", "users", None)


def test_without_gates_and_environments_there_is_no_form_about_them() -> None:
    bare = forms_of(BUILT_IN, ProjectFile(name="Bare"))
    assert {form.id for form in FORMS} - {form.id for form in bare} == {"release-gate", "deployment"}
    change = next(form for form in bare if form.id == "change")
    assert change.question("Whom does the change concern?") is None


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["forms", "-C", str(EXAMPLE), *arguments])
    return done.exit_code, done.output


def test_the_command_writes_checks_and_tidies(tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    out = ("--out", str(folder))
    assert run(*out, "--check")[0] == 1
    assert not folder.exists()
    assert run(*out)[0] == 0
    assert run(*out, "--check") == (0, "")
    assert "as it was" in run(*out)[1]
    gone = folder / "forgebook-gone.yml"
    gone.write_bytes((folder / "forgebook-decision.yml").read_bytes())
    theirs = folder / "forgebook-theirs.yml"
    theirs.write_text("name: Ours\n", encoding="utf-8")
    (folder / "forgebook-retro.yml").write_text("name: Edited\n", encoding="utf-8")
    code, said = run(*out, "--check")
    assert code == 1
    assert "forgebook-gone.yml: no longer a form" in said
    assert "forgebook-retro.yml: out of date" in said
    assert run(*out)[0] == 0
    assert not gone.exists()
    assert theirs.exists()
    assert run(*out, "--check") == (0, "")
