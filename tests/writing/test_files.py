"""Files written whole or not at all, whoever else writes and whatever the disk does."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from forgebook.writing import locks
from forgebook.writing.batch import Change, write_all
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused, create, replace
from forgebook.writing.locks import folder_locked

OLD = b"a: 1\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.yml"
    file.write_bytes(OLD)
    return file


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_file_is_replaced_and_keeps_its_mode(path: Path) -> None:
    path.chmod(0o640)
    replace(path, OLD, b"a: 2\n")
    assert path.read_bytes() == b"a: 2\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(path.parent) == ["a.yml"]


def test_a_file_that_changed_meanwhile_is_kept(path: Path) -> None:
    file = EditedFile.open(path)
    path.write_bytes(b"a: theirs\n")
    file.set(("a",), "ours")
    with pytest.raises(WriteRefused, match=r"a\.yml: the file was changed by somebody else"):
        file.save()
    assert path.read_bytes() == b"a: theirs\n"
    assert names(path.parent) == ["a.yml"]


def test_a_file_that_is_gone_is_told(path: Path) -> None:
    file = EditedFile.open(path)
    file.set(("a",), "x")
    path.unlink()
    with pytest.raises(WriteRefused, match="no such file"):
        file.save()
    assert names(path.parent) == []


def test_a_file_is_saved_once_and_again(path: Path) -> None:
    file = EditedFile.open(path)
    assert not file.save()
    file.set(("a",), "2 3")
    assert file.save()
    assert not file.save()
    file.set(("b",), "x")
    assert file.save()
    assert path.read_bytes() == b"a: 2 3\nb: x\n"


def test_a_read_only_file_stays(path: Path) -> None:
    path.chmod(0o444)
    with pytest.raises(WriteRefused, match=r"read-only.*chmod"):
        replace(path, OLD, b"a: 2\n")
    assert path.read_bytes() == OLD


def test_a_link_is_followed_and_stays_a_link(path: Path) -> None:
    link = path.parent / "sub" / "link.yml"
    link.parent.mkdir()
    link.symlink_to(path)
    replace(link, OLD, b"a: 2\n")
    assert link.is_symlink()
    assert path.read_bytes() == b"a: 2\n"
    assert names(link.parent) == ["link.yml"]


def test_links_in_a_circle_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").symlink_to(tmp_path / "b.yml")
    (tmp_path / "b.yml").symlink_to(tmp_path / "a.yml")
    with pytest.raises(WriteRefused, match=r"a\.yml"):
        replace(tmp_path / "a.yml", b"", b"x")
    os.mkfifo(tmp_path / "c.yml")
    with pytest.raises(WriteRefused, match="not a regular file"):
        replace(tmp_path / "c.yml", b"", b"x")


def test_a_new_file_is_created_with_its_folders(tmp_path: Path) -> None:
    create(tmp_path / "x" / "y" / "a.yml", "a: é\r\n")
    assert (tmp_path / "x" / "y" / "a.yml").read_bytes() == "a: é\r\n".encode()
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "x/y/a.yml").stat().st_mode) == 0o666 & ~mask


def test_a_file_that_is_there_is_never_overwritten(path: Path) -> None:
    with pytest.raises(WriteRefused, match="already"):
        create(path, "b: 1\n")
    (path.parent / "dangling.yml").symlink_to(path.parent / "nowhere.yml")
    with pytest.raises(WriteRefused, match="already"):
        create(path.parent / "dangling.yml", "b: 1\n")
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["a.yml", "dangling.yml"]


def test_a_folder_that_is_a_file_is_told(path: Path) -> None:
    with pytest.raises(WriteRefused, match="where a folder belongs"):
        create(path / "b.yml", "b: 1\n")


@pytest.mark.parametrize("call", ["fsync", "replace", "link"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_fault_of_the_disk_leaves_all_as_it_was(
    call: str, number: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, fails)
    if call == "link":
        monkeypatch.setattr(Path, "rename", fails)
        with pytest.raises(WriteRefused):
            create(path.parent / "new" / "b.yml", "b: 1\n")
    else:
        with pytest.raises(WriteRefused):
            replace(path, OLD, b"a: 2\n")
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["a.yml"]


LIMITED = """
import resource, sys
from pathlib import Path
from forgebook.writing.files import WriteRefused, create, replace
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
path = Path(sys.argv[1])
old = path.read_bytes()
for write in (lambda: replace(path, old, b"x" * 100_000), lambda: create(path.parent / "new" / "b.yml", "x" * 100_000)):
    try:
        write()
    except WriteRefused as refused:
        print(refused)
