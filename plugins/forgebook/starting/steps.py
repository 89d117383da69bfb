"""What became of each file that a start may write. What is there already is never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from forgebook.writing.files import WriteRefused, create, replace

Outcome = Literal["made", "extended", "left", "as it should be"]


@dataclass(frozen=True, slots=True)
class Step:
    """A file and what became of it.

    Attributes:
        path: the file, told from the folder that was started in.
        outcome: whether it was made, extended, left alone, or held all of it before.
        why: why it was left alone, or what was added.
        paste: what to put into it by hand.
    """

    path: str
    outcome: Outcome
    why: str = ""
    paste: str = ""


def make(folder: Path, name: str, text: str, *, paste: str = "") -> Step:
    """Write a new file; one that is there is left alone.

    Raises:
        WriteRefused: it cannot be written.
    """
    path = folder / name
    if path.is_file() and path.read_bytes() == text.encode():
        return Step(name, "as it should be")
    if path.is_symlink() or path.exists():
        return Step(name, "left", "there is such a file already", paste)
    create(path, text)
    return Step(name, "made")


def extend(folder: Path, name: str, change: Callable[[str], tuple[str, str]], *, paste: str) -> Step:
    """Extend a file that is there by a function that gives its new text and says what was added.

    Raises:
        WriteRefused: it cannot be written.
    """
    path = folder / name
    try:
        before = path.read_bytes()
        text, added = change(before.decode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return Step(name, "left", f"it cannot be read: {why}", paste)
    except WriteRefused as refused:
        return Step(name, "left", str(refused).rstrip("."), paste)
    after = text.encode("utf-8")
    if after == before:
        return Step(name, "as it should be")
    replace(path, before, after)
    return Step(name, "extended", added)
