"""`forgebook build` and `forgebook serve`: MkDocs as a child process."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date

import pytest
from click.testing import CliRunner

from forgebook.cli import build_command, child
from forgebook.cli.errors import WrongUse
from forgebook.cli.main import main

PLAIN = {"mkdocs.yml": "site_name: Plain\nplugins: []\n", "docs/index.md": "# Hello canary\n"}


@pytest.fixture
def started(monkeypatch):
    """What would be started, instead of starting it."""
    calls = []

    def run_child(command, directory, environ):
        calls.append((list(command), directory, dict(environ)))
        return 7

    monkeypatch.setattr(child, "run_child", run_child)
    return calls


def test_build_writes_the_site(write, shell_command, shell_environment):
    site = write(PLAIN)
    done = subprocess.run(
        shell_command("build", "--strict", "-C", str(site), "--site-dir", "out"),
        capture_output=True,
        text=True,
        env=shell_environment,
        cwd="/",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Hello canary" in (site / "out" / "index.html").read_text()
    assert not (site / "site").exists()


def test_the_exit_code_of_the_child_is_ours(shell, write):
    site = write({**PLAIN, "mkdocs.yml": "site_name: x\nplugins: []\nnav: [none.md]\n"})
    assert shell("build", "-C", str(site)).returncode == 0
    failed = shell("build", "--strict", "-C", str(site))
    assert failed.returncode == 1
    assert "none.md" in failed.stderr


@pytest.mark.parametrize(
    ("arguments", "passed_on"),
    [
        (["build"], ["build", "-f", "mkdocs.yml"]),
        (["build", "--strict", "--site-dir", "/x/y"], ["build", "-f", "mkdocs.yml", "--strict", "--site-dir", "/x/y"]),
        (["serve", "--dev-addr", "127.0.0.1:1"], ["serve", "-f", "mkdocs.yml", "--dev-addr", "127.0.0.1:1"]),
        (["serve", "--strict"], ["serve", "-f", "mkdocs.yml", "--strict"]),
    ],
)
def test_what_the_child_is_told(write, started, arguments, passed_on):
    site = write(PLAIN)
    result = CliRunner().invoke(main, [*arguments, "-C", str(site)])
    assert result.exit_code == 7
    ((command, directory, _),) = started
    assert command == [sys.executable, "-P", "-m", "mkdocs", *passed_on]
    assert directory == site


def test_options_reach_the_child_by_its_environment(write, started):
    site = write(PLAIN)
    options = ["--visibility", "public", "--as-of", "2025-01-02"]
    outer = {"FORGEBOOK_VISIBILITY": "partner", "FORGEBOOK_TEMPLATES": "t"}
    CliRunner().invoke(main, ["build", "-C", str(site), *options], env=outer)
    environ = started[0][2]
    assert environ["FORGEBOOK_VISIBILITY"] == "public"
    assert environ["FORGEBOOK_AS_OF"] == "2025-01-02"
    assert environ["FORGEBOOK_TEMPLATES"] == "t"
    assert environ["NO_MKDOCS_2_WARNING"] == "1"
    assert environ["DISABLE_MKDOCS_2_WARNING"] == "true"


def test_without_options_the_environment_stays():
    outer = {"FORGEBOOK_VISIBILITY": "partner", "PATH": "/bin"}
    assert child.environment(outer, visibility=None, as_of=None) == {**outer, **child.SILENCED}
    given = child.environment({}, visibility=None, as_of=date(2025, 1, 2))
    assert given == {**child.SILENCED, "FORGEBOOK_AS_OF": "2025-01-02"}


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_mkdocs_yml_the_remedy_is_said(write, started, command):
    site = write({"records/project.yml": "name: x\n"})
    result = CliRunner().invoke(main, [command, "-C", str(site)])
    assert result.exit_code == 2
    assert f"there is no mkdocs.yml in {site}. Write one with at least `site_name: …`" in result.stderr
    assert started == []


@pytest.mark.parametrize("command", ["build", "serve"])
@pytest.mark.parametrize(("more", "folder"), [("", "docs"), ("docs_dir: pages\n", "pages")])
def test_without_a_folder_of_pages_the_remedy_is_said(write, started, command, more, folder):
    site = write({"mkdocs.yml": f"site_name: x\nplugins: [forgebook]\n{more}", "records/project.yml": "name: x\n"})
    result = CliRunner().invoke(main, [command, "-C", str(site)])
    assert result.exit_code == 2
    assert f"there is no folder {site / folder}, where MkDocs looks for hand-written pages. Make it" in result.stderr
    assert started == []
    (site / folder).mkdir()
    assert CliRunner().invoke(main, [command, "-C", str(site)]).exit_code == 7
    assert len(started) == 1


@pytest.mark.parametrize(
    ("installed", "expected"), [({"mkdocs", "properdocs"}, "mkdocs"), ({"properdocs"}, "properdocs")]
)
def test_properdocs_where_mkdocs_is_not_installed(monkeypatch, installed, expected):
    monkeypatch.setattr(child, "find_spec", lambda name: name if name in installed else None)
    assert child.generator() == expected


def test_neither_is_installed(monkeypatch):
    monkeypatch.setattr(child, "find_spec", lambda _name: None)
    with pytest.raises(WrongUse, match="MkDocs is not installed here"):
        child.generator()


def test_a_wrong_visibility_never_starts_the_child(write, started):
    result = CliRunner().invoke(main, ["build", "-C", str(write(PLAIN)), "--visibility", "all"])
    assert result.exit_code == 2
    assert started == []


def test_a_child_killed_by_a_signal_gives_the_usual_code(tmp_path):
    script = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert child.run_child([sys.executable, "-c", script], tmp_path, os.environ) == 128 + signal.SIGKILL


def test_a_child_that_ignores_ctrl_c_is_ended_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(child, "_STEPS", ((None, 0.1), (signal.SIGINT, 0.1), (signal.SIGTERM, 0.1)))
    script = (
        "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    )
    stubborn = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert stubborn.stdout is not None
    assert stubborn.stdout.readline() == b"up\n"
    assert child._end(stubborn) == -signal.SIGKILL
    stubborn.stdout.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, *, seconds: float) -> str | None:
    """The home page, once it answers; None where it does not."""
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > end:
                return None
            time.sleep(0.1)


def _hear_ctrl_c() -> None:
    """As in a terminal: a shell without one starts what runs in the background deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 128 + signal.SIGTERM)])
