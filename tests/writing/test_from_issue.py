"""`forgebook from-issue`: filled forms become records and changes; what is missing is told; nothing gets out."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from forgebook.cli.main import main
from forgebook.core.drafting import Wish
from forgebook.core.forms import Choice, Form, Question, forms_of
from forgebook.core.graph import ProjectGraph
from forgebook.core.settings import SiteSettings
from forgebook.kinds.register import BUILT_IN
from forgebook.reading.yaml import parse
from forgebook.writing.drafts.compose import compose
from forgebook.writing.issues.answers import Unusable, read_answer, values_of
from forgebook.writing.issues.body import answers_in
from forgebook.writing.issues.from_issue import nest
from forgebook.writing.issues.issue import cleaned, read_issue
from support.issues import body_of, sample_answers
from support.loading import faults, load
from support.properties import deterministic
from support.sites import AS_OF, PROJECT, WORLD, records, write

MORE = {
    "requests/asked.yml": "title: A boat\nneed: A boat.\nanswer: open\nasked_on: 2025-11-01\n",
    "roadmap/later.yml": "title: A larger boat\nhorizon: later\n",
    "decisions/sail.yml": "# kept as it is\ntitle: Sail   # too\nstatus: proposed\ncreated: 2025-10-01\n"
    "options: [{id: sail, title: Sail}, {id: oars, title: Oars}]\n",
    "retros/r1.yml": "date: 2025-11-18\nreviewed: # what became of them\n  - improvement: improvement/tidy\n"
    "    verdict: partly\n    next: retry\nimprovement: {id: bell, statement: Ring the bell}\n",
    "sprints/s9.yml": "title: Sprint 9\nstart: 2025-11-03\nend: 2025-11-14\n",
    "assessments/now.yml": "date: 2025-11-01\nframework: mlops\ncriteria: [{id: modular-steps, status: met}]\n",
    "releases/v1.yml": "version: '1'\nstatus: candidate\nprevious: v0\ngates: [{id: review, result: not_run}]\n",
    "releases/v2.yml": "version: '2'\nstatus: released\nreleased_on: 2025-11-01\nprevious: v1\n",
}
WORLD_FILES = records({"project.yml": PROJECT, **WORLD, **MORE})
FORMS = [form for kind in BUILT_IN for form in kind.forms]
FITTING: dict[str, dict[str, str]] = {
    "decision": {"status": "Yes, we do it", "chosen": "First: of two"},
    "decision-outcome": {"record": "Sail", "chosen": "sail"},
    "sprint": {"start": "2025-11-17", "end": "2025-11-28", "recovery_until": "2025-12-05"},
    "release": {"version": "1.1", "previous": "releases/v1/", "planned_on": "2025-12-18"},
    "release-issue": {"record": "v1", "found_in": "v0", "fixed_in": "v1"},
    "release-gate": {"record": "v1"},
    "roadmap": {"target": "v1"},
    "run": {"run_at": "2025-11-10T09:00+01:00", "release": "v2", "retain_until": "2030-01-01"},
    "incident": {
        "detected": "2025-11-10T09:00+01:00",
        "started": "2025-11-10T08:30+01:00",
        "resolved": "2025-11-10T11:00+01:00",
    },
    "deployment": {"release": "v2", "at": "2025-11-19T14:30+01:00"},
    "improvement-verdict": {
        "record": "r1",
        "improvement": "Tidy up",
        "next": "Another improvement takes its place",
        "replaced_by": "bell",
    },
    "assessment-criterion": {"record": "now", "id": "data-validation"},
    "retro": {"sprint": "s9", "date": "2025-11-19"},
    "assumption": {"quality": "low", "impact": "high", "review_by": "2026-02-01"},
}
"""Answers that have to fit together, or the records that there are."""


def run(root: Path, body: str | bytes, *arguments: str) -> Result:
    command = ["from-issue", "-C", str(root), "--as-of", AS_OF.isoformat(), *arguments, "-"]
    return CliRunner().invoke(main, command, input=body)


def told(root: Path, body: str | bytes, *arguments: str) -> dict[str, Any]:
    result = run(root, body, "--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code == 1) == bool(found["problems"]), found
    return found


def contents(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (root / "records").rglob("*") if path.is_file()}


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return write(tmp_path / "world", WORLD_FILES)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> ProjectGraph:
    return load(tmp_path_factory.mktemp("graph"), WORLD_FILES).graph


def form_named(id_: str, graph: ProjectGraph) -> Form:
    return next(form for form in forms_of(graph.kinds.values(), graph.project) if form.id == id_)


def filled(id_: str, graph: ProjectGraph, **answers: str) -> str:
    return body_of(form_named(id_, graph), answers)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("required_only", [False, True], ids=["all", "required"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_form_filled_comes_to_a_record_that_is_right(
    form: Form, required_only: bool, line_break: str, world: Path, graph: ProjectGraph
) -> None:
    asked = form_named(form.id, graph)
    fitting = {k: v for k, v in FITTING.get(form.id, {}).items() if not required_only or asked_must(asked, k)}
    answers = {**sample_answers(asked, graph, required_only=required_only), **fitting}
    before, known = contents(world), told_faults(world)
    found = told(world, body_of(asked, answers, line_break=line_break))
    assert found["written"], found
    assert found["form"] == form.id
    changed = {path for path, data in contents(world).items() if before.get(path) != data}
    assert changed == {str(world / found["path"])}
    assert (str(world / found["path"]) in before) == (form.action == "change")
    assert told_faults(world) == known, (world / found["path"]).read_text(encoding="utf-8")
    assert found["ref"] in load(world).graph.records
    assert re.fullmatch(r"forgebook/[a-z0-9-]+", found["branch"])
    assert len(found["answers"]) == len(answers)


def told_faults(root: Path) -> list[str]:
    """Errors and warnings, but for two that are no faults of a form.

    A retro lacks verdicts, since each has a form of its own; and who redefines an improvement may leave open at first
    what takes its place.
    """
    return [fault for fault in faults(load(root)) if " FB801 " not in fault and " FB818 " not in fault]


def asked_must(form: Form, id_: str) -> bool:
    return any(question.id == id_ and question.required for question in form.questions)


def test_a_new_decision_holds_what_was_written_and_nothing_else(world: Path, graph: ProjectGraph) -> None:
    body = filled(
        "decision", graph, title="Rig: one or two?", status="Yes, we do it", decided="2025-11-18",
        deciders="* Model lead\n* @pat\n".replace("@", ""), options="1. One\n2. Two: both", chosen="Two: both",
        context="Why?\n\n```yaml\n### What was decided, and why?\na: 1\n```\n\n### Mine",
    )  # fmt: skip
    found = told(world, body)
    assert found["path"] == "records/decisions/rig-one-or-two.yml"
    text = (world / found["path"]).read_text(encoding="utf-8")
    assert text == (
        'title: "Rig: one or two?"\narea: hull\nstatus: accepted\ndecided: 2025-11-18\n'
        "deciders: [role/lead, person/pat]\ncontext: |\n  Why?\n\n  ```yaml\n  ### What was decided, and why?\n  a: 1\n"
        '  ```\n\n  ### Mine\noptions:\n  - {title: One}\n  - {title: "Two: both"}\nchosen: "Two: both"\n'
    )


def test_a_verdict_is_added_and_the_rest_of_the_file_stays(world: Path, graph: ProjectGraph) -> None:
    path = world / "records/retros/r1.yml"
    before = path.read_text(encoding="utf-8")
    body = filled(
        "improvement-verdict", graph, record="retros/r1/", improvement="Ring the bell", verdict="We dropped it",
        next="We leave it", evidence="It woke the cat.",
    )  # fmt: skip
    found = told(world, body)
    assert found["pull_request_title"].startswith("Change retro: ")
    after = path.read_text(encoding="utf-8")
    added = parse(after)["reviewed"][1]
    assert added == {"improvement": "bell", "verdict": "dropped", "evidence": "It woke the cat.", "next": "stop"}
    kept = [line for line in after.split("\n") if line in before.split("\n")]
    assert kept == before.split("\n")


def test_a_second_verdict_on_the_same_improvement_changes_the_first(world: Path, graph: ProjectGraph) -> None:
    answers = {
        "record": "r1",
        "improvement": "tidy",
        "verdict": "We did it, and it helped",
        "next": "It becomes how we work",
    }
    body = filled("improvement-verdict", graph, **answers)
    assert told(world, body)["written"]
    values = parse((world / "records/retros/r1.yml").read_text(encoding="utf-8"))
    assert values["reviewed"] == [{"improvement": "tidy", "verdict": "kept", "next": "keep"}]
    again = told(world, body)
    assert (again["written"], again["changes"]) == (False, False)
    assert "says so already" in run(world, body).stdout


def test_comments_of_a_changed_record_stay(world: Path, graph: ProjectGraph) -> None:
    body = filled("decision-outcome", graph, record="Sail", status="Accepted: we do it", decided="2025-11-19")
    assert told(world, body)["written"]
    text = (world / "records/decisions/sail.yml").read_text(encoding="utf-8")
    assert text.startswith("# kept as it is\ntitle: Sail   # too\nstatus: accepted\n")
    assert "\ndecided: 2025-11-19\n" in text


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_an_answer_goes_into_the_section_that_a_markdown_record_has_for_it(
    line_break: str, world: Path, graph: ProjectGraph
) -> None:
    before = (
        "---\nstatus: proposed # yet\ncreated: 2025-10-01\n---\n\n# Tar\n\n## Context\n\nIt leaks.\n\n"
        "## Decision\n\nOpen.\n\n```\n## not one\n```\n\n## More\n\nKept.\n"
    )
    path = world / "records/decisions/tar.md"
    path.write_bytes(before.replace("\n", line_break).encode())
    outcome = "Tar it.\n\n- Twice"
    answers = {"record": "Tar", "status": "Accepted: we do it", "decided": "2025-11-19", "outcome": outcome}
    assert told(world, filled("decision-outcome", graph, **answers))["written"]
    expected = before.replace("proposed", "accepted").replace("-10-01\n", "-10-01\ndecided: 2025-11-19\n")
    expected = expected.replace("Open.\n\n```\n## not one\n```", outcome)
    assert path.read_bytes().decode() == expected.replace("\n", line_break)
    record = load(world).graph.records["decision/tar"]
    assert (record.f.outcome, record.f.context) == (outcome, "It leaks.")
    again = told(world, filled("decision-outcome", graph, **{**answers, "outcome": "## Mine\n\nx"}))
    assert 'the answer for "Decision" has headings' in again["problems"][0]["message"]


def test_a_file_in_the_style_of_another_tool_is_left_to_people(world: Path, graph: ProjectGraph) -> None:
    write(world, records({"decisions/0001-oak.md": "# 1. Oak\n\nDate: 2025-01-01\n\n## Status\n\nProposed\n"}))
    before = contents(world)
    answers = {"record": "Oak", "status": "Accepted: we do it", "decided": "2025-11-19"}
    found = told(world, filled("decision-outcome", graph, **answers))
    assert "style of another tool" in found["problems"][0]["message"]
    assert contents(world) == before


def test_a_github_event_is_read(world: Path, graph: ProjectGraph) -> None:
    body = filled("change", graph, summary="A second rope", kind="Added: something new").replace("\n", "\r\n")
    issue = {"number": 12, "title": "Rope", "body": body, "labels": [{"name": "forgebook-change"}, {"name": "x"}]}
    found = told(world, json.dumps({"action": "opened", "issue": issue}))
    assert (found["issue"], found["branch"]) == (12, "forgebook/issue-12-change-a-second-rope")
    assert found["pull_request_title"] == "Add change: A second rope"
    flat = told(world, json.dumps({**issue, "labels": ["forgebook-change"]}), "--dry-run")
    assert flat["problems"][0]["message"].startswith("change/a-second-rope exists already")


def test_a_title_in_other_letters_goes_by_the_number_of_its_issue(world: Path, graph: ProjectGraph) -> None:
    body = filled("decision", graph, title="Наш дом", status="No, I propose it")
    assert told(world, json.dumps({"number": 5, "body": body}))["path"] == "records/decisions/decision-issue-5.yml"
    assert told(world, body)["path"] == "records/decisions/decision-2025-11-20.yml"


def test_each_question_without_an_answer_is_named_and_nothing_is_written(world: Path, graph: ProjectGraph) -> None:
    before = contents(world)
    form = form_named("improvement-verdict", graph)
    found = told(world, body_of(form, {}))
    assert [problem["question"] for problem in found["problems"]] == [q.label for q in form.questions if q.required]
    assert {problem["message"] for problem in found["problems"]} == {"this question is not answered"}
    text = run(world, body_of(form, {})).stdout
    assert "  Which improvement?: this question is not answered" in text
    assert "nothing of it is lost" in text
    markdown = run(world, body_of(form, {}), "--format", "md").stdout
    assert "- **Which improvement?** this question is not answered" in markdown
    assert contents(world) == before


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"record": "r9"}, 'there is no retro "r9"'),
        ({"record": "2025"}, "there is no retro"),
        ({"improvement": "decision/sail"}, "there is no improvement"),
        ({"verdict": "Perhaps"}, '"Perhaps" is none of the answers: We did it, and it helped, '),
        ({"verdict": "- [ ] We dropped it"}, "this question is not answered"),
    ],
)
def test_answers_that_cannot_be_used_are_told_in_plain_words(
    answers: Mapping[str, str], words: str, world: Path, graph: ProjectGraph
) -> None:
    good = {"record": "r1", "improvement": "bell", "verdict": "We dropped it", "next": "We leave it"}
    found = told(world, filled("improvement-verdict", graph, **{**good, **answers}))
    assert [words in problem["message"] for problem in found["problems"]] == [True]


def test_what_a_check_would_refuse_is_told_before_anything_is_written(world: Path, graph: ProjectGraph) -> None:
    before = contents(world)
    found = told(world, filled("decision", graph, title="Sail", status="No, I propose it"))
    assert found["problems"] == [
        {
            "question": None,
            "message": "decision/sail exists already (records/decisions/sail.yml); give it another title",
        }
    ]
    assert contents(world) == before


def test_what_a_check_only_doubts_is_told_with_the_record(world: Path, graph: ProjectGraph) -> None:
    body = filled(
        "decision", graph, title="Rig", status="Yes, we do it", options="One\nTwo", chosen="Three", decided="2025-01-01"
    )
    found = told(world, body)
    assert found["written"]
    assert [(f["code"], f["severity"]) for f in found["findings"]] == [("FB405", "error")]
    markdown = run(
        world,
        body.replace("### What is the decision about?\n\nRig", "### What is the decision about?\n\nRig 2"),
        "--format",
        "md",
    )
    assert '- error: "Three" is none of the options.' in markdown.stdout
    assert "FB405" not in markdown.stdout


def test_a_stranger_publishes_nothing(tmp_path: Path) -> None:
    public = PROJECT | {"default_visibility": "public"}
    more = {**MORE, "retros/r1.yml": "visibility: public\n" + MORE["retros/r1.yml"]}
    world = write(tmp_path / "public", records({"project.yml": public, **WORLD, **more}))
    graph = load(world).graph
    made = told(world, filled("change", graph, summary="Ours", kind="Fixed: it was wrong"))
    assert load(world).graph.records[made["ref"]].fields.visibility == "team"
    answers = {"record": "r1", "improvement": "bell", "verdict": "We dropped it", "next": "We leave it"}
    changed = told(world, filled("improvement-verdict", graph, **answers))
    assert changed["seen_by"] == "public"
    assert parse((world / changed["path"]).read_text(encoding="utf-8"))["reviewed"][1]["visibility"] == "team"
    again = {**answers, "verdict": "We did not try it"}
    assert "shown to everyone" in run(world, filled("improvement-verdict", graph, **again), "--format", "md").stdout


def test_no_form_sets_who_may_see_a_record(graph: ProjectGraph) -> None:
    values = {("visibility",): "public", ("improvement", "visibility"): "public", ("title",): "T"}
    assert nest(values) == {"title": "T"}


@pytest.mark.parametrize(
    "title",
    [
        "../../../etc/passwd",
        "a/b/../../c",
        "CON",
        "..",
        ".git/config",
        "x" * 400,
        "a\u202eb",
        "-rf",
        "`$(id)`",
        "%2e%2e%2f",
    ],
)
def test_a_title_never_leads_out_of_the_folder(title: str, world: Path, graph: ProjectGraph) -> None:
    found = told(world, filled("decision", graph, title=title, status="No, I propose it"))
    if found["written"]:
        path = Path(found["path"])
        assert path.parts[:2] == ("records", "decisions")
        assert len(path.parts) == 3
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*\.yml", path.name)
        assert re.fullmatch(r"forgebook/[a-z0-9-]+", found["branch"])
    assert sorted(p.name for p in world.iterdir()) in (["records"], [".cache", "records"])


def test_markdown_of_the_report_brings_nothing_of_a_stranger_to_life(world: Path, graph: ProjectGraph) -> None:
    evil = "@everyone ![x](http://evil.example/a.png) <script>alert(1)</script> [l](javascript:x) #1"
    body = filled("decision", graph, title=evil, status="No, I propose it", context=f"{evil}\n\n| a |\n|---|\n")
    out = run(world, body, "--format", "md").stdout
    assert "everyone" in out
    for mark in ("@everyone", "![", "<script", "](", " #1", "| a |"):
        assert mark not in out
    text = run(world, filled("decision", graph, title="x\x1b[31m", status="No, I propose it")).stdout
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"{", "looks like JSON, and is none"),
        (b'{"issue": 3}', "no issue in this JSON"),
        (b'{"a": 1}', "no issue in this JSON"),
        (b'{"issue": {"body": 3}}', "no issue in this JSON"),
        (b"x" * (1 << 20) + b"x", "1 MiB is the limit"),
        (b"x" * 140_000, "131,072 is the limit"),
        (b"[" * 100_000, ""),
        (b'{"a":' * 100_000, "looks like JSON, and is none"),
    ],
)
def test_files_that_hold_no_issue_are_told(data: bytes, words: str, world: Path) -> None:
    result = run(world, data)
    assert result.exit_code == (2 if words else 1)
    assert words in result.stderr
    assert "fault of Forgebook" not in result.output


def test_an_issue_without_a_body_is_an_issue() -> None:
    assert read_issue(b'{"issue": {"body": null, "title": "a\\nb", "number": true, "labels": 3}}').title == "a b"


def test_text_of_no_form_is_told(world: Path) -> None:
    found = told(world, "Hello, the site is great.")
    assert "filled from none of the forms" in found["problems"][0]["message"]
    assert told(world, "")["problems"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--form", "decisoin"], 'there is no form "decisoin": did you mean "decision"?'),
        (["--kind", "person"], "people have no forms"),
        (["--kind", "persn"], 'there is no kind "persn"'),
    ],
)
def test_wrong_use(arguments: list[str], words: str, world: Path) -> None:
    result = run(world, "x", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_missing_file_is_wrong_use(world: Path) -> None:
    result = CliRunner().invoke(main, ["from-issue", "-C", str(world), "no-such.md"])
    assert result.exit_code == 2
    assert "no-such.md" in result.stderr


def test_the_form_can_be_named(world: Path, graph: ProjectGraph) -> None:
    body = "### What changes?\n\nA rope\n\n### What sort of change is it?\n\nAdded: something new\n"
    assert told(world, body)["problems"]
    assert told(world, body, "--form", "change")["written"]


def test_a_fence_that_is_never_closed_does_not_swallow_the_questions_after_it(graph: ProjectGraph) -> None:
    form = form_named("decision", graph)
    body = body_of(form, {"title": "T", "context": "```\n### mine", "outcome": "O", "consequences": "```\nx\n```"})
    found = answers_in(body, form)
    assert (found["context"], found["outcome"], found["consequences"]) == ("```\n### mine", "O", "```\nx\n```")


def test_a_label_inside_of_code_or_out_of_turn_is_a_part_of_the_answer(graph: ProjectGraph) -> None:
    form = form_named("decision", graph)
    context = "~~~\n### Which options were considered?\n```\n~~~\n\n### What is the decision about?"
    found = answers_in(body_of(form, {"title": "T", "context": context, "options": "- A", "outcome": "O"}), form)
    assert (found["title"], found["context"], found["options"]) == ("T", context, "- A")
    assert found["outcome"] == "O"


@pytest.mark.parametrize(
    ("widget", "answer", "value"),
    [
        ("line", "  a\tb \n c ", "a b c"),
        ("lines", "- a\n* b\n\n3. c\n- [x] d\n• e", ["a", "b", "c", "d", "e"]),
        ("text", "a\n\n  b", "a\n\n  b"),
        ("date", " 2025-10-07 ", "2025-10-07"),
        ("number", "12", "12"),
        ("flag", "- [x] Yes", "yes"),
        ("flag", "- [ ] Yes", None),
        ("flag", "Yes.", "yes"),
        ("flag", "no", None),
        ("choice", "one, and ONLY", "one"),
        ("choice", "one", "one"),
        ("choice", "None", None),
        ("choices", "Two, one, and only, two", ["two", "one"]),
        ("choices", "- [x] Two\n- [ ] one, and only", ["two"]),
        ("choices", "None", []),
    ],
)
def test_answers_are_read_the_way_they_were_asked(widget: Any, answer: str, value: Any, graph: ProjectGraph) -> None:
    assert read_answer(_question(widget), answer, graph) == value


@pytest.mark.parametrize(
    ("widget", "answer"),
    [
        ("date", "soon"), ("date", "2025-02-30"), ("date", "20251007"), ("number", "-1"), ("number", "١"),
        ("flag", "maybe"), ("choice", "three"), ("choices", "Two, three"), ("line", "x" * 501), ("lines", "x\n" * 101),
        ("reference", "nobody"), ("references", "pat, nobody"),
    ],
)  # fmt: skip
def test_answers_of_another_sort_are_not_guessed(widget: Any, answer: str, graph: ProjectGraph) -> None:
    with pytest.raises(Unusable):
        read_answer(_question(widget), answer, graph)


@pytest.mark.parametrize(
    "words",
    ["pat", "person/pat", "Pat Plain", "pat plain", "https://team.example/site/people/pat/", "`pat`", "people/pat/"],
)
def test_a_record_is_known_by_what_people_call_it(words: str, graph: ProjectGraph) -> None:
    assert read_answer(_question("reference"), words, graph) == "person/pat"


def test_several_records_stand_one_a_line_or_with_commas(graph: ProjectGraph) -> None:
    assert read_answer(_question("references"), "- Pat Plain, Model lead\n- crew", graph) == [
        "person/pat", "role/lead", "team/crew",
    ]  # fmt: skip


@deterministic
@given(
    st.lists(
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                ["### ", "```", "\r\n", "- [x] ", "_No response_", "\x00", "\x1b[0m", "---", "{", "[[", ": "]
            ),
            st.sampled_from([f"\n\n### {question.label}\n\n" for form in FORMS for question in form.questions]),
        ),
        max_size=30,
    )
)
def test_no_text_brings_it_down_or_out(parts: list[str]) -> None:
    body = "".join(parts).encode("utf-8", "surrogatepass")
    root = _shared_world()
    before = contents(root)
    result = run(root, body, "--format", "json", "--dry-run")
    assert result.exit_code in (0, 1, 2), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "fault of Forgebook" not in result.output
    assert contents(root) == before


@deterministic
@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_is_answered_stands_in_the_record_as_it_was(title: str, context: str) -> None:
    root = _shared_world()
    graph = load(root).graph
    form = form_named("decision", graph)
    answers = {"title": f"T {title}", "status": "No, I propose it", "context": f"C{context}"}
    issue = read_issue(body_of(form, answers).encode("utf-8", "replace"))
    values, problems = values_of(form, answers_in(issue.body, form), graph)
    assert problems == []
    wish = Wish(values[("title",)], {"context": values[("context",)], "status": "proposed"})
    made = compose(graph.kinds["decision"], wish, graph, SiteSettings(root, root / "records", AS_OF), teaching=False)
    written = parse(made.text)
    assert written["title"] == " ".join(cleaned(f"T {title}").split())
    assert written["context"].strip("\n") == "\n".join(
        line.rstrip() for line in cleaned(f"C{context}").split("\n")
    ).strip("\n")


_WORLDS: list[Path] = []


def _shared_world() -> Path:
    """One project for many examples, none of which may change it."""
    if not _WORLDS:
        _WORLDS.append(write(Path(tempfile.mkdtemp(prefix="forgebook-issues-")), WORLD_FILES))
    return _WORLDS[0]


def _question(widget: Any) -> Question:
    options = (Choice("one", "One, and only"), Choice("two", "Two"))
    return Question("q", "Q?", ("q",), widget, options=options, kinds=("person", "role", "team"))
