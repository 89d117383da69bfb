"""The house in order: kinds are registered, modules and functions stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import forgebook
from forgebook.kinds import register

PACKAGE = Path(forgebook.__file__).parent
MODULE_LIMIT = 300
FUNCTION_LIMIT = 40
LONG_MODULES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()
SOURCES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: str) -> Iterator[tuple[str, int]]:
    """The name of each function and its length in lines, its docstring and decorators not counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            docstring = node.body[0] if ast.get_docstring(node) is not None else None
            written = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - written


def text_of(name: str) -> str:
    return (PACKAGE / name).read_text(encoding="utf-8")


def kind_folders() -> list[str]:
    return sorted(p.name for p in (PACKAGE / "kinds").iterdir() if p.is_dir() and p.name != "__pycache__")


def test_modules_have_fewer_than_300_lines() -> None:
    lengths = {name: text_of(name).count("\n") for name in SOURCES}
    long = {name: lines for name, lines in lengths.items() if lines >= MODULE_LIMIT}
    assert set(long) == LONG_MODULES, long


def test_functions_have_at_most_40_lines() -> None:
    long = {
        f"{name}:{function}": lines
        for name in SOURCES
        for function, lines in functions(text_of(name))
        if lines > FUNCTION_LIMIT
    }
    assert set(long) == LONG_FUNCTIONS, long


def test_half_of_all_functions_have_at_most_twelve_lines() -> None:
    lengths = sorted(n for name in SOURCES for _, n in functions(text_of(name)))
    assert lengths[len(lengths) // 2] <= 12


def test_the_length_of_a_function_leaves_out_its_docstring() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n'
    assert list(functions(source)) == [("f", 2)]


def test_every_folder_of_kinds_is_registered() -> None:
    rooms = sorted({type(kind).__module__.split(".")[2] for kind in register.BUILT_IN})
    assert rooms == kind_folders()
    assert len(rooms) == len(register.BUILT_IN)


def test_every_kind_with_pages_brings_its_words() -> None:
    for kind in register.BUILT_IN:
        for words in (kind.name, kind.plural, kind.label, kind.label_plural):
            assert words, kind
        assert (kind.folder == "") or kind.teaches, kind.name