"""


def test_a_write_that_the_system_stops_half_way_leaves_the_old_file_whole(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.count("no room left") == 2
    assert path.read_bytes() == OLD
    assert names(path.parent) == ["a.yml"]


FULL = """
set -e
mount -t tmpfs -o size=16k none "$1"
printf 'a: 1\\n' > "$1/a.yml"
exec "$2" -c '
import sys
from pathlib import Path
from forgebook.writing.files import WriteRefused, replace
path = Path(sys.argv[1]) / "a.yml"
try:
    replace(path, path.read_bytes(), b"x" * 200_000)
except WriteRefused as refused:
    print(refused)
print(path.read_bytes(), sorted(p.name for p in path.parent.iterdir()))
' "$1"
"""


def test_a_disk_that_is_full_leaves_the_old_file_whole(tmp_path: Path) -> None:
    command = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    try:
        able = subprocess.run(
            [*command, "mount", "-t", "tmpfs", "none", str(tmp_path)], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare here to make a small disk with")
    if able.returncode:
        pytest.skip(f"no small disk can be made here: {able.stderr.decode().strip()}")
    done = subprocess.run(
        [*command, "sh", "-c", FULL, "sh", str(tmp_path), sys.executable], capture_output=True, text=True, check=True
    )
    assert "no room left on the disk; the file is as it was" in done.stdout
    assert "b'a: 1\\n' ['a.yml']" in done.stdout


ADD_MANY = """
import sys
from pathlib import Path
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
path, name = Path(sys.argv[1]), sys.argv[2]
left = [f"{name}{index}" for index in range(25)]
while left:
    file = EditedFile.open(path)
    file.append(("list",), left[-1])
    try:
        file.save()
    except WriteRefused as refused:
        if "changed by somebody else" not in str(refused):
            raise
    else:
        left.pop()
"""
CREATE = """
import sys
from pathlib import Path
from forgebook.writing.files import WriteRefused, create
try:
    create(Path(sys.argv[1]), sys.argv[2])
    print("made")
except WriteRefused as refused:
    print("already" if "already" in str(refused) else refused)
"""


def at_once(script: str, path: Path) -> list[str]:
    """What two processes print that run a script at the same time."""
    command = [sys.executable, "-c", script, str(path)]
    running = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "ab"]
    printed = [process.communicate(timeout=60)[0].strip() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    return sorted(printed)


def test_two_processes_at_once_lose_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("list: []\n")
    at_once(ADD_MANY, path)
    found = EditedFile.open(path).get(("list",))
    assert sorted(found) == sorted(f"{name}{index}" for name in "ab" for index in range(25))
    assert names(tmp_path) == ["a.yml"]


def test_of_two_that_create_one_file_one_is_refused(tmp_path: Path) -> None:
    assert at_once(CREATE, tmp_path / "a.yml") == ["already", "made"]
    assert names(tmp_path) == ["a.yml"]


def test_who_waits_too_long_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.05)
    with folder_locked(path.parent), pytest.raises(WriteRefused, match="another process is writing"):
        replace(path, OLD, b"a: 2\n")
    replace(path, OLD, b"a: 2\n")
    assert path.read_bytes() == b"a: 2\n"


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.yml").write_bytes(OLD)
    (tmp_path / "c.yml").chmod(0o444)
    changes = [
        Change(tmp_path / "a.yml", OLD, b"a: 2\n"),
        Change(tmp_path / "b.yml", OLD, b"b: 2\n", tmp_path / "sub" / "d.yml"),
        Change(tmp_path / "new.yml", None, b"n: 1\n"),
        Change(tmp_path / "c.yml", OLD, b"c: 2\n"),
    ]
    with pytest.raises(WriteRefused, match=r"c\.yml: the file is read-only.*\n.*as they were"):
        write_all(changes)
    assert {p.name: p.read_bytes() for p in tmp_path.glob("*.yml")} == dict.fromkeys(("a.yml", "b.yml", "c.yml"), OLD)
    assert list((tmp_path / "sub").glob("*")) == []
    (tmp_path / "c.yml").chmod(0o644)
    write_all(changes)
    assert sorted(p.name for p in tmp_path.rglob("*.yml")) == ["a.yml", "c.yml", "d.yml", "new.yml"]
