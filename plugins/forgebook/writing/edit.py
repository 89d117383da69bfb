"""A record file that is edited field by field and saved with all that was not changed as it was."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.schema import model_at
from forgebook.writing.files import WriteRefused, replace
from forgebook.writing.nodes import NotYaml, next_line
from forgebook.writing.order import bare, field_order
from forgebook.writing.splices import line_break_of
from forgebook.writing.yaml_text import Path as FieldPath
from forgebook.writing.yaml_text import YamlText

_BOM = b"\xef\xbb\xbf"
_FRONT = re.compile(r"---[ \t]*(?:\r\n|\n|\r)((?:[^\r\n]*(?:\r\n|\n|\r))*?)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
_LIMIT = 1 << 20
PROJECT_FILE = "project.yml"


class EditedFile:
    """A `.yml` file of one record or a list of records, or a `.md` file with front matter.

    Paths begin at the file's top level: `("status",)`, in a list file `(2, "status")`. Markdown has its front matter
    under such paths, and what stands below it as `body`.

    Attributes:
        path: the file.
        before: its bytes as they were read.
        model: the fields that its records have; None where nobody knows.
    """

    def __init__(self, path: Path, before: bytes, model: type[BaseModel] | None) -> None:
        self.path = path
        self.before = before
        self.model = model
        self._bom = _BOM if before.startswith(_BOM) else b""
        text = _decoded(path, before.removeprefix(_BOM))
        self._head, source, self._fence, self._tail = _parts(text) if path.suffix == ".md" else ("", text, "", "")
        try:
            self._yaml = YamlText(source, self._order, line_break_of(text))
        except NotYaml as error:
            line = error.line + self.lines_before
            where = f"{path}:{line}" if line else str(path)
            raise WriteRefused(f"{where}: this is not YAML that can be edited: {error}. Mend it by hand.") from None

    @classmethod
    def open(cls, path: Path, kind: RecordKind | None = None) -> EditedFile:
        """Read a file.

        Args:
            path: the file.
            kind: the kind of its records; told by the folder where it is not given.

        Raises:
            WriteRefused: it cannot be read, or is not YAML.
        """
        try:
            before = path.read_bytes()
        except OSError as error:
            raise WriteRefused(f"{path}: the file cannot be read ({error.strerror}).") from None
        return cls(path, before, kind.model if kind is not None else model_of(path))

    @property
    def text(self) -> str:
        """The file's text as it would be saved, without a byte order mark."""
        front = self._yaml.text
        if self.path.suffix == ".md" and not self._head and front:
            return f"---{self._line_break}{front}---{self._line_break}{self._line_break}{self._tail}"
        return f"{self._head}{front}{self._fence}{self._tail}"

    @property
    def after(self) -> bytes:
        """The bytes that `save` writes."""
        return self._bom + self.text.encode("utf-8")

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.after != self.before

    @property
    def yaml(self) -> YamlText:
        """The YAML of the file, or its front matter."""
        return self._yaml

    @property
    def lines_before(self) -> int:
        """How many lines stand before the YAML: one in Markdown with front matter."""
        return self._head.count("\n") or (1 if self._head else 0)

    @property
    def body(self) -> str:
        """What stands below the front matter of a Markdown file, with its line breaks as they are."""
        return self._tail

    @body.setter
    def body(self, text: str) -> None:
        self._tail = text

    @property
    def _line_break(self) -> str:
        return self._yaml.line_break

    def get(self, path: FieldPath = ()) -> Any:
        """The value at a path as a reader of records has it: text, None, lists and mappings; None where none is."""
        node = self._yaml.node(path)
        return node.data() if node is not None else None

    def has(self, path: FieldPath) -> bool:
        """Whether there is such a key or item, be it empty."""
        return self._yaml.node(path) is not None

    def set(self, path: FieldPath, value: Any) -> None:
        """Put a value at a path. A new key goes where the order of its kind's fields has it.

        Raises:
            WriteRefused: the place cannot be edited safely. The text is as it was.
        """
        with _named(self.path):
            self._yaml.set(path, bare(self.model, path, value))

    def append(self, path: FieldPath, value: Any) -> None:
        """Put a value at the end of a list, which is made where it is missing.

        Raises:
            WriteRefused: as with `set`.
        """
        with _named(self.path):
            self._yaml.append(path, bare(self.model, (*path, 0), value))

    def delete(self, path: FieldPath) -> None:
        """Take out a key or an item, with the comments that belong to it.

        Raises:
            WriteRefused: there is none, or as with `set`.
        """
        with _named(self.path):
            self._yaml.delete(path)

    def rename_key(self, path: FieldPath, new: str) -> None:
        """Give a key another name.

        Raises:
            WriteRefused: there is none, or one of that name stands beside it, or as with `set`.
        """
        with _named(self.path):
            self._yaml.rename_key(path, new)

    def save(self) -> bool:
        """Write what was changed, if anything was.

        Raises:
            WriteRefused: the file has changed meanwhile or cannot be written; it is as it was.
        """
        if not self.changed:
            return False
        after = self.after
        replace(self.path, self.before, after)
        self.before = after
        return True

    def _order(self, path: FieldPath) -> list[str]:
        owner = model_at(self.model, path) if self.model is not None else None
        return list(field_order(owner)) if owner is not None else []


class _named:  # noqa: N801 - reads as the statement that it is
    """Puts the file before what was refused."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, WriteRefused):
            raise WriteRefused(f"{self.path}: {error}") from None


def _decoded(path: Path, data: bytes) -> str:
    if len(data) > _LIMIT:
        raise WriteRefused(f"{path}: the file is larger than 1 MiB. Split it.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise WriteRefused(f"{path}: the file is not UTF-8. Save it as UTF-8, then run it again.") from None


def _parts(text: str) -> tuple[str, str, str, str]:
    """A Markdown text in four: the line before its front matter, the front matter, the line after, the rest."""
    match = _FRONT.match(text)
    if match is None:
        return "", "", "", text
    after = next_line(text, match.end(1))
    return text[: match.start(1)], match[1], text[match.end(1) : after], text[after:]


def model_of(path: Path) -> type[BaseModel] | None:
    """The model of the records in a file, told by the nearest folder above it that is a kind's, or by its name."""
    if path.name == PROJECT_FILE:
        return ProjectFile
    known = _models()
    names = [path.stem, *(part.name for part in path.absolute().parents)]
    return next((known[name] for name in names[1:] if name in known), known.get(names[0]))


@cache
def _models() -> dict[str, type[BaseModel]]:
    from forgebook.kinds.register import installed

    return {kind.folder: kind.model for kind in installed().values() if kind.folder}
