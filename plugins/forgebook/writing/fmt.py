"""The one way to write a record: the order of its fields, ISO dates, prose in lines of a sensible length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from forgebook.core.annotated import taken
from forgebook.core.fields import Markup
from forgebook.core.iso_dates import iso_date
from forgebook.core.kind import RecordKind
from forgebook.core.project import ProjectFile
from forgebook.core.schema import field_at, model_at
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused
from forgebook.writing.meaning import ToHtml, same_meaning
from forgebook.writing.nodes import Node, NotYaml, line_end
from forgebook.writing.order import field_order
from forgebook.writing.reorder import reorder, wanted_order
from forgebook.writing.splices import Splice, applied
from forgebook.writing.wrapping import WIDTH, wrapped
from forgebook.writing.yaml_text import YamlText

FieldPath = tuple[str | int, ...]


def formatted(file: EditedFile, name: str, kind: RecordKind, project: ProjectFile, to_html: ToHtml) -> None:
    """Bring a file into form. Comments stay with their fields.

    Args:
        file: the file; it is changed in memory alone.
        name: its path below the project's root.
        kind: the kind of its records.
        project: the project file, by whose words the records are read.
        to_html: what a Markdown text becomes on the site, to prove that nothing means anything else.

    Raises:
        WriteRefused: it would mean something else, so it is left alone.
    """
    _dates(file, kind.model)
    _orders(file, kind)
    _prose(file, kind.model)
    if name.endswith(".md"):
        _body(file)
    if file.changed and not same_meaning(file.before, file.after, name, kind, project, to_html):
        raise WriteRefused(
            f"{file.path}: formatting it would change what it means, so it is left alone. "
            "Break its long lines and order its fields by hand."
        )


def _walk(node: Node | None, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Node]]:
    """Every node with its path, those inside before those around them."""
    if node is None:
        return
    for key, value in node.entries:
        yield from _walk(value, (*path, str(key.value)))
    for index, item in enumerate(node.items):
        yield from _walk(item, (*path, index))
    yield path, node


def _dates(file: EditedFile, model: type[BaseModel]) -> None:
    splices = []
    for path, node in _walk(file.yaml.root):
        if node.kind != "scalar" or not node.value or node.marked or _holds(model, path) is not date:
            continue
        day = iso_date(node.value)
        if day is not None and day != node.value and not node.is_block_scalar:
            splices.append(Splice(node.start, node.end, day))
    _put(file, splices, _dates_alike)


def _put(file: EditedFile, splices: list[Splice], same: Callable[[Any, Any], bool]) -> bool:
    """Make all cuts at once, if the values come out the same by some measure and no comment is lost."""
    if not splices:
        return True
    text = applied(file.yaml.text, splices, file.yaml.line_break)
    try:
        changed = YamlText(text, file.yaml.order, file.yaml.line_break)
    except NotYaml:
        return False
    if not same(file.yaml.data(), changed.data()):
        return False
    file.yaml.text, file.yaml.root = changed.text, changed.root
    return True


def _alike(old: Any, new: Any, same: Callable[[str, str], bool]) -> bool:
    """Whether two trees of values are the same but for texts that are alike."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_alike(old[key], new[key], same) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_alike(a, b, same) for a, b in zip(old, new, strict=True))
    return bool(old == new) or (isinstance(old, str) and isinstance(new, str) and same(old, new))


def _dates_alike(old: Any, new: Any) -> bool:
    return _alike(old, new, lambda a, b: iso_date(a) == b)


def _words_alike(old: Any, new: Any) -> bool:
    return _alike(old, new, lambda a, b: a.split() == b.split())


