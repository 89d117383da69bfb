"""Who may import whom. The table is that of the design: one direction, no way back."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import forgebook

PACKAGE = Path(forgebook.__file__).parent
INNER = frozenset(
    {"core", "reading", "rendering", "evidence", "releasing", "covering", "blameless", "kinds", "pages", "pipeline"}
)
OUTER = frozenset({"writing", "feeds", "reporters", "review", "importing", "exporting", "starting"})
MAY_IMPORT = {
    "": frozenset(),
    "core": frozenset(),
    "reading": frozenset({"core"}),
    "rendering": frozenset({"core"}),
    "evidence": frozenset({"core"}),
    "releasing": frozenset({"core"}),
    "covering": frozenset({"core"}),
    "blameless": frozenset({"core", "covering"}),  # what retros and incidents share; names come from the roster
    "kinds": frozenset({"core", "rendering", "releasing", "covering", "blameless"}),
    "pages": frozenset({"core", "rendering", "releasing", "covering"}),
    "pipeline": INNER,
    "writing": INNER,
    "feeds": INNER,
    "reporters": INNER,
    "review": INNER | {"reporters"},
    "starting": INNER | {"writing"},
    "importing": INNER | {"writing"},
    "exporting": INNER | {"feeds"},
    "cli": INNER | OUTER,
    "engines": INNER | OUTER,
}
ENGINES = ("mkdocs", "properdocs", "material")


def modules() -> list[str]:
    """The dotted names of all modules below the package, without `forgebook.`; the package itself is empty."""
    names = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        names.append(".".join(parts))
    return names


def source_of(module: str) -> str:
    base = PACKAGE.joinpath(*module.split(".")) if module else PACKAGE
    path = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
    return path.read_text(encoding="utf-8")


def imports_of(source: str) -> Iterator[str]:
    """Every dotted name that a module imports, wherever in it. A relative import is told as `.`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}" for alias in node.names) if not node.level else (".",))


def ours(source: str) -> Iterator[str]:
    """Our own modules that a module imports, without `forgebook.`; its version is nobody's secret."""
    for name in imports_of(source):
        if name.split(".")[0] == "forgebook" and name != "forgebook.__version__":
            yield name.removeprefix("forgebook").removeprefix(".")


def room(module: str) -> str:
    return module.split(".")[0]


def wrong_way(module: str, source: str) -> list[str]:
    """The imports of a module that its room does not allow."""
    here = room(module)
    allowed = MAY_IMPORT[here] | {here}
    wrong = [name for name in ours(source) if room(name) not in allowed]
    if here == "kinds" and module not in ("kinds", "kinds.register"):
        own = ".".join(module.split(".")[:2])
        wrong += [n for n in ours(source) if room(n) == "kinds" and not f"{n}.".startswith(f"{own}.")]
    return wrong


def test_modules_are_found() -> None:
    assert {"", "core.ids", "kinds.decision.kind", "engines.mkdocs.plugin"} <= set(modules())


def test_a_module_imports_only_what_its_room_may() -> None:
    wrong = {module: wrong_way(module, source_of(module)) for module in modules()}
    assert {module: names for module, names in wrong.items() if names} == {}


def test_imports_are_absolute() -> None:
    assert [module for module in modules() if "." in imports_of(source_of(module))] == []


def test_only_engines_import_an_engine() -> None:
    outside = [module for module in modules() if room(module) != "engines"]
    heads = {module: {name.split(".")[0] for name in imports_of(source_of(module))} for module in outside}
    assert {module: found & set(ENGINES) for module, found in heads.items() if found & set(ENGINES)} == {}


def test_every_room_stands_in_the_table() -> None:
    assert {room(module) for module in modules()} - {"assets"} <= set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core.ids", "from forgebook.reading import yaml"),
        ("core.ids", "def f():\n    import forgebook.pipeline"),
        ("kinds.decision.kind", "from forgebook.kinds.release.fields import Release"),
        ("kinds.decision.kind", "from forgebook.kinds import register"),
        ("kinds.role", "from forgebook.reading.codes import EMPTY"),
        ("pages.home", "from forgebook.kinds.decision import KIND"),
        ("cli.main", "from forgebook.engines.mkdocs import plugin"),
        ("engines.mkdocs.plugin", "from forgebook.cli import main"),
    ],
)
def test_the_check_sees_an_import_the_wrong_way(module: str, line: str) -> None:
    assert wrong_way(module, line)


def test_nothing_but_the_engines_loads_an_engine() -> None:
    inside = [f"forgebook.{m}".rstrip(".") for m in modules() if room(m) != "engines"]
    script = (
        "import importlib, json, sys\n"
        f"for name in {inside!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "forgebook" in loaded
    assert loaded & set(ENGINES) == set()
