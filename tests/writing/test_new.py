"""`forgebook new`: what it proposes, what it writes, what it refuses."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from forgebook.core.annotated import taken
from forgebook.core.drafting import Wish
from forgebook.core.kind import RecordKind
from forgebook.core.schema import field_at, field_names
from forgebook.kinds.register import BUILT_IN, installed
from forgebook.reading.yaml import parse
from forgebook.writing.drafts.compose import NotPossible, compose
from support.loading import faults, load
from support.sites import AS_OF, PROJECT, WORLD, records, site_of, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "demand-model"
WITH_FILES = [kind for kind in BUILT_IN if kind.folder]
MINIMAL = {
    "release": ["--set", "version=v1.2.0"],
    "change": ["--title", "A second rope", "--set", "kind=added"],
    "sprint": [],
    "retro": [],
    "deployment": ["--set", "component=code", "--set", "version=v1"],
    "incident": ["--title", "A fog", "--set", "detected=2025-11-01"],
    "run": ["--title", "A run", "--set", "release=v1.2.0"],
    "assumption": ["--title", "Fog lifts by noon", "--set", "quality=low", "--set", "impact=low"],
    "assessment": [],
}
"""What a kind must be told where a title is not enough."""
TO_JUDGE = ["--set", "reviewed[0].verdict=kept", "--set", "reviewed[0].next=keep"]


def named(kind: RecordKind) -> str:
    return kind.name


def minimal(kind: RecordKind, title: str) -> list[str]:
    """What a kind must be told: what stands in the table, else a title and the fields that no graph can tell."""
    if kind.name in MINIMAL:
        return MINIMAL[kind.name]
    told = ["--title", title]
    for key in field_names(kind.model):
        info = field_at(kind.model, (key,))
        drafted = parse(kind.draft_text).get(key)
        if key != "title" and info.is_required() and taken(info).kind is not date and drafted is None:
            words = [word for word in taken(info).words if word not in ("no", "not_now")]
            told += ["--set", f"{key}={words[-1] if words else 'Words of mine'}"]
    return told


def new(root: Path, *arguments: str, as_of: date = AS_OF, **environ: str) -> Result:
    command = ["new", "-C", str(root), "--as-of", as_of.isoformat(), *arguments]
    return CliRunner().invoke(main, command, env={"VISUAL": "", "EDITOR": "", **environ})


def files_of(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in (root / "records").rglob("*") if path.is_file()}


def made(root: Path, *arguments: str, **more: Any) -> tuple[str, dict[str, Any]]:
    """The file that a command makes, below `records/`, and what it holds."""
    before = files_of(root)
    result = new(root, *arguments, **more)
    added = files_of(root) - before
    assert len(added) == 1, result.output
    name = added.pop()
    assert Path(result.stdout.split("\n")[0]).resolve() == (root / name).resolve()
    text = (root / name).read_text(encoding="utf-8")
    return name.removeprefix("records/"), parse(text) if name.endswith(".yml") else {"text": text}


def refused(root: Path, *arguments: str) -> str:
    """What is said by a command that must write nothing."""
    before = files_of(root)
    result = new(root, *arguments)
    assert result.exit_code == 2, result.output
    assert files_of(root) == before
    return result.stderr


def bodies(root: Path) -> dict[str, str]:
    """Every page of the site, rendered, by its address."""
    site = site_of(root)
    return {view.address: site.body(view).html for view in site.views()}


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return write(tmp_path / "world", records({"project.yml": PROJECT, **WORLD}))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE / "records", tmp_path / "example" / "records")
    return tmp_path / "example"


@pytest.mark.parametrize("kind", [kind for kind in WITH_FILES if kind.name != "deployment"], ids=named)
def test_every_kind_can_be_made_in_an_empty_folder(kind: RecordKind, tmp_path: Path) -> None:
    for needed in kind.needs:
        new(tmp_path, needed, *MINIMAL[needed])
    result = new(tmp_path, kind.name, *minimal(kind, "A first one"))
    assert result.exit_code == 0, result.output
    assert "`forgebook init`" in result.stdout
    assert faults(load(tmp_path)) == []
    pages = bodies(tmp_path)
    assert load(tmp_path).graph.of(kind.name)[0].address.partition("#")[0] in pages


def test_a_deployment_needs_an_environment_and_what_was_deployed(tmp_path: Path, world: Path) -> None:
    assert "a deployment needs its environment" in refused(tmp_path, "deployment")
    name, values = made(world, "deployment", "--set", "component=code", "--set", "commit=99e0658aa")
    assert (name, values["environment"]) == ("deployments/live/2025-11-20-code-99e0658aa.yml", "live")
    write(world, records({"releases/v9.yml": {"version": "9", "status": "released", "released_on": "2025-11-01"}}))
    name, values = made(world, "deployment", "--set", "outcome=failed")
    assert name == "deployments/live/2025-11-20-v9-failed.yml"
    assert (values["release"], values["at"], values["outcome"]) == ("v9", "2025-11-20", "failed")


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_every_kind_can_be_made_among_others(kind: RecordKind, world: Path) -> None:
    for needed in kind.needs:
        new(world, needed, *MINIMAL[needed])
    known, count = faults(load(world)), len(load(world).graph.of(kind.name))
    more = TO_JUDGE if kind.name == "retro" else []
    result = new(world, kind.plural, *minimal(kind, "One more of them"), *more)
    assert result.exit_code == 0, result.output
    assert "project file" not in result.stdout
    project = load(world)
    assert faults(project) == known
    assert len(project.graph.of(kind.name)) == count + 1
    assert {record.address.partition("#")[0] for record in project.graph.of(kind.name)} <= set(bodies(world))


def test_a_sprint_follows_on_from_the_last(example: Path) -> None:
    name, values = made(example, "sprint")
    assert name == "sprints/sprint-19.yml"
    assert values == {
        "start": "2026-01-26", "end": "2026-02-27", "recovery_until": "2026-03-06", "goal": None,
        "product_owner": "role/product-owner", "scrum_master": "role/scrum-master",
    }  # fmt: skip
    assert faults(load(example)) == faults(load(EXAMPLE))


@pytest.mark.parametrize(
    ("last", "cadence", "expected"),
    [
        ("2025-14.yml", "", {"name": "2025-15.yml", "start": "2025-11-17", "end": "2025-11-28"}),
        ("2025-10-27.yml", "", {"name": "2025-11-17.yml", "start": "2025-11-17", "end": "2025-11-28"}),
        ("9.yml", "cadence: {sprint_weeks: 3}\n", {"name": "10.yml", "start": "2025-11-17", "end": "2025-12-05"}),
        ("tide.yml", "cadence: {recovery_weeks: 0}\n", {"name": "sprint-1.yml", "start": "2025-11-17"}),
    ],
)
def test_sprints_are_named_and_dated_as_the_house_does(
    last: str, cadence: str, expected: Mapping[str, str], tmp_path: Path
) -> None:
    write(tmp_path, records({
        "project.yml": f"name: Harbour\n{cadence}",
        f"sprints/{last}": "start: 2025-10-27\nend: 2025-11-07\nrecovery_until: 2025-11-14\n",
    }))  # fmt: skip
    name, values = made(tmp_path, "sprint")
    assert {"name": name.removeprefix("sprints/"), **values}.items() >= expected.items()
    assert ("recovery_until" in values) == ("recovery_weeks" not in cadence)


def test_a_numbered_year_begins_anew(tmp_path: Path) -> None:
    write(tmp_path, records({"sprints/2025-26.yml": "start: 2025-12-15\nend: 2025-12-26\n"}))
    assert made(tmp_path, "sprint", as_of=date(2025, 12, 20))[0] == "sprints/2025-27.yml"
    assert made(tmp_path, "sprint", as_of=date(2025, 12, 20))[0] == "sprints/2026-01.yml"


def test_a_sprint_long_after_the_last_begins_now(tmp_path: Path) -> None:
    write(tmp_path, records({"sprints/3.yml": "start: 2023-01-04\nend: 2023-01-17\n"}))
    name, values = made(tmp_path, "sprint")
    assert (name, values["start"], values["end"]) == ("sprints/4.yml", "2025-11-26", "2025-12-09")


def test_a_sprint_takes_the_improvements_that_aim_at_it_and_the_only_team(tmp_path: Path) -> None:
    write(tmp_path, records({
        "teams/crew.yml": "title: Crew\n",
        "sprints/s1.yml": "start: 2025-10-27\nend: 2025-11-07\nteam: crew\n",
        "retros/s1.yml": "sprint: s1\ndate: 2025-11-07\nimprovement: {id: bell, statement: Ring, target_sprint: s2}\n",
    }))  # fmt: skip
    name, values = made(tmp_path, "sprint")
    assert (name, values["team"], values["improvements"]) == ("sprints/s2.yml", "crew", ["bell"])
    assert faults(load(tmp_path)) == []


def test_the_only_team_gets_the_first_sprint(tmp_path: Path) -> None:
    write(tmp_path, records({"teams/crew.yml": "title: Crew\n"}))
    assert made(tmp_path, "sprint")[1]["team"] == "crew"


def test_a_retro_looks_back_on_the_sprint_without_one_and_asks_for_verdicts(example: Path) -> None:
    name, values = made(example, "retro", as_of=date(2025, 11, 29))
    assert name == "retros/retro-17.yml"
    assert (values["sprint"], values["date"]) == ("sprint-17", "2025-11-28")
    blank = {"verdict": None, "next": None}
    assert values["reviewed"][-1] == {"improvement": "notes-before-freeze", **blank}
    gaps = [fault for fault in faults(load(example, as_of=date(2025, 11, 29))) if "retro-17" in fault]
    assert len(gaps) == 2 * len(values["reviewed"])
    assert all(" FB202 " in gap and "is empty" in gap for gap in gaps)


def test_gaps_are_told_with_their_lines_and_make_the_exit_code_1(world: Path) -> None:
    before = files_of(world)
    result = new(world, "retro")
    assert result.exit_code == 1
    lines = (world / (files_of(world) - before).pop()).read_text(encoding="utf-8").split("\n")
    told = [line for line in result.stdout.split("\n") if line.startswith("  line ")]
    assert len(told) == 2
    for line in told:
        number, _, words = line.removeprefix("  line ").partition(": ")
        assert lines[int(number) - 1].strip().startswith(words.split('"')[1])


def test_a_judged_or_foreign_improvement_is_not_asked_about_again(tmp_path: Path) -> None:
    write(tmp_path, records({
        "teams/a.yml": "title: A\n", "teams/b.yml": "title: B\n",
        "retros/2025-01-01.yml": "team: a\ndate: 2025-01-01\nimprovement: {id: kept, statement: Kept}\n",
        "retros/2025-02-01.yml": (
            "team: a\ndate: 2025-02-01\nreviewed: [{improvement: kept, verdict: kept, next: keep}]\n"
            "improvement: {id: again, statement: Again}\n"
        ),
        "retros/2025-03-01.yml": "team: a\ndate: 2025-03-01\n"
        "reviewed: [{improvement: again, verdict: partly, next: retry}]\n",
        "retros/2025-04-01.yml": "team: b\ndate: 2025-04-01\nimprovement: {id: theirs, statement: Theirs}\n",
    }))  # fmt: skip
    name, values = made(tmp_path, "retro", "--set", "team=a")
    assert name == "retros/2025-11-20.yml"
    assert [entry["improvement"] for entry in values["reviewed"]] == ["again"]


@pytest.mark.parametrize(
    ("version", "previous", "line"),
    [("v4.5.0", "v4.4.0", "main"), ("v2.6.3", "v2.6.2", "v2"), ("v5.0", "v4.4.0", "main")],
)
def test_a_release_follows_the_one_below_it(version: str, previous: str, line: str, example: Path) -> None:
    name, values = made(example, "release", "--set", f"version={version}")
    assert name == f"releases/{version}.yml"
    assert (values["previous"], values["maintenance_line"], values["status"]) == (previous, line, "planned")
    assert values["train"] == "demand model"
    assert "components" not in values
    text = (example / "records" / name).read_text(encoding="utf-8")
    assert f"#   - {{repository: data, version: {version}}}" in text
    assert faults(load(example)) == faults(load(EXAMPLE))


def test_a_release_between_two_is_not_hung_where_one_hangs_already(example: Path) -> None:
    _, values = made(example, "release", "--set", "version=v4.3.1")
    assert "previous" not in values
    assert faults(load(example)) == faults(load(EXAMPLE))


def test_releases_lie_in_the_folder_of_their_product(tmp_path: Path) -> None:
    write(tmp_path, records({
        "releases/model/v1.0.0.yml": "version: 1.0.0\nproduct: Model\nstatus: planned\n",
        "releases/app/v3.0.0.yml": "version: 3.0.0\nproduct: App\nstatus: planned\n",
    }))  # fmt: skip
    name, values = made(tmp_path, "release", "--set", "version=1.1.0", "--set", "product=Model")
    assert (name, values["previous"], values["version"]) == ("releases/model/v1.1.0.yml", "model/v1.0.0", "1.1.0")
    assert "several products (App, Model)" in refused(tmp_path, "release", "--set", "version=4.0.0")


@pytest.mark.parametrize(
    ("id_", "version", "given", "name"),
    [
        ("v1.0.0", "1.0.0", "v1.1.0", "v1.1.0"),
        ("v1.0.0", "v1.0.0", "1.1.0", "v1.1.0"),
        ("1.0.0", "1.0.0", "1.1.0", "1.1.0"),
        ("model-v1.0.0", "1.0.0", "1.1.0", "model-v1.1.0"),
        ("first", "1.0.0", "1.1.0", "1.1.0"),
    ],
)
def test_a_release_is_spelt_like_the_one_before(id_: str, version: str, given: str, name: str, tmp_path: Path) -> None:
    write(tmp_path, records({f"releases/{id_}.yml": f"version: {version}\nstatus: planned\n"}))
    assert made(tmp_path, "release", "--set", f"version={given}")[0] == f"releases/{name}.yml"


def test_a_release_that_is_out_asks_for_commits(example: Path) -> None:
    result = new(example, "release", "--set", "version=v4.5.0", "--set", "status=released")
    assert result.exit_code == 1
    assert "FB702 model names no commit" in result.stdout
    values = parse((example / "records/releases/v4.5.0.yml").read_text(encoding="utf-8"))
    assert values["released_on"] == AS_OF.isoformat()
    assert [part["repository"] for part in values["components"]] == ["model", "inputs", "outputs", "data"]


def test_a_decision_takes_the_next_number_where_the_house_has_numbers(tmp_path: Path) -> None:
    write(tmp_path, records({
        "areas/hull.yml": "title: Hull\n",
        "decisions/0007-berth.yml": "title: Berth\nstatus: proposed\nnumber: 7\n",
        "decisions/0011-rope.yml": "title: Rope\nstatus: proposed\nnumber: 11\n",
    }))  # fmt: skip
    name, values = made(tmp_path, "decision", "--title", "Sails, not oars")
    assert name == "decisions/0012-sails-not-oars.yml"
    assert (values["number"], values["created"], values["area"]) == ("12", AS_OF.isoformat(), "hull")


def test_a_decision_gets_no_number_where_few_have_one(example: Path) -> None:
    name, values = made(example, "decision", "--title", "Sails, not oars", "--set", "status=accepted")
    assert name == "decisions/sails-not-oars.yml"
    assert "number" not in values
    assert values["decided"] == AS_OF.isoformat()


def test_a_decision_is_markdown_where_the_others_are(tmp_path: Path) -> None:
    write(tmp_path, {
        "records/project.yml": "name: Harbour\nsources: [{kind: decision, path: docs/adr}]\n",
        "docs/adr/0001-berth.md": "# 1. Berth\n\n## Status\n\nAccepted\n\n## Context\n\nTide.\n",
    })  # fmt: skip
    arguments = ["decision", "--title", "Sails: not oars", "--set", "context=It blows.", "--set", "deciders="]
    result = new(tmp_path, *arguments)
    assert result.exit_code == 0, result.output
    text = (tmp_path / "docs/adr/0002-sails-not-oars.md").read_text(encoding="utf-8")
    assert "\n# Sails: not oars\n" in text
    assert "\n## Context\n\nIt blows.\n\n## Decision\n" in text
    record = load(tmp_path).graph.records["decision/0002-sails-not-oars"]
    assert (record.title, record.f.number, record.f.status) == ("Sails: not oars", 2, "proposed")
    assert record.f.context == "It blows."
    assert record.fields.sections == []
    assert record.foreign is False


def test_texts_that_a_section_would_read_otherwise_stand_in_the_front_matter(tmp_path: Path) -> None:
    write(tmp_path, records({"decisions/a.md": "---\nstatus: proposed\ncreated: 2025-01-01\n---\n\n# A\n"}))
    new(tmp_path, "decision", "--title", "#1 of them", "--set", "context=One\n\n## Two\n", "--set", "outcome=Yes")
    record = load(tmp_path).graph.records["decision/1-of-them"]
    assert (record.title, record.f.context, record.f.outcome) == ("#1 of them", "One\n\n## Two\n", "Yes")


def test_values_are_typed_by_their_fields(world: Path) -> None:
    name, values = made(
        world, "decision", "--title", "Rig: one, two", "--set", "deciders=pat, role/lead", "--set", "tags=a,b",
        "--set", "tags+=c", "--set", "drivers=wind, and tide", "--set", "drivers=time", "--set", "chosen=sail",
        "--set", "options[0].title=Sail", "--set", "options[0].id=sail", "--set", "options={title: Oars}",
        "--set", "consequences.good=fast", "--set", "number=007", "--set", "context=1.10", "--set", "created=",
    )  # fmt: skip
    assert name == "decisions/rig-one-two.yml"
    assert values == {
        "title": "Rig: one, two", "tags": ["a", "b", "c"], "area": "hull", "status": "proposed", "number": "007",
        "created": None, "deciders": ["pat", "role/lead"], "context": "1.10", "drivers": ["wind, and tide", "time"],
        "options": [{"id": "sail", "title": "Sail"}, {"title": "Oars"}], "chosen": "sail",
        "consequences": {"good": ["fast"]},
    }  # fmt: skip
    assert faults(load(world)) == []


def test_what_is_proposed_is_completed_by_what_is_given(world: Path) -> None:
    _, values = made(world, "retro", *TO_JUDGE, "--set", "improvement.statement=Ring the bell")
    assert values["reviewed"] == [{"improvement": "tidy", "verdict": "kept", "next": "keep"}]
    assert values["improvement"] == {"id": "ring-the-bell", "statement": "Ring the bell"}


def test_open_fields_say_what_they_could_name(world: Path) -> None:
    text = new(world, "decision", "--title", "Rig", "--dry-run").stdout
    assert "# deciders: [] # who decided: people, roles or teams (team/crew, role/lead, person/pat)" in text
    assert "# supersedes: [] # decisions that no longer hold once this one is accepted (anchor)" in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["decision", "--title", "X", "--set", "stauts=draft"], 'no field "stauts": did you mean "status"?'),
        (["decision", "--title", "X", "--set", "status=acepted"], 'unknown status "acepted": did you mean "accepted"?'),
        (["decision", "--title", "X", "--set", "created=soon"], "not a date: soon"),
        (["decision", "--title", "X", "--set", "area=hul"], 'there is no area "hul": did you mean "hull"?'),
        (["decision", "--title", "X", "--set", "status"], '"status" is no assignment'),
        (["decision", "--title", "X", "--set", "=x"], "is no assignment"),
        (["decision", "--title", "X", "--set", "a b=x"], '"a b" is no path of fields'),
        (["decision", "--title", "X", "--set", "options.title=x"], "options holds a list. Write options[0]."),
        (["decision", "--title", "X", "--set", "options[0].tilte=x"], 'did you mean "title"?'),
        (["decision", "--title", "X", "--set", "options[2].title=x"], "nothing was given for options[0]"),
        (["decision", "--title", "X", "--set", "options[100].title=x"], "up to 99"),
        (["decision", "--title", "X", "--set", "options={a"], "options: "),
        (["decision", "--title", "X", "--set", "chosen[0]=x"], '"chosen[0]" is no list'),
        (["decision", "--title", "X", "--set", "chosen=a", "--set", "chosen=b"], '"chosen" is given twice'),
        (["decision", "--title", "X", "--set", "context.x=a"], "context holds no fields of its own"),
        (["decision", "--title", "X", "--set", "context=a\x1b[31m"], "control character in it (U+001B)"),
        (["decision", "--title", "X\x07"], "control character in it (U+0007)"),
        (["decision", "--title", "X", "--set", "title=Y"], "the title is given twice"),
        (["decision", "--title", "X\nY"], "the title has several lines"),
        (["decision", "--title", "X", "--set", "visibility=pubic"], 'did you mean "public"?'),
        (["decision", "--title", "X", "--id", "../x"], '"../x" is no id'),
        (["decision", "--title", "X", "--id", "/etc/x"], '"/etc/x" is no id'),
        (["decision", "--title", "X", "--id", "Two Words"], "Try --id two-words."),
        (["decision", "--title", "Drop anchor", "--id", "anchor"], "decision/anchor exists already (records/decisions"),
        (["decision"], "a title is needed, to make an id of. Add --title"),
        (["decision", "--title", "Наш дом"], 'no id can be made of "Наш дом". Add one in Latin letters: --id'),
        (["change", "--set", "kind=added"], "Say what changes"),
        (["release"], "a release needs its version. The newest is 0. Add --set version=…"),
        (["improvement"], "written in `improvement` of a retro. With a new one: forgebook new retro --set imp"),
        (["known-issue"], "they are written in `known_issues` of a release"),
        (["decisoin", "--title", "X"], 'there is no kind "decisoin": did you mean "decision"?'),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_written(arguments: list[str], words: str, world: Path) -> None:
    said = refused(world, *arguments)
    assert words in said
    assert "Traceback" not in said
    assert "fault of Forgebook" not in said


def test_the_commands_for_kinds_inside_others_work(world: Path) -> None:
    _, values = made(world, "release", "--set", "version=2", "--set", 'known_issues[0].summary=Leaks "a bit"')
    assert values["known_issues"] == [{"id": "leaks-a-bit", "summary": 'Leaks "a bit"'}]


def test_an_id_that_an_alias_or_a_broken_file_has_is_taken(world: Path) -> None:
    write(world, records({"decisions/b.yml": "title: B\nstatus: draft\naliases: [sail]\n", "decisions/c.yml": "{"}))
    assert "decision/sail exists already, as a former id of decision/b" in refused(world, "decision", "--title", "Sail")
    assert "its file cannot be read" in refused(world, "decision", "--title", "C")


def test_what_is_made_is_in_form(example: Path) -> None:
    for kind in WITH_FILES:
        arguments = [*minimal(kind, "One, two: three"), "--set", "visibility=public"]
        version = ["--set", "version=v4.5.0", "--set", "components={version: '1', repository: model}"]
        if kind.name == "deployment":  # of a year that has no file yet
            arguments = ["--set", "component=model", "--set", "version=v1", "--set", "at=2023-01-02"]
        new(example, kind.name, *(version if kind.name == "release" else arguments))
    made_now = sorted(files_of(example) - files_of(EXAMPLE))
    assert len(made_now) == len(WITH_FILES)
    paths = [str(example / name) for name in made_now]
    result = CliRunner().invoke(main, ["fmt", "--check", "-C", str(example), *paths])
    assert result.exit_code == 0, result.output


def test_a_dry_run_prints_the_record_and_writes_nothing(world: Path) -> None:
    before = files_of(world)
    result = new(world, "decision", "--title", "Rig", "--dry-run")
    assert result.exit_code == 0
    assert parse(result.stdout)["title"] == "Rig"
    assert "records/decisions/rig.yml would hold" in result.stderr
    assert files_of(world) == before


def editor(folder: Path, body: str) -> str:
    script = folder / "an editor.py"
    script.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{body}\n", encoding="utf-8")
    return f'"{sys.executable}" "{script}" --wait'


def test_the_editor_is_opened_and_what_it_leaves_is_checked(world: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "path.write_text(path.read_text().replace('status: proposed', 'status: acepted'))")
    result = new(world, "decision", "--title", "Rig", "--edit", EDITOR="no-such-editor", VISUAL=command)
    assert result.exit_code == 1
    assert 'FB204 unknown status "acepted": did you mean "accepted"?' in result.stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-editor", 'the editor "no-such-editor" cannot be started'),
        ("false", 'the editor "false" ended with exit code 1'),
        ("'", "the editor's command cannot be read (')"),
    ],
)
def test_a_file_is_kept_when_the_editor_fails(command: str, words: str, world: Path) -> None:
    result = new(world, "decision", "--title", "Rig", "--edit", EDITOR=command)
    assert result.exit_code == 0
    assert words in result.stdout
    assert "the file is kept as it was made" in result.stdout
    assert (world / "records/decisions/rig.yml").is_file()


def test_an_editor_is_asked_for_and_none_is_set(world: Path) -> None:
    result = new(world, "decision", "--title", "Rig", "--edit")
    assert result.exit_code == 2
    assert "no editor is set" in result.stderr
    assert not (world / "records/decisions/rig.yml").exists()


@pytest.mark.parametrize("terminal", [True, False])
def test_the_editor_opens_by_itself_in_a_terminal_only(terminal: bool, world: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "path.with_suffix('.seen').touch()")
    script = "from forgebook.cli.main import main; main(prog_name='forgebook')"
    outer, inner = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", script, "new", "-C", str(world), "decision", "--title", "Rig"],
        stdin=inner if terminal else subprocess.DEVNULL,
        env={**os.environ, "EDITOR": command, "VISUAL": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    os.close(outer)
    os.close(inner)
    assert done.returncode == 0, done.stderr
    assert (world / "records/decisions/rig.seen").exists() is terminal


def test_a_folder_that_cannot_be_written_is_told(world: Path) -> None:
    (world / "records/people").rename(world / "records/away")
    (world / "records/people").write_text("in the way", encoding="utf-8")
    result = new(world, "person", "--title", "Kim")
    assert result.exit_code == 2
    assert "records/people" in result.stderr
    assert "fault of Forgebook" not in result.stderr


def test_a_kind_that_only_a_test_knows_is_made_as_well(tmp_path: Path) -> None:
    from forgebook.core.fields import Date, Line
    from forgebook.core.model import Fields
    from forgebook.core.settings import SiteSettings

    class Ship(Fields):
        cargo: Line
        moored: Date

    class ShipKind(RecordKind):
        name, plural, label, label_plural, folder = "ship", "ships", "Ship", "Ships", "ships"
        model = Ship

    kinds = {**installed(), "ship": ShipKind()}
    graph = load(tmp_path, {}, kinds=kinds).graph
    settings = SiteSettings(tmp_path, tmp_path / "records", AS_OF)
    wish = Wish(values={"cargo": "Teak and rope"})
    record = compose(kinds["ship"], wish, graph, settings)
    assert (record.ref, record.path) == ("ship/teak-and-rope", tmp_path / "records/ships/teak-and-rope.yml")
    assert parse(record.text) == {"title": None, "cargo": "Teak and rope", "moored": AS_OF.isoformat()}
    assert faults(load(tmp_path, {"records/ships/teak-and-rope.yml": record.text}, kinds=kinds)) == []
    with pytest.raises(NotPossible, match="a title is needed"):
        compose(kinds["ship"], Wish(), graph, settings)
