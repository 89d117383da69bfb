"""Every YAML file of the example, of our own records and of real repositories: what was not changed stays."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forgebook.writing.edit import EditedFile
from forgebook.writing.nodes import Node
from support.corpora import PROJECT_ROOT, corpora_folder
from support.edits import (
    WORDS,
    as_file,
    changed_lines,
    holder_of,
    is_free,
    kept_lines,
    nodes,
    picked,
    round_trip,
    scalars,
    with_value,
)

OWN = ("examples", "records", "tests/cases")
CORPORA = ("releases/openstack", "reno/keystone")
FieldPath = tuple[str | int, ...]


def files_below(*folders: Path) -> list[Path]:
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".yml", ".yaml")]
    return [path for path in found if path.is_file() and "invalid" not in path.parts]


@pytest.fixture(scope="module")
def own_files() -> list[Path]:
    found = files_below(*(PROJECT_ROOT / folder for folder in OWN))
    assert len(found) > 150
    return found


@pytest.fixture(scope="module")
def real_files() -> list[Path]:
    found = files_below(*(corpora_folder() / folder for folder in CORPORA))
    assert len(found) > 500
    return found


def variants(data: bytes) -> Iterator[bytes]:
    """The same file with other line ends, with a byte order mark, and without its last line end."""
    yield data
    yield data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    yield b"\xef\xbb\xbf" + data.removeprefix(b"\xef\xbb\xbf")
    yield data.rstrip(b"\r\n")


def chosen(path: Path, edits: int) -> Iterator[tuple[bytes, random.Random]]:
    """The file in some variants, with a source of chance that is the same in every run."""
    chance = random.Random(path.name)
    options = list(variants(path.read_bytes()))
    for _ in range(edits):
        yield chance.choice(options), chance


def check_unchanged(path: Path) -> None:
    for data in variants(path.read_bytes()):
        file = as_file(path, data)
        assert file.after == data, path
        assert not file.changed
        for place in scalars(file)[:5]:
            file.set(place, file.get(place))
        assert file.after == data, path


def check_one_scalar(path: Path, edits: int) -> int:
    done = 0
    for data, chance in chosen(path, edits):
        file = as_file(path, data)
        for place in picked(scalars(file), path.name + str(done), 1):
            before, value = as_file(path, data), chance.choice(WORDS)
            file.set(place, value)
            assert file.get() == with_value(before.get(), place, value), (path, place, value)
            assert_within_lines(before, file, place)
            done += 1
    return done


def assert_within_lines(before: EditedFile, after: EditedFile, place: FieldPath) -> None:
    """Only the lines of the value differ; a value that gets lines of its own begins on the line of its key."""
    node, holder = before.yaml.node(place), before.yaml.node(place[:-1])
    assert node is not None
    assert holder is not None
    begin = node.start
    if "\n" in str(after.get(place)) and holder.is_map:
        begin = next(key.start for key, value in holder.entries if value is node)
    first, last = (before.text.count("\n", 0, at) for at in (begin, node.end))
    start, count, _ = changed_lines(before.text, after.text)
    assert count == 0 or (first <= start and start + count - 1 <= last), (before.path, place)


def check_structure(path: Path, edits: int) -> int:
    """Append, delete, rename, add: the data are as intended, and no line that stays is another."""
    done = 0
    for data, chance in chosen(path, edits):
        before, file = as_file(path, data), as_file(path, data)
        options = [(p, n) for p, n in nodes(file.yaml.root or Node("map", 0, 0)) if p and is_free(n)]
        if not options:
            continue
        place, node = chance.choice(options)
        wanted = copy.deepcopy(before.get())
        edit = chance.choice([delete, rename, append, add])
        if edit(file, place, node, wanted, chance):
            assert file.get() == wanted, (path, place, edit.__name__)
            assert_lines_kept(before, file, node, edit.__name__)
            done += 1
    return done


def delete(file: EditedFile, place: FieldPath, node: Node, wanted: Any, chance: random.Random) -> bool:
    file.delete(place)
    del holder_of(wanted, place)[place[-1]]
    return True


def rename(file: EditedFile, place: FieldPath, node: Node, wanted: Any, chance: random.Random) -> bool:
    if not isinstance(place[-1], str):
        return False
    holder = holder_of(wanted, place)
    file.rename_key(place, "quite another")
    renamed = {("quite another" if key == place[-1] else key): value for key, value in holder.items()}
    holder.clear()
    holder.update(renamed)
    return True


def append(file: EditedFile, place: FieldPath, node: Node, wanted: Any, chance: random.Random) -> bool:
    if not node.is_list:
        return False
    value = chance.choice(["x", {"id": "a", "text": "two words"}, ["a", "b"], {"q": "one\ntwo"}, *WORDS[:12]])
    file.append(place, value)
    holder_of(wanted, place)[place[-1]].append(value)
    return True


def add(file: EditedFile, place: FieldPath, node: Node, wanted: Any, chance: random.Random) -> bool:
    if not node.is_map:
        return False
    value = chance.choice(["x", ["a b", "c d"], {"id": "q", "t": "one\ntwo"}, [{"a": "b", "c": "d"}], [], *WORDS[:12]])
    file.set((*place, "zz"), value)
    holder_of(wanted, place)[place[-1]]["zz"] = value
    return True


def assert_lines_kept(before: EditedFile, after: EditedFile, node: Node, edit: str) -> None:
    """What is added touches the line of a bracket at most; in a file without a last line end that one too, and the
    header of the text that ends there.
    """
    lines = before.text.count("\n") + 1
    kept = kept_lines(before.text, after.text)
    if edit == "delete":
        gone = before.text.count("\n", node.start, node.end) + 1
        comments = before.text.count("#")
        assert lines - kept <= gone + comments + 3, before.path
    else:
        without_end = not before.text.endswith(("\n", "\r"))
        assert lines - kept <= 1 + without_end, (before.path, edit)


def check_against_ruamel(path: Path) -> None:
    """What ruamel.yaml's round-trip loader reads of the edited file is what it read before, and the one new text."""
    data = path.read_bytes()
    file = as_file(path, data)
    for place in picked(scalars(file), path.name, 1):
        value = random.Random(path.name).choice([word for word in WORDS if "\x85" not in word])
        before = round_trip(file.text)
        file.set(place, value)
        after = round_trip(file.text)
        if "<<" not in data.decode():
            holder_of(before, place)[place[-1]] = value
            assert after == before, (path, place)
        new = holder_of(after, place)[place[-1]]
        assert isinstance(new, str)
        assert new == value


