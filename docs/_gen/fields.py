"""Tables of fields: names, types and requirement from the models, meanings from `meanings.yml` in each room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import markdown
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from forgebook.core.change import ChangeShape
from forgebook.core.fields import WHO, Markup, ProjectId, RefTo, TeamOnly
from forgebook.core.meanings import choices, declared_beside, meaning
from forgebook.core.model import Item, LineItem, ScopedRef

_ELSEWHERE = {ChangeShape: "the [fields of a change](change.md#fields)"}


def faults(models: list[type[BaseModel]]) -> list[str]:
    """Fields and values without a meaning, and meanings without a field or value."""
    known: dict[str, set[str]] = {}
    written: dict[str, set[str]] = {}
    found = []
    for model in _with_nested(models):
        for key, name in _keys(model):
            if meaning(model, key) is None:
                found.append(f"{model.__name__}.{name} has no meaning")
            values = _values(model, name)
            found.extend(f"{model.__name__}.{name}: {word} has no meaning" for word in values - {*choices(model, key)})
            for base in model.__mro__:
                known.setdefault(base.__name__, set()).add(key)
                known.setdefault(f"{base.__name__}.{key}", set()).update(values)
        for base in model.__mro__:
            written.update({owner: set(words) for owner, words in declared_beside(base).items()})
    for owner, words in written.items():
        found.extend(f"{owner}.{key} is gone" for key in sorted(words - known.get(owner, set())))
    return sorted(found)


def _values(model: type[BaseModel], name: str) -> set[str]:
    """The words that a field takes one of, those apart that nobody writes."""
    kind, _ = _unwrap(model.model_fields[name].annotation, [])
    return set(get_args(kind)) - {"unknown"} if get_origin(kind) is Literal else set()


def _with_nested(models: list[type[BaseModel]]) -> list[type[BaseModel]]:
    seen: list[type[BaseModel]] = []
    queue = list(models)
    while queue:
        model = queue.pop(0)
        if model not in seen:
            seen.append(model)
            queue.extend(inner for info in model.model_fields.values() if (inner := _inner(info)))
    return seen


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for name, info in model.model_fields.items():
        yield info.alias or name, name


def tables(model: type[BaseModel], *, leave_out: type[BaseModel] | None = None) -> str:
    """The table of a model, followed by one for each mapping inside it."""
    return "\n\n".join(_tables(model, leave_out, ()))


def _tables(model: type[BaseModel], leave_out: type[BaseModel] | None, path: tuple[str, ...]) -> Iterator[str]:
    shown = {key: info for key, info in _own(model) if leave_out is None or _is_new(model, key, leave_out)}
    anchor = "-".join(path)
    rows = "\n".join(_row(model, key, info, anchor) for key, info in shown.items())
    yield (
        '<table class="fb-table fb-fields"><thead><tr><th>Field</th><th>Takes</th><th>Meaning</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table>"
    )
    for key, info in shown.items():
        inner = _inner(info)
        if inner is None:
            continue
        here = (*path, key)
        spoken = ".".join(here)
        words = f"Each entry of `{spoken}`" if _is_list(info.annotation) else f"Inside `{spoken}`"
        yield f"### {words} {{#{'-'.join(here)}-entry}}"
        other = next((text for base, text in _ELSEWHERE.items() if issubclass(inner, base)), None)
        if other is not None:
            yield f"It takes {other}, `releases` apart, and its own `visibility`."
            continue
        if (short := _short(info)) is not None:
            yield f"A text alone stands for `{{{short}: …}}`."
        yield from _tables(inner, None, here)
        if issubclass(inner, Item):
            extra = [name for name in ("id", "visibility") if not _redefines(inner, name)]
            yield f"An entry may also have {' and '.join(f'`{name}`' for name in extra)}." if extra else ""


def _is_new(model: type[BaseModel], key: str, common: type[BaseModel]) -> bool:
    """Whether a field is the kind's own, or a common one that the kind declares anew."""
    if key not in {name for name, _ in _keys(common)}:
        return True
    return any(key in get_annotations(base) for base in model.__mro__ if not issubclass(common, base))


def _redefines(model: type[BaseModel], name: str) -> bool:
    return any(name in get_annotations(base) for base in model.__mro__ if issubclass(base, Item) and base is not Item)


