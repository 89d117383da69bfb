"""Any mutation of a valid file gives diagnostics or success, never a traceback."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forgebook.core.settings import SiteSettings
from forgebook.kinds.register import BUILT_IN
from forgebook.pipeline import load_project
from support.properties import examples

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = {kind.name: kind.folder for kind in BUILT_IN if kind.folder}
VALID = sorted(path for path in CASES.glob("*/valid/*") if path.suffix in (".yml", ".md"))
ODD = (
    "",
    ":",
    "- ",
    "---",
    "\t",
    "{",
    "]",
    '"',
    "|",
    "&a",
    "*a",
    "!!int 1",
    "? ",
    "#",
    "\x00",
    "\ufeff",
    "é: 1",
    "[[x]]",
)


def mutated(data: bytes, draw: st.DrawFn) -> bytes:
    """The same file with a line deleted, repeated, moved or garbled, or with bytes put in."""
    lines = data.split(b"\n")
    index = draw(st.integers(0, len(lines) - 1))
    how = draw(st.sampled_from(["delete", "repeat", "swap", "garble", "odd", "bytes", "indent", "cut"]))
    line = lines[index]
    at = draw(st.integers(0, len(line)))
    if how == "delete":
        del lines[index]
    elif how == "repeat":
        lines.insert(index, line)
    elif how == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[index], lines[other] = lines[other], line
    elif how == "garble":
        lines[index] = line[:at] + line[at:][::-1]
    elif how == "odd":
        lines[index] = line[:at] + draw(st.sampled_from(ODD)).encode() + line[at:]
    elif how == "bytes":
        lines[index] = line[:at] + draw(st.binary(min_size=1, max_size=6)) + line[at:]
    elif how == "indent":
        lines[index] = b" " * draw(st.integers(1, 5)) + line
    else:
        del lines[index:]
    return b"\n".join(lines)


@st.composite
def files(draw: st.DrawFn) -> tuple[Path, bytes]:
    path = draw(st.sampled_from(VALID))
    data = path.read_bytes()
    for _ in range(draw(st.integers(1, 3))):
        data = mutated(data, draw)
    return path, data


def check(folder: Path, name: str, data: bytes) -> None:
    """Read a project of one file: whatever it holds, it gives records or findings with a place in the file."""
    target = folder / "records" / name
    target.parent.mkdir(parents=True)
    target.write_bytes(data)
    settings = SiteSettings(folder, folder / "records", date(2025, 11, 20))
    project = load_project(settings, git=False)
    of_file = [d for d in project.diagnostics if d.place.path == f"records/{name}"]
    known = any(record.source.path == f"records/{name}" for record in project.graph.records.values())
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").count("\n") + data.count(b"\r") + 1
    assert known or of_file
    for diagnostic in of_file:
        assert diagnostic.message
        assert 0 <= diagnostic.place.line <= lines + 1, diagnostic


@given(files())
@examples(300)
def test_a_mutated_file_is_read_or_reported(case: tuple[Path, bytes]) -> None:
    path, data = case
    with TemporaryDirectory() as folder:
        check(Path(folder), f"{FOLDERS[path.parts[-3]]}/{path.name}", data)


@example(b"[]", "decisions/a.yml")
@example(b"{}", "decisions/a.yml")
@given(st.binary(max_size=60), st.sampled_from(["decisions/a.yml", "decisions/a.md", "changes.yml", "sprints/a.yml"]))
@examples(150)
def test_any_bytes_are_read_or_reported(data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        check(Path(folder), name, data)


KEYS = st.sampled_from(["title", "status", "options", "improvement", "reviewed", "changes", "id", "date", "supersedes"])
ANYTHING = st.recursive(
    st.sampled_from(["a", "1", "2025-01-01", "~", "[[a]]"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def as_text(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_text(inner) for inner in value) + "]"
    return f'"{value}"' if value == "[[a]]" else str(value)


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_fields_of_any_shape_are_read_or_reported(kind: str) -> None:
    @given(st.dictionaries(KEYS, ANYTHING, max_size=5), st.booleans())
    @examples(25)
    def run(values: dict[str, object], front: bool) -> None:
        text = as_text(values)
        with TemporaryDirectory() as folder:
            if front and kind == "decision":
                check(Path(folder), "decisions/a.md", f"---\n{text}\n---\n# A\n\n## Status\n\nAccepted\n".encode())
            else:
                check(Path(folder), f"{FOLDERS[kind]}/a.yml", text.encode())

    run()