def _holds(model: type[BaseModel], path: FieldPath) -> Any:
    """The type of a field, or `Markup.BLOCK` for Markdown of any length; None where there is no such field."""
    names = [part for part in path if isinstance(part, str)]
    owner = model_at(model, tuple(names[:-1])) if names else None
    try:
        found = taken(field_at(owner, (names[-1],))) if owner is not None else None
    except KeyError:
        return None
    if found is None:
        return None
    if Markup.BLOCK in found.marks:
        return Markup.BLOCK
    below = found.model
    if below is not None and "text" in below.model_fields and Markup.BLOCK in taken(below.model_fields["text"]).marks:
        return Markup.BLOCK
    return (found.entry or found).kind


def _orders(file: EditedFile, kind: RecordKind) -> None:
    """All mappings of one depth at once, the deepest first: those around them move with what is in them."""
    deepest = max((len(path) for path, _ in _walk(file.yaml.root)), default=-1)
    for depth in range(deepest, -1, -1):
        here = [_reordered(file, kind, path, node) for path, node in _walk(file.yaml.root) if len(path) == depth]
        found = [splices for splices in here if splices]
        if not _reorder(file, [splice for splices in found for splice in splices]):
            for splices in reversed(found):
                _reorder(file, splices)


def _reordered(file: EditedFile, kind: RecordKind, path: FieldPath, node: Node) -> list[Splice] | None:
    """The cuts that bring a mapping in order; None where it is, or where that is not safe."""
    owner = model_at(kind.model, path) if node.is_map and len(node.entries) > 1 and not node.marked else None
    if owner is None:
        return None
    names = [kind.key_aliases.get(str(key.value), str(key.value)) for key, _ in node.entries]
    order = field_order(owner)
    indices = wanted_order(names, order if "id" in order else ("id", *order))
    return reorder(file.yaml.text, node, indices) if indices != sorted(indices) else None


def _reorder(file: EditedFile, splices: list[Splice]) -> bool:
    """Another order, where no value and no comment becomes another: the text that ends a file may not be moved."""
    if _comments(applied(file.yaml.text, splices, "\n")) != _comments(file.yaml.text):
        return False
    return _put(file, splices, lambda old, new: bool(old == new))


def _comments(text: str) -> list[str]:
    """What stands behind each `#`, in no order: that none was lost."""
    return sorted(line.partition("#")[2].rstrip() for line in text.splitlines() if "#" in line)


def _prose(file: EditedFile, model: type[BaseModel]) -> None:
    found = []
    for path, node in _walk(file.yaml.root):
        if node.kind == "scalar" and node.value and not node.marked and _holds(model, path) is Markup.BLOCK:
            found.extend(_refilled(file, node))
    _put(file, found, _words_alike)


def _refilled(file: EditedFile, node: Node) -> list[Splice]:
    """The cuts that fill the lines of a literal text anew. What stands on one line stays there."""
    text = file.yaml.text
    value = node.value or ""
    if node.style == "|":
        new = wrapped(value, max(WIDTH - _indentation(text, node), 40))
        return _literal(text, node, new) if new != value else []
    return []


def _indentation(text: str, node: Node) -> int:
    """The indentation of a block scalar's lines."""
    start = line_end(text, node.start)
    for line in text[start : node.end].splitlines():
        if line.strip():
            return len(line) - len(line.lstrip(" "))
    return 0


def _literal(text: str, node: Node, value: str) -> list[Splice]:
    """The lines of a literal text exchanged; its header and what stands beside it stay."""
    margin = " " * _indentation(text, node)
    body = value.rstrip("\n")
    lines = "\n".join(margin + line if line else "" for line in body.split("\n"))
    start = line_end(text, node.start)
    end = start + len(text[start : node.end].rstrip())
    return [Splice(start, end, f"\n{lines}")]


def _body(file: EditedFile) -> None:
    """The prose below the front matter."""
    line_break = file.yaml.line_break
    body = file.body.replace("\r\n", "\n") if line_break == "\r\n" else file.body
    if "\r" in body:
        return
    new = wrapped(body)
    if new != body:
        file.body = new.replace("\n", line_break)
