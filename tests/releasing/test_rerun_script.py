"""The script that runs a release again: run for real, on real repositories and with hostile records."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest

from forgebook.core.visibility import filter_graph
from forgebook.releasing.rerun_script import NoScript, script_of
from support.loading import load

FULL = "99e0658bd4a1c3f1d0e5a6b7c8d9e0f1a2b3c4d5"
SHELLS = [path for name in ("dash", "bash", "busybox") if (path := shutil.which(name))]
DIGEST = "registry.example/engine@sha256:" + "ab" * 32


def git(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@a.example",
        "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@a.example",
    }  # fmt: skip
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def repository(folder: Path, files: dict[str, str]) -> str:
    """A repository with one commit, and a later one that is not to be run; the hash of the first."""
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    commit = git(folder, "rev-parse", "HEAD")
    for name in files:
        (folder / name).write_text("other\n")
    git(folder, "commit", "-q", "-am", "Later")
    return commit


def graph_of(root: Path, again: dict[str, Any] | None, *, urls: dict[str, str] | None = None, **more: Any) -> Any:
    repositories = [{"id": id_, "url": url, "public": "yes"} for id_, url in (urls or {}).items()]
    project = {"name": "Harbour model", "repositories": repositories, **more.pop("project", {})}
    record = {"version": "v1.0.0", "status": "released", "released_on": "2025-01-01", "visibility": "public", **more}
    files = {"records/project.yml": project, "records/releases/v1.0.0.yml": {**record, "rerun": again}}
    return load(root, files).graph


def script(root: Path, again: dict[str, Any] | None, **more: Any) -> str:
    graph = graph_of(root, again, **more)
    return script_of(graph.records["release/v1.0.0"], graph)


def ran(
    text: str, folder: Path, *arguments: str, shell: str = SHELLS[0], path: Path | None = None
) -> subprocess.CompletedProcess[str]:
    folder.mkdir(exist_ok=True)
    (folder / "again.sh").write_text(text)
    environment = {
        "PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"], "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip
    command = [shell, *(["sh"] if shell.endswith("busybox") else []), "again.sh", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip


@pytest.fixture
def real(tmp_path: Path) -> dict[str, Any]:
    """A model and its data as real repositories, and what a record says of them."""
    parameters = '{"years": 20}\n'
    model = {
        "run.sh": 'cat "$FORGEBOOK_PARAMETERS" ../data/rows.txt\necho "seed $FORGEBOOK_SEED"\n',
        "p/a.json": parameters,
    }
    commits = {
        "model": repository(tmp_path / "origin/model", model),
        "data": repository(tmp_path / "origin/data", {"rows.txt": "3 ships\n"}),
    }
    return {
        "urls": {name: f"file://{tmp_path}/origin/{name}" for name in commits},
        "again": {
            "code": [{"repository": name, "commit": commit} for name, commit in commits.items()],
            "parameters": "p/a.json",
            "parameters_hash": f"sha256:{hashlib.sha256(parameters.encode()).hexdigest()}",
            "seed": "007", "data_version": "2025-01", "command": "sh run.sh > out.txt", "tolerance": "0.1 %",
        },
    }  # fmt: skip


@pytest.mark.parametrize("shell", SHELLS)
def test_a_release_runs_again_from_end_to_end(shell: str, real: dict[str, Any], tmp_path: Path) -> None:
    text = script(tmp_path / "records", real["again"], urls=real["urls"])
    done = ran(text, tmp_path / "here", shell=shell)
    assert done.returncode == 0, done.stderr
    work = tmp_path / "here/rerun-v1.0.0"
    assert (work / "model/out.txt").read_text() == '{"years": 20}\n3 ships\nseed 007\n'
    assert git(work / "model", "rev-parse", "HEAD") == real["again"]["code"][0]["commit"]
    assert "sh run.sh > out.txt" in done.stderr
    assert "--record same" in done.stderr


def test_a_second_time_another_folder_is_asked_for(real: dict[str, Any], tmp_path: Path) -> None:
    text = script(tmp_path / "records", real["again"], urls=real["urls"])
    assert ran(text, tmp_path / "here").returncode == 0
    again = ran(text, tmp_path / "here")
    assert again.returncode == 3
    assert "Name another folder" in again.stderr
    assert ran(text, tmp_path / "here", "second folder").returncode == 0
    assert ran(text, tmp_path / "here", "-x").returncode == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"parameters_hash": "sha256:" + "0" * 64}, "the parameters are others"),
        ({"parameters_hash": "00000000"}, "the parameters are others"),
        ({"parameters": "p/gone.json"}, "the parameters are nowhere: p/gone.json"),
        ({"code": [{"repository": "model", "commit": FULL}]}, f"model has no commit {FULL}"),
    ],
)
def test_what_does_not_agree_stops_it_before_the_command(
    changed: dict[str, Any], said: str, real: dict[str, Any], tmp_path: Path
) -> None:
    done = ran(script(tmp_path / "records", {**real["again"], **changed}, urls=real["urls"]), tmp_path / "here")
    assert done.returncode == 3
    assert said in done.stderr
    assert not list(tmp_path.glob("here/*/*/out.txt"))


def test_parameters_may_lie_where_one_starts(real: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "here/more").mkdir(parents=True)
    (tmp_path / "here/more/b.json").write_text("b\n")
    digits = hashlib.sha256(b"b\n").hexdigest()[:12]
    again = {**real["again"], "parameters": "more/b.json", "parameters_hash": digits}
    done = ran(script(tmp_path / "records", again, urls=real["urls"]), tmp_path / "here")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "here/rerun-v1.0.0/model/out.txt").read_text().startswith("b\n")
    assert "only 12 of the 64 digits" in done.stderr


def test_a_link_in_a_repository_does_not_lead_out(real: dict[str, Any], tmp_path: Path) -> None:
    origin = tmp_path / "origin/model"
    (tmp_path / "elsewhere").mkdir()
    (origin / "more").symlink_to(tmp_path / "elsewhere")
    git(origin, "add", "-A")
    git(origin, "commit", "-q", "-m", "A link")
    (tmp_path / "here/more").mkdir(parents=True)
    (tmp_path / "here/more/b.json").write_text("b\n")
    code = [{"repository": "model", "commit": git(origin, "rev-parse", "HEAD")}]
    again = {**real["again"], "code": code, "parameters": "more/b.json", "parameters_hash": None}
    done = ran(script(tmp_path / "records", again, urls=real["urls"]), tmp_path / "here")
    assert done.returncode == 3
    assert "leads out of the folder" in done.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_end_of_the_command_is_the_end_of_the_script(real: dict[str, Any], tmp_path: Path) -> None:
    again = {**real["again"], "command": "echo one\nfalse\necho two > two.txt\n"}
    done = ran(script(tmp_path / "records", again, urls=real["urls"]), tmp_path / "here")
    assert done.returncode == 1
    assert "the command ended with 1" in done.stderr
    assert not (tmp_path / "here/rerun-v1.0.0/model/two.txt").exists()


def stubs(folder: Path, **programs: str) -> Path:
    """Programs of our own, before others in PATH; each writes down how it was called."""
    folder.mkdir(parents=True)
    for name, body in programs.items():
        path = folder / name
        path.write_text(f'#!/bin/sh\nfor word do printf "%s\\0" "$word"; done >>{folder}/{name}.calls\n{body}\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return folder


def calls(folder: Path, name: str) -> list[str]:
    path = folder / f"{name}.calls"
    return path.read_bytes().decode().split("\0") if path.exists() else []


FAKE_GIT = """
for word do case $word in clone) for last do :; done; mkdir -p "$last" ;; rev-parse) echo "$COMMIT" ;; esac; done
""".replace("$COMMIT", FULL)
CANARY = "canary"
HOSTILE = [
    f"'; touch {CANARY}; '", f'"; touch {CANARY}; "', f"$(touch {CANARY})", f"`touch {CANARY}`", f"a\ntouch {CANARY}",
    f"\\'; touch {CANARY} #", f"${{IFS}}; touch {CANARY}", f"| touch {CANARY}", f"&& touch {CANARY}",
    f"-x; touch {CANARY}",
    f"EOF\ntouch {CANARY}\nEOF", "--upload-pack=touch canary", f"%s%n$(touch {CANARY})", f"'\"'\"'; touch {CANARY}",
    f"*; touch {CANARY}", f"~; touch {CANARY}", f"a'$(touch {CANARY})'b", "#", "\\",
]  # fmt: skip
PLACES = (
    "title", "tolerance", "data_version", "seed", "parameters", "parameters_hash", "container", "url", "repository",
    "commit", "project", "version", "file",
)  # fmt: skip


def with_hostile(place: str, value: str, root: Path) -> str:
    """The script of a record that says something hostile in one place.

    Raises:
        NoScript: it is refused.
    """
    again: dict[str, Any] = {"code": [{"repository": "model", "commit": FULL}], "command": "echo ran > ran.txt"}
    urls = {"model": "https://git.example/model"}
    more: dict[str, Any] = {}
    if place in ("tolerance", "data_version", "seed", "parameters", "parameters_hash", "container"):
        again[place] = value
        if place == "parameters_hash":
            again["parameters"] = "p.json"
    elif place == "url":
        urls = {"model": value}
    elif place == "repository":
        urls, again["code"] = {value: "https://git.example/model"}, [{"repository": value, "commit": FULL}]
    elif place == "commit":
        again["code"][0]["commit"] = value
    elif place in ("title", "version"):
        more[place] = value
    elif place == "project":
        more["project"] = {"name": value}
    graph = graph_of(root, again, urls=urls, **more)
    record = next(iter(graph.of("release")), None)
    if record is None or record.f.rerun is None:
        raise NoScript("the record cannot be read")
    if place == "file":
        record.id = value
    return script_of(record, graph)


@pytest.mark.parametrize("shell", SHELLS[:2])
@pytest.mark.parametrize("place", PLACES)
def test_no_value_but_the_command_is_run(place: str, shell: str, tmp_path: Path) -> None:
    made = 0
    for number, value in enumerate(HOSTILE):
        here = tmp_path / str(number)
        try:
            text = with_hostile(place, value, here / "records")
        except NoScript:
            continue
        made += 1
        path = stubs(here / "bin", git=FAKE_GIT, docker="exit 0")
        (here / "run").mkdir()
        (here / "run/p.json").write_text("p\n")
        done = ran(text, here / "run", "work", shell=shell, path=path)
        assert not list(here.rglob(CANARY)), (value, text)
        assert (here / "run/work/model/ran.txt").exists() or done.returncode == 3, done.stderr
    if place in ("title", "tolerance", "data_version", "seed", "project", "version", "file"):
        assert made >= len(HOSTILE) - 3  # those of several lines are refused where a line is taken


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c touch% canary", "ext::sh", "fd::17/foo", "--upload-pack=touch canary", "-u", "model", "../model",
        "/model",
        "https://-oProxyCommand=touch/x", "ssh://-oProxyCommand=touch canary/x", "git@-oProxyCommand=x:model",
        "git@host:-x", "git@host::x", "file://host/model", "https://host/a b", "https://host", "javascript:alert(1)",
        "https://host/a\u2028b", "https://ho\u202est/a", "HTTPS+ext://host/a", "transport::https://host/a", "",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_refused(url: str, tmp_path: Path) -> None:
    again = {"code": [{"repository": "model", "commit": FULL}], "command": "true"}
    with pytest.raises(NoScript, match="url"):
        script(tmp_path, again, urls={"model": url})


@pytest.mark.parametrize(
    "url",
    ["https://git.example/a/model.git", "http://localhost:8080/model", "ssh://git@git.example:22/a/model", "git://h/m",
     "git@git.example:a/model.git", "file:///srv/git/model", "https://user@host/~a/model", "ssh://git@[::1]/m"],
)  # fmt: skip
def test_addresses_that_teams_use_are_taken(url: str, tmp_path: Path) -> None:
    again = {"code": [{"repository": "model", "commit": FULL}], "command": "true"}
    assert f"'{url}'" in script(tmp_path, again, urls={"model": url})


@pytest.mark.parametrize("commit", ["99e0658", "main", "-q", "HEAD", "v1.0.0", FULL.upper(), f"{FULL}^", f"{FULL} x"])
def test_only_full_hashes_are_checked_out(commit: str, tmp_path: Path) -> None:
    again = {"code": [{"repository": "model", "commit": commit}], "command": "true"}
    with pytest.raises(NoScript, match="full hash"):
        script(tmp_path, again, urls={"model": "https://git.example/model"})


@pytest.mark.parametrize("character", ["\x1b", "\r", "\x07", "\u202e", "\u200b", "\u2028", "\u2066", "\ufeff", "\x85"])
@pytest.mark.parametrize("place", ["command", "seed", "tolerance", "title"])
def test_what_does_not_show_as_what_it_is_is_refused(character: str, place: str, tmp_path: Path) -> None:
    again = {"code": [{"repository": "model", "commit": FULL}], "command": "true"}
    graph = graph_of(tmp_path, again, urls={"model": "https://git.example/model"})
    record = graph.records["release/v1.0.0"]
    holder = record if place == "title" else record.f.rerun
    setattr(holder, place, f"true {character} false")
    with pytest.raises(NoScript, match="U\\+"):
        script_of(record, graph)


@pytest.mark.parametrize(
    ("again", "said"),
    [
        (None, "does not say how"), ({"code": [{"repository": "model", "commit": FULL}]}, "no command"),
        ({"command": "make"}, "neither commits nor a container"),
        ({"command": " \n", "container": "a/b"}, "no command"),
        ({"command": "make", "container": "-v /:/host a"}, "not the name of an image"),
        ({"command": "make", "container": "a/b@sha256:12"}, "not the name of an image"),
        ({"command": "make", "container": "a/b", "parameters": "../p"}, "not a path"),
        ({"command": "make", "container": "a/b", "parameters": "/etc/p"}, "not a path"),
        ({"command": "make", "container": "a/b", "parameters": "a/-p"}, "not a path"),
        ({"command": "make", "container": "a/b", "parameters": "p", "parameters_hash": "md5:12"}, "not a SHA-256"),
        ({"command": "make", "code": [{"repository": "model", "commit": FULL}] * 2}, "stands twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_put_into_a_script(again: dict[str, Any] | None, said: str, tmp_path: Path) -> None:
    with pytest.raises(NoScript, match=said):
        script(tmp_path, again, urls={"model": "https://git.example/model"})


DOCKER = """
case $1 in pull) exit {pull} ;; image) echo "{digest}" ;; esac
"""


@pytest.mark.parametrize(
    ("image", "digest", "pull", "said", "code"),
    [
        (DIGEST, DIGEST, 0, "running:", 0),
        (DIGEST, DIGEST.replace("ab", "cd"), 0, "another digest", 3),
        (DIGEST, DIGEST, 1, "cannot be had any more", 3),
        ("registry.example:5000/engine:1.0", "", 0, "its tag may have moved", 0),
    ],
)
def test_a_container_is_held_against_its_digest(
    image: str, digest: str, pull: int, said: str, code: int, tmp_path: Path
) -> None:
    again = {"command": 'echo "in the box"', "container": image, "code": [{"repository": "model", "commit": FULL}]}
    text = script(tmp_path / "records", again, urls={"model": "https://git.example/model"})
    path = stubs(tmp_path / "bin", git=FAKE_GIT, docker=DOCKER.format(pull=pull, digest=digest))
    done = ran(text, tmp_path / "here", "work", path=path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    called = calls(path, "docker")
    assert ("run" in called) is (code == 0)
    if code == 0:
        assert called[-5:-1] == [image, "-e", "-c", 'echo "in the box"']
        assert called[called.index("-w") + 1] == "/work/model"


def test_git_is_told_what_it_may_not_do(tmp_path: Path) -> None:
    again = {"command": "true", "code": [{"repository": "model", "commit": FULL}]}
    text = script(tmp_path / "records", again, urls={"model": "https://git.example/model"})
    path = stubs(tmp_path / "bin", git=f'echo "$GIT_ALLOW_PROTOCOL" >>{tmp_path}/allowed\n{FAKE_GIT}')
    assert ran(text, tmp_path / "here", "work", path=path).returncode == 0
    called = calls(path, "git")
    assert called.count("protocol.ext.allow=never") >= 3
    clone = called.index("clone")
    assert called[clone + 3 : clone + 6] == ["--", "https://git.example/model", "./model"]
    assert set((tmp_path / "allowed").read_text().split()) == {"file:git:http:https:ssh"}


def test_only_what_a_reader_may_see_is_in_it(tmp_path: Path) -> None:
    again = {
        "command": "make", "container": "a/b", "code": [
            {"repository": "open", "commit": FULL}, {"repository": "closed", "commit": "ab" * 20},
        ],
        "verifications": [{"date": "2025-02-01", "result": "same", "note": "kanari", "visibility": "team"}],
    }  # fmt: skip
    project = {"repositories": [
        {"id": "open", "url": "https://git.example/open", "public": "yes"},
        {"id": "closed", "url": "https://git.example/kanari"},
    ]}  # fmt: skip
    graph = graph_of(tmp_path, again, project=project)
    shown = filter_graph(graph, "public")
    text = script_of(shown.records["release/v1.0.0"], shown)
    assert "kanari" not in text
    assert "ab" * 20 not in text
    assert "parts may be missing" in text
    assert "kanari" in script_of(graph.records["release/v1.0.0"], graph)
    hidden = graph_of(tmp_path / "more", {**again, "visibility": "team"}, project=project)
    shown = filter_graph(hidden, "public")
    with pytest.raises(NoScript, match="does not say how"):
        script_of(shown.records["release/v1.0.0"], shown)


def test_shellcheck_finds_nothing(real: dict[str, Any], tmp_path: Path) -> None:
    program = shutil.which("shellcheck")
    if program is None:
        pytest.skip("shellcheck is not installed")
    for again in (real["again"], {**real["again"], "container": DIGEST}):
        path = tmp_path / "again.sh"
        path.write_text(script(tmp_path / "records", again, urls=real["urls"]))
        done = subprocess.run([program, "-s", "sh", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