def test_own_files_that_are_not_changed_are_the_same_bytes(own_files: list[Path]) -> None:
    for path in own_files:
        check_unchanged(path)


def test_one_value_of_an_own_file_changes_its_own_lines_alone(own_files: list[Path]) -> None:
    assert sum(check_one_scalar(path, 4) for path in own_files) > 500


def test_an_own_file_changes_where_it_is_edited_alone(own_files: list[Path]) -> None:
    assert sum(check_structure(path, 6) for path in own_files) > 400


def test_ruamel_reads_the_same_of_own_files(own_files: list[Path]) -> None:
    for path in own_files:
        check_against_ruamel(path)


@pytest.mark.corpora
def test_real_files_that_are_not_changed_are_the_same_bytes(real_files: list[Path]) -> None:
    for path in real_files:
        check_unchanged(path)


@pytest.mark.corpora
def test_one_value_of_a_real_file_changes_its_own_lines_alone(real_files: list[Path]) -> None:
    assert sum(check_one_scalar(path, 4) for path in real_files) > 1500


@pytest.mark.corpora
def test_a_real_file_changes_where_it_is_edited_alone(real_files: list[Path]) -> None:
    assert sum(check_structure(path, 6) for path in real_files) > 1500


@pytest.mark.corpora
def test_ruamel_reads_the_same_of_real_files(real_files: list[Path]) -> None:
    for path in real_files:
        check_against_ruamel(path)
