"""The command line as a whole: its help, its exit codes, and faults of our own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from importlib import import_module

import pytest
from click.testing import CliRunner

from forgebook import __version__
from forgebook.cli import projects
from forgebook.cli.main import COMMANDS, main


def test_help_lists_all_commands():
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for name, words in COMMANDS.items():
        assert f"  {name} " in result.stdout
        assert words in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_short_help_is_the_first_line_of_the_command_s_own(name):
    command = import_module(f"forgebook.cli.{name.replace('-', '_')}_command").command
    assert command.name == name
    assert command.help.splitlines()[0] == COMMANDS[name]
    assert CliRunner().invoke(main, [name, "--help"]).exit_code == 0


def test_version():
    assert CliRunner().invoke(main, ["--version"]).stdout == f"forgebook, version {__version__}\n"


def test_help_imports_no_more_than_it_needs(shell_environment):
    script = (
        "import sys; sys.argv[1:] = ['--help']; from forgebook.cli.main import main\n"
        "main(standalone_mode=False)\n"
        "print(sorted({'pydantic', 'ruamel', 'jinja2', 'mkdocs', 'forgebook.core.graph'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=shell_environment, check=True
    )
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.parametrize("command", [["check"], ["list", "decision"], ["explain", "FB204"], ["build", "--help"]])
def test_no_command_loads_mkdocs(command, project, shell_environment):
    where = [] if command[0] == "explain" else ["-C", str(project)]
    script = (
        "import sys; from forgebook.cli.main import main\n"
        f"main({[*command, *where]!r}, standalone_mode=False)\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('mkdocs', 'properdocs')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=shell_environment, check=True
    )
    assert done.stdout.endswith("\n[]\n")


@pytest.mark.parametrize(
    ("word", "said"),
    [("chek", 'there is no command "chek": did you mean "check"?'), ("zzz", 'there is no command "zzz". Commands: ')],
)
def test_an_unknown_command(word, said):
    result = CliRunner().invoke(main, [word])
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_unknown_option():
    assert CliRunner().invoke(main, ["--nope"]).exit_code == 2
    assert CliRunner().invoke(main, ["check", "--nope"]).exit_code == 2


def test_a_folder_that_is_not_there():
    result = CliRunner().invoke(main, ["check", "-C", "/nowhere/at/all"])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr


def test_exit_codes_of_the_process(shell, project, write):
    where = ("-C", str(project))
    assert shell("check", *where).returncode == 0
    assert shell("show", "decision/none", *where).returncode == 2
    write({"records/decisions/a.yml": "title: A\nstatus: acepted\n"})
    failed = shell("check", *where)
    assert failed.returncode == 1
    assert "records/decisions/a.yml:2:9 FB204" in failed.stdout


def test_a_fault_of_our_own_is_short_and_exit_2(monkeypatch, run):
    def broken(*_args, **_kwargs):
        raise KeyError("x\x1b[31m")

    monkeypatch.setattr(projects, "load_project", broken)
    result = run("check")
    assert result.exit_code == 2
    assert "this is a fault of Forgebook's own (test_main.py:" in result.stderr
    assert "KeyError: 'x" in result.stderr
    assert f"forgebook {__version__}" in result.stderr
    assert "FORGEBOOK_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr


def test_forgebook_debug_shows_the_traceback(monkeypatch, run):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(projects, "load_project", broken)
    result = run("check", env={"FORGEBOOK_DEBUG": "1"})
    assert result.exit_code == 2
    assert "Traceback (most recent call last)" in result.stderr
    assert "in broken" in result.stderr
    assert "Traceback" not in run("check", env={"FORGEBOOK_DEBUG": "0"}).stderr


def test_two_kinds_that_clash_are_not_called_our_fault(monkeypatch, run):
    def clashing():
        raise projects.KindClash('the kind "x" of a has the name of "x" of b: rename one of them')

    monkeypatch.setattr(projects, "installed", clashing)
    result = run("check")
    assert result.exit_code == 2
    assert 'the kind "x" of a has the name' in result.stderr
    assert "fault" not in result.stderr


def test_a_terminal_is_told_that_records_are_read_and_a_pipe_is_not(project, shell, shell_command, shell_environment):
    ours, theirs = pty.openpty()
    done = subprocess.run(
        shell_command("check", "-C", str(project)),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=shell_environment,
        check=True,
    )
    os.close(theirs)
    said = os.read(ours, 4096).decode()
    os.close(ours)
    assert "Reading records … 6 files" in said
    assert b"Reading" not in done.stdout
    assert shell("check", "-C", str(project)).stderr == ""


def test_an_encoding_that_lacks_characters_is_no_fault(project, write, shell):
    write({"records/decisions/a.yml": 'title: "日本"\nstatus: "語\\e"\n'})
    done = shell("check", "-C", str(project), PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert 'unknown status "\\u8a9e\\u241b"' in done.stdout
    assert "\\u65e5\\u672c" in shell("list", "decision", "-C", str(project), PYTHONIOENCODING="latin-1").stdout
