"""`forgebook fmt`."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from forgebook.cli.main import main
from support.corpora import PROJECT_ROOT, corpora_folder
from support.loading import load
from support.sites import AS_OF, site_of

PATH = "records/decisions/messy.yml"
LONG = "This is a paragraph that was written in one go and never broken, so that a reviewer sees one line of it only."
MESSY = f"""\
# yaml-language-server: $schema=x.json
# what it is called
title: Messy
context: |
  {LONG} {LONG}{" "}

  - entry {LONG}
# why it holds
status: accepted # since then
decided: 7 March 2025
options:
  - title: First # yes
    id: a
  - {{title: Second, id: b}}
"""
TIDY = """\
# yaml-language-server: $schema=x.json
# what it is called
title: Messy
# why it holds
status: accepted # since then
decided: 2025-03-07
context: |
  This is a paragraph that was written in one go and never broken, so that a reviewer sees one line of it
  only. This is a paragraph that was written in one go and never broken, so that a reviewer sees one line of
  it only.

  - entry This is a paragraph that was written in one go and never broken, so that a reviewer sees one line of it only.
options:
  - id: a
    title: First # yes
  - {id: b, title: Second}
"""


@pytest.fixture
def messy(project: Path) -> Path:
    (project / PATH).write_text(MESSY, encoding="utf-8")
    return project / PATH


def test_a_file_is_brought_into_form(run: Callable[..., Result], messy: Path) -> None:
    done = run("fmt", PATH)
    assert (done.exit_code, done.output) == (0, f"{PATH}: brought into form\n1 file: 1 brought into form.\n")
    assert messy.read_text() == TIDY
    again = run("fmt", PATH)
    assert again.output == "1 file: 0 brought into form.\n"
    assert messy.read_text() == TIDY


def test_check_writes_nothing_and_names_the_files(run: Callable[..., Result], messy: Path) -> None:
    done = run("fmt", "--check", str(messy))
    assert done.exit_code == 1
    assert f"{PATH}: not in form" in done.output
    assert messy.read_text() == MESSY
    run("fmt")
    assert run("fmt", "--check").exit_code == 0


def test_line_ends_and_byte_order_mark_stay(run: Callable[..., Result], messy: Path) -> None:
    messy.write_bytes(b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").rstrip().encode())
    assert run("fmt", PATH).exit_code == 0
    assert messy.read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").rstrip().encode()


@pytest.mark.parametrize(
    "text",
    [
        "status: draft\n\n# --- below is what we thought ---\n\ntitle: A\n",
        "status: draft\ntitle: A\ncontext: |\n  x\n  # no comment\n",
        "decided: 03/04/2025\ntitle: A\nstatus: draft\n",
        "titel: B\nstatus: draft\ntitle: A\nunknown: x # c\n",
    ],
)
def test_no_comment_and_no_value_is_lost(text: str, run: Callable[..., Result], messy: Path) -> None:
    messy.write_text(text)
    run("fmt", PATH)
    after = messy.read_text()
    assert sorted(after.split()) == sorted(text.split())
    run("fmt", PATH)
    assert messy.read_text() == after


def test_a_comment_that_is_above_no_field_keeps_the_order_as_it_is(run: Callable[..., Result], messy: Path) -> None:
    text = "status: draft\n\n# --- below is what we thought ---\n\ntitle: A\n"
    messy.write_text(text)
    run("fmt", PATH)
    assert messy.read_text() == text


def test_an_extension_for_which_line_ends_count_keeps_the_lines(
    run: Callable[..., Result], messy: Path, project: Path
) -> None:
    (project / "mkdocs.yml").write_text("site_name: X\nmarkdown_extensions: [nl2br]\n")
    done = run("fmt", PATH)
    assert done.exit_code == 1
    assert "left alone: formatting it would change what it means" in done.output
    assert messy.read_text() == MESSY


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_formatted(
    run: Callable[..., Result], messy: Path, project: Path
) -> None:
    (project / "records/decisions/broken.yml").write_text("title: [\n")
    done = run("fmt")
    assert done.exit_code == 1
    assert re.search(r"records/decisions/broken\.yml:\d+: left alone: this is not YAML", done.output)
    assert messy.read_text() == TIDY


def test_a_read_only_file_is_told_and_kept(run: Callable[..., Result], messy: Path) -> None:
    messy.chmod(0o444)
    done = run("fmt", PATH)
    assert done.exit_code == 2
    assert f"{PATH}: the file is read-only" in done.output
    assert messy.read_text() == MESSY


@pytest.mark.parametrize(("path", "words"), [("nowhere.yml", "no file or folder"), ("mkdocs.yml", "holds no records")])
def test_a_path_without_records_is_wrong_use(path: str, words: str, run: Callable[..., Result], project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: X\n")
    done = run("fmt", path)
    assert done.exit_code == 2
    assert words in done.output


def test_entries_of_a_list_file_begin_with_their_id(run: Callable[..., Result], project: Path) -> None:
    path = project / "records/changes/many.yml"
    path.write_text("- kind: added\n  summary: A\n  id: a # x\n- {kind: fixed, id: b, summary: B}\n")
    assert run("fmt").exit_code == 0
    assert path.read_text() == "- id: a # x\n  summary: A\n  kind: added\n- {id: b, summary: B, kind: fixed}\n"


FOREIGN = f"# 1. Use it\n\n## Status\n\nAccepted\n\n## Context\n\n{LONG} {LONG}\n"


def test_a_decision_in_another_style_is_formatted_only_when_it_is_named(
    run: Callable[..., Result], project: Path
) -> None:
    path = project / "records/decisions/0001-use-it.md"
    path.write_text(FOREIGN)
    run("fmt")
    assert path.read_text() == FOREIGN
    run("fmt", "records/decisions")
    assert path.read_text() == FOREIGN
    run("fmt", "records/decisions/0001-use-it.md")
    assert path.read_text() != FOREIGN
    assert path.read_text().split() == FOREIGN.split()


def test_markdown_of_our_own_style_is_formatted(run: Callable[..., Result], project: Path) -> None:
    path = project / "records/decisions/own.md"
    path.write_text(
        f"---\nstatus: draft\ncreated: 2025/1/2\ntitle: Own\n---\n\n## Context\n\n{LONG}\n\n```\n{LONG}\n```\n"
    )
    assert run("fmt").exit_code == 0
    text = path.read_text()
    assert text.startswith("---\ntitle: Own\nstatus: draft\ncreated: 2025-01-02\n---\n\n## Context\n\n")
    assert text.endswith(f"```\n{LONG}\n```\n")
    assert run("fmt", "--check").exit_code == 0


def shown(folder: Path) -> dict[str, str]:
    """Every page as a reader sees it, but for line breaks."""
    site = site_of(folder)
    return {view.address: " ".join(site.body(view).html.split()) for view in site.views()}


@pytest.mark.parametrize("name", ["examples/demand-model", "."])
def test_the_pages_of_a_real_project_stay_the_same(name: str, tmp_path: Path) -> None:
    shutil.copytree(PROJECT_ROOT / name / "records", tmp_path / "records")
    before, found = shown(tmp_path), [d.message for d in load(tmp_path, as_of=AS_OF).diagnostics]
    for path in sorted((tmp_path / "records").rglob("*.yml")):
        lines = path.read_text().split("\n")
        keys = [i for i, line in enumerate(lines) if line[:1].isalpha()]
        if len(keys) > 2 and not lines[keys[0] - 1].startswith("#"):  # the second field before the first
            first, second, third = keys[:3]
            lines[first:third] = lines[second:third] + lines[first:second]
            path.write_text("\n".join(lines))
    done = CliRunner().invoke(main, ["fmt", "-C", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert shown(tmp_path) == before
    assert sorted(d.message for d in load(tmp_path, as_of=AS_OF).diagnostics) == sorted(found)
    assert CliRunner().invoke(main, ["fmt", "--check", "-C", str(tmp_path)]).exit_code == 0


@pytest.mark.corpora
def test_real_decisions_keep_their_meaning(tmp_path: Path) -> None:
    shutil.copytree(corpora_folder() / "adr", tmp_path / "records/decisions")
    subprocess.run(["chmod", "-R", "u+w", str(tmp_path)], check=True)
    before = {ref: record.fields for ref, record in load(tmp_path).graph.records.items()}
    files = [str(path) for path in (tmp_path / "records/decisions").rglob("*.md")]
    done = CliRunner().invoke(main, ["fmt", "-C", str(tmp_path), *files])
    assert done.exit_code in (0, 1), done.output
    assert done.output.count("brought into form") > 50
    after = {ref: record.fields for ref, record in load(tmp_path).graph.records.items()}
    assert after.keys() == before.keys()
    for ref, fields in after.items():
        assert fields.model_dump_json().replace("\\n", " ").split() == (
            before[ref].model_dump_json().replace("\\n", " ").split()
        ), ref
    assert ", 0 not in form" in CliRunner().invoke(
        main, ["fmt", "--check", "-C", str(tmp_path), *files]
    ).output.replace(": ", ", ")
