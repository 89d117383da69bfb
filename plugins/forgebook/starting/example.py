"""The example site, which comes with the package: copied whole, into an empty folder alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from forgebook.starting.steps import Step
from forgebook.writing.files import create

PARTS = ("mkdocs.yml", "docs", "records")


class NoExample(Exception):
    """The example did not come with this installation."""


def example_folder() -> Path:
    """Where the example lies: in the package, or in the checkout that the package runs from.

    Raises:
        NoExample: in neither.
    """
    room = Path(__file__).parent
    for folder in (room / "example", room.parents[2] / "examples" / "demand-model"):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise NoExample("the example did not come with this installation; it stands in the repository under examples/")


def copy_example(folder: Path) -> Iterator[Step]:
    """Copy the example, file by file.

    Raises:
        NoExample: it did not come with this installation.
        WriteRefused: a file is there already, or cannot be written.
    """
    source = example_folder()
    files = [path for part in PARTS for path in sorted([source / part, *(source / part).rglob("*")]) if path.is_file()]
    for path in files:
        name = path.relative_to(source).as_posix()
        create(folder / name, path.read_bytes().decode("utf-8"))
        yield Step(name, "made")
