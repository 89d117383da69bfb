"""`forgebook explain`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from forgebook.cli.main import main
from forgebook.pipeline.catalogue import all_codes


def explain(*arguments):
    return CliRunner().invoke(main, ["explain", *arguments])


def test_a_code_with_title_what_why_and_fix():
    result = explain("FB204")
    code = all_codes()["FB204"]
    words = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert result.stdout.startswith("FB204 An unknown word (error)\n")
    for title, text in (("What", code.what), ("Why", code.why), ("Fix", code.fix)):
        assert f"{title}: {' '.join(text.split())}" in words
    assert result.stdout.endswith("\n")


@pytest.mark.parametrize("word", ["fb403", "403", " FB403 "])
def test_the_code_may_be_written_loosely(word):
    assert explain(word).stdout.startswith("FB403 Review overdue (warning, may be waived by the record)")


def test_json():
    code = all_codes()["FB403"]
    assert json.loads(explain("FB403", "--format", "json").stdout) == {
        "code": "FB403",
        "severity": "warning",
        "title": code.title,
        "what": code.what,
        "why": code.why,
        "fix": code.fix,
        "waivable": True,
    }


def test_all_codes_in_both_formats():
    lines = explain("--all").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(all_codes())
    assert "FB204  error    An unknown word" in lines
    listed = json.loads(explain("--all", "--format", "json").stdout)
    assert [entry["code"] for entry in listed] == list(all_codes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["FB2044"], 'there is no code "FB2044": did you mean "FB204"? `forgebook explain --all` lists'),
        (["nonsense"], 'there is no code "nonsense". `forgebook explain --all`'),
        ([], "Give either a code, such as FB204, or --all."),
        (["FB204", "--all"], "Give either a code, such as FB204, or --all."),
    ],
)
def test_wrong_use(arguments, said):
    result = explain(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