def _own(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    for name, info in model.model_fields.items():
        if issubclass(model, Item) and name in Item.model_fields and not _redefines(model, name):
            continue
        yield info.alias or name, info


def _row(model: type[BaseModel], key: str, info: FieldInfo, prefix: str) -> str:
    needed = ' <span class="fb-who">required</span>' if info.is_required() else ""
    id_ = f"field-{prefix}-{key}" if prefix else f"field-{key}"
    return (
        f'<tr id="{id_}"><th scope="row"><code>{escape(key)}</code>{needed}</th>'
        f'<td data-label="Takes"><span>{_linked(_html(_takes(info)), key, info, prefix)}</span></td>'
        f'<td data-label="Meaning"><span>{_html(_told(model, key, info))}</span></td></tr>'
    )


def _linked(html: str, key: str, info: FieldInfo, prefix: str) -> str:
    """A mapping leads to its own table further down."""
    here = f"{prefix}-{key}" if prefix else key
    return f'<a href="#{here}-entry">{html}</a>' if _inner(info) else html


def _told(model: type[BaseModel], key: str, info: FieldInfo) -> str:
    words = meaning(model, key) or ""
    marks = list(_marks(info))
    if any(isinstance(mark, TeamOnly) for mark in marks):
        words += " *Never leaves the team.*"
    return words


def _html(text: str) -> str:
    html = markdown.markdown(text)
    return html.removeprefix("<p>").removesuffix("</p>")


def _takes(info: FieldInfo) -> str:
    words = _type(info.annotation, list(info.metadata))
    least = next((m.ge for mark in _marks(info) for m in _limits(mark) if hasattr(m, "ge")), None)
    return words if least is None else f"{words}, {least} or more"


def _limits(mark: Any) -> list[Any]:
    return list(mark.metadata) if isinstance(mark, FieldInfo) else [mark]


def _type(annotation: Any, marks: list[Any]) -> str:
    kind, marks = _unwrap(annotation, marks)
    if get_origin(kind) is list:
        return _list_type(get_args(kind)[0], marks)
    reference = next((mark for mark in marks if isinstance(mark, RefTo)), None)
    if reference is not None:
        return _reference(reference)
    listed = next((mark for mark in marks if isinstance(mark, ProjectId)), None)
    if listed is not None:
        return f"id from `{listed.section}` of the project file"
    return _scalar(kind, marks)


def _scalar(kind: Any, marks: list[Any]) -> str:
    if get_origin(kind) is Literal:
        return " · ".join(f"`{word}`" for word in get_args(kind) if word != "unknown")
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "mapping"
    if kind is str:
        if Markup.BLOCK in marks:
            return "text"
        return "line" if Markup.INLINE in marks else "plain line"
    return {date: "date", bool: "yes or no", int: "whole number"}.get(kind, "mapping")


def _list_type(entry: Any, outer: list[Any]) -> str:
    kind, marks = _unwrap(entry, [])
    if isinstance(kind, type) and issubclass(kind, LineItem):
        return "list of lines"
    if isinstance(kind, type) and issubclass(kind, ScopedRef):
        reference = next(mark for mark in marks if isinstance(mark, RefTo))
        return f"list: {_reference(reference)}, or `{{ref, scope}}`"
    alone = any(
        getattr(mark, "func", None).__name__ == "as_list" for mark in outer if isinstance(mark, BeforeValidator)
    )
    words = _type(entry, [])
    words = "list of mappings" if words == "mapping" else f"list: {words}"
    return f"{words}; one may stand without the list" if alone else words


def _reference(reference: RefTo) -> str:
    if not reference.kinds:
        return "reference to any record"
    if reference.kinds == WHO:
        return "person, role or team" + (", or a name" if reference.free_text else "")
    return f"reference to {' or '.join(_with_article(kind) for kind in reference.kinds)}"


def _with_article(kind: str) -> str:
    words = kind.replace("-", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _unwrap(annotation: Any, marks: list[Any]) -> tuple[Any, list[Any]]:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _unwrap(inner, [*marks, *more])
    if origin in (Union, UnionType):
        inner = [arg for arg in get_args(annotation) if arg is not type(None)]
        return _unwrap(inner[0], marks) if len(inner) == 1 else (annotation, marks)
    return annotation, marks


def _marks(info: FieldInfo) -> Iterator[Any]:
    _, marks = _unwrap(info.annotation, list(info.metadata))
    yield from marks


def _is_list(annotation: Any) -> bool:
    return get_origin(_unwrap(annotation, [])[0]) is list


def _inner(info: FieldInfo) -> type[BaseModel] | None:
    """The mapping inside a field that is worth a table of its own."""
    kind, _ = _unwrap(info.annotation, [])
    if get_origin(kind) is list:
        kind, _ = _unwrap(get_args(kind)[0], [])
    if not isinstance(kind, type) or not issubclass(kind, BaseModel) or kind in (LineItem, ScopedRef):
        return None
    return kind


def _short(info: FieldInfo) -> str | None:
    """The key that a text alone stands for, where a mapping may be written short."""
    kind, marks = _unwrap(info.annotation, list(info.metadata))
    if get_origin(kind) is list:
        _, more = _unwrap(get_args(kind)[0], [])
        marks = [*marks, *more]
    for mark in marks:
        if isinstance(mark, BeforeValidator):
            long: Any = mark.func("x")  # type: ignore[call-arg]
            long = long[0] if isinstance(long, list) else long
            if isinstance(long, dict) and len(long) == 1:
                return str(next(iter(long)))
    return None
