"""Values to typed fields: every error of a file at once, each with the path of the value it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from forgebook.core.codes import UNKNOWN_CHOICE
from forgebook.core.diagnostics import FieldPath, Fix, closest, did_you_mean, listed, only_meant
from forgebook.core.document import Note
from forgebook.core.iso_dates import iso_date
from forgebook.core.schema import field_names, model_at
from forgebook.reading import codes

_EXPECTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "fb_flag": "yes or no",
    "fb_date_type": "a date",
    "fb_time_type": "a time",
    "fb_pattern": "a pattern as in a .gitignore",
    "tuple_type": "a list",
}
_RANGES = frozenset({"greater_than_equal", "less_than_equal", "greater_than", "less_than"})
_MAY_BE_LEFT_OUT = frozenset({"list_type", "fb_flag"})
_ROUNDS = 4


def validate(model: type[BaseModel], values: dict[str, Any]) -> tuple[BaseModel | None, list[Note]]:
    """The fields and what was wrong.

    Faulty values are left out and the rest is kept, so that a slip in one field does not make the whole record (and
    every link to it) vanish. Where a required field is missing or faulty there is no record.
    """
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        notes = _notes(model, error)
        return _salvage(model, values, error), notes


def _notes(model: type[BaseModel], error: ValidationError) -> list[Note]:
    """A note for each error. That a field is missing goes without saying where a slip of its name stands beside."""
    details = error.errors(include_url=False, include_context=True)
    notes = [(tuple(detail["loc"]), _note(model, detail)) for detail in details]
    meant = {(*path[:-1], note.suggestion) for path, note in notes if note.code is codes.UNKNOWN_FIELD}
    return [note for path, note in notes if note.code is not codes.MISSING_FIELD or path not in meant]


def _note(model: type[BaseModel], detail: Any) -> Note:
    path: FieldPath = tuple(detail["loc"])
    name = str(path[-1]) if path else ""
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_field(model, path, detail.get("input"))
    if kind == "missing":
        where = f" in {_spoken(path[:-1])}" if len(path) > 1 else ""
        return Note(codes.MISSING_FIELD, f'"{name}" is missing{where}', path[:-1], remedy=f"add {name}: …")
    if detail.get("input", "") is None and isinstance(path[-1], str) and kind not in _MAY_BE_LEFT_OUT:
        return _empty(path, detail)
    if kind == "literal_error":
        return _unknown_choice(path, detail)
    if kind == "fb_date":
        return _bad_date(path, detail)
    if kind == "fb_time":
        return Note(codes.BAD_DATE, detail["msg"], path, remedy="write it as 2025-10-07T14:30+01:00")
    if kind == "fb_one_line":
        return Note(codes.SEVERAL_LINES, f"{_spoken(path)} takes one line", path)
    if kind in _RANGES:
        return Note(codes.OUT_OF_RANGE, f"{_spoken(path)}: {detail['msg'].lower()}", path)
    expected = _EXPECTED.get(kind, detail["msg"].lower())
    found = _found(detail.get("input"))
    return Note(codes.WRONG_TYPE, f"{_spoken(path)} takes {expected}, found {found}", path)


def _bad_date(path: FieldPath, detail: Any) -> Note:
    day = iso_date(str(detail.get("input")))
    remedy = f"write it as {day}" if day else "write it as 2025-10-07"
    return Note(codes.BAD_DATE, detail["msg"], path, remedy=remedy, fix=Fix("value", day) if day else None)


def _empty(path: FieldPath, detail: Any) -> Note:
    """A key with nothing behind it, as a new record has where somebody must still fill something in."""
    choices = detail["ctx"]["expected"] if detail["type"] == "literal_error" else ""
    where = f" in {_spoken(path[:-1])}" if len(path) > 1 else ""
    words = choices.replace("'", "")
    remedy = f"fill it in: {words}" if words else "fill it in behind the colon"
    return Note(codes.MISSING_FIELD, f'"{path[-1]}" is empty{where}', path, remedy=remedy, on_key=True)


def _unknown_field(model: type[BaseModel], path: FieldPath, value: Any) -> Note:
    name = str(path[-1])
    owner = model_at(model, path[:-1])
    known = field_names(owner) if owner else []
    guess = closest(name, known)
    remedy = ""
    if value is None and (" " in name or name.isdigit()):
        remedy = "if this is part of a text with a comma, quote it"
    elif guess is None and name == "id":
        remedy = "the file's name is the id; rename the file"
    elif guess is None:
        remedy = f"known here: {listed(known, limit=12)}"
    return Note(
        codes.UNKNOWN_FIELD,
        f'unknown field "{name}"{did_you_mean(guess)}',
        path,
        remedy=remedy,
        suggestion=guess,
        on_key=True,
        fix=_fix("key", name, known) if guess and value is not None else None,
    )


def _fix(part: Literal["key", "value"], word: str, candidates: Iterable[str]) -> Fix | None:
    meant = only_meant(word, candidates)
    return Fix(part, meant) if meant else None


def _unknown_choice(path: FieldPath, detail: Any) -> Note:
    words = [word.strip("' ") for word in detail["ctx"]["expected"].replace(" or ", ", ").split(",")]
    value = detail.get("input")
    if not isinstance(value, str):
        return Note(codes.WRONG_TYPE, f"{_spoken(path)} takes a word, found {_found(value)}", path)
    guess = closest(value, words)
    return Note(
        UNKNOWN_CHOICE,
        f'unknown {_last_word(path)} "{value}"{did_you_mean(guess)}',
        path,
        remedy=f"one of {', '.join(words)}",
        suggestion=guess,
        fix=_fix("value", value, words),
    )


def _last_word(path: FieldPath) -> str:
    words = [part for part in path if isinstance(part, str)]
    return words[-1].replace("_", " ") if words else "value"


def _spoken(path: FieldPath) -> str:
    """`changes[2].summary`"""
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out or "the file"


def _found(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'


def _salvage(model: type[BaseModel], values: dict[str, Any], error: ValidationError) -> BaseModel | None:
    """Take out what is faulty and try again, a few times."""
    rest: Any = _copied(values)
    for _ in range(_ROUNDS):
        paths = {_to_cut(detail) for detail in error.errors(include_url=False)}
        if () in paths:
            return None
        for path in sorted(paths, key=_cut_order, reverse=True):
            _cut(rest, path)
            if _means_visibility(path):
                _hide(model, rest, path)
        try:
            return model.model_validate(rest)
        except ValidationError as next_error:
            error = next_error
    return None


def _to_cut(detail: Any) -> FieldPath:
    path: FieldPath = tuple(detail["loc"])
    return path[:-1] if detail["type"] == "missing" else path


def _cut_order(path: FieldPath) -> tuple[tuple[int, int, str], ...]:
    return tuple((1, p, "") if isinstance(p, int) else (0, 0, p) for p in path)


def _cut(values: Any, path: FieldPath) -> None:
    for part in path[:-1]:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return
    try:
        del values[path[-1]]
    except (KeyError, IndexError, TypeError):
        return


def _means_visibility(path: FieldPath) -> bool:
    """Whether a faulty key is `visibility`, or a slip of it."""
    return isinstance(path[-1], str) and closest(path[-1], ["visibility"]) is not None


def _hide(model: type[BaseModel], values: Any, path: FieldPath) -> None:
    """What somebody meant to limit, and misspelt, is for the team until it is mended."""
    owner = model_at(model, path[:-1])
    for part in path[:-1]:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return
    if owner is not None and "visibility" in owner.model_fields and isinstance(values, dict):
        values["visibility"] = "team"


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_copied(entry) for entry in value]
    return value
