"""Where the cases lie, and the small project that each of them makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from forgebook.kinds.register import BUILT_IN

CASES = Path(__file__).parents[1] / "cases"
FOLDERS = {kind.name: kind.folder for kind in BUILT_IN if kind.folder}

_LEAD = re.compile(r"(?:#|<!--) *(?P<word>expect|with): *(?P<rest>.*?) *(?:-->)?$")


def cases(verdict: str) -> list[Path]:
    return sorted(path for path in CASES.glob(f"*/{verdict}/*") if path.suffix in (".yml", ".md"))


def name_of(path: Path) -> str:
    return f"{path.parts[-3]}/{path.name}"


def lead(path: Path, word: str) -> list[str]:
    """What the comments of a case say after a word."""
    found = (_LEAD.match(line) for line in path.read_text(encoding="utf-8").split("\n"))
    return [match["rest"] for match in found if match and match["word"] == word]


def companions(path: Path) -> Iterator[tuple[str, str]]:
    """The files that a case wants beside it, by their place below `records/`."""
    for wanted in lead(path, "with"):
        base = CASES / "with" / wanted
        assert base.exists(), f"{path}: there is no {base}"
        for file in sorted(base.rglob("*.yml")) if base.is_dir() else [base]:
            below = file.relative_to(CASES / "with").parts[1:]
            yield "/".join(below), file.read_text(encoding="utf-8")


def place_of(path: Path) -> str:
    return f"{FOLDERS[path.parts[-3]]}/{path.name}"


def files_of(path: Path) -> dict[str, str]:
    files = {f"records/{name}": text for name, text in companions(path)}
    project = (CASES / "project.yml").read_text(encoding="utf-8")
    return {**files, "records/project.yml": project, f"records/{place_of(path)}": path.read_text(encoding="utf-8")}