def test_serve_answers_and_leaves_no_server_behind(write, sent, code, shell_command, shell_environment):
    site, port = write(PLAIN), free_port()
    server = subprocess.Popen(
        shell_command("serve", "-C", str(site), "--dev-addr", f"127.0.0.1:{port}"),
        env=shell_environment,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_hear_ctrl_c,
    )
    try:
        assert "Hello canary" in (fetch(port, seconds=60) or "")
        if sent is signal.SIGINT:  # a terminal sends Ctrl-C to both processes
            os.killpg(server.pid, sent)
        else:
            server.send_signal(sent)
        assert server.wait(30) == code
        assert fetch(port, seconds=0) is None
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_build_passes_what_the_plugin_needs(write, tmp_path, shell_command, shell_environment):
    """A hook stands in for the plugin and writes down what it sees of the command line."""
    hook = "import json, os, pathlib\ndef on_config(config):\n    seen = {k: v for k, v in os.environ.items()}\n"
    hook += f"    pathlib.Path({str(tmp_path / 'seen')!r}).write_text(json.dumps(seen))\n    return config\n"
    site = write({**PLAIN, "mkdocs.yml": "site_name: x\nplugins: []\nhooks: [hook.py]\n", "hook.py": hook})
    done = subprocess.run(
        shell_command("build", "-C", str(site), "--visibility", "partner", "--as-of", "2025-01-02"),
        env=shell_environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads((tmp_path / "seen").read_text())
    assert (seen["FORGEBOOK_VISIBILITY"], seen["FORGEBOOK_AS_OF"]) == ("partner", "2025-01-02")


def test_each_command_takes_the_options_that_apply():
    names = {option for parameter in build_command.command.params for option in parameter.opts}
    assert {"-C", "--visibility", "--as-of", "--strict", "--site-dir"} <= names
