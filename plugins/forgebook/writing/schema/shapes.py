"""What a field takes, in JSON Schema.

A schema must accept what `forgebook check` accepts, since a red line that is wrong teaches people to overlook red
lines. YAML types a scalar before the schema sees it (`1.10` is a number there), while for us the field's type reads its
text: so a text field takes numbers as well.

Types that one would not want to be offered (`null`, `true`) stand under `then`: editors check by it, and propose
nothing from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

from annotated_types import Ge, Le
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from forgebook.core.annotated import taken

Schema = dict[str, Any]

SCALARS = ("string", "number", "boolean")
"""What YAML may take a text of ours for."""
ONE_LINE = {"pattern": r"^\s*[^\n]*\s*$", "patternErrorMessage": "Takes one line."}
DATE = {
    "format": "date",
    "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$",
    "patternErrorMessage": "Not a date. Write it as 2025-10-07.",
    "examples": ["2025-10-07"],
}

_SHORT_DAYS = r"(0[1-9]|[12][0-9]"
_DAY = rf"((0[13578]|1[02])-{_SHORT_DAYS}|3[01])|(0[469]|11)-{_SHORT_DAYS}|30)|02-{_SHORT_DAYS}))"
_HOUR = r"([01][0-9]|2[0-3]):[0-5][0-9]"
MOMENT = rf"^\s*(~ *)?(?!0000)[0-9]{{4}}-{_DAY}"
CLOCK = rf"[T ]{_HOUR}(:[0-5][0-9])? *(Z|[+-]{_HOUR})"


def in_any_case(words: Iterable[str]) -> str:
    """A pattern that takes these words in capitals and small letters. JSON Schema has no flag for that."""
    return rf"^\s*({'|'.join(''.join(map(_letter, word)) for word in words)})\s*$"


def _letter(letter: str) -> str:
    both = sorted({letter.upper(), letter.lower()})
    return f"[{''.join(both)}]" if len(both) == 2 and all(len(form) == 1 for form in both) else re.escape(letter)


FLAG = {
    "pattern": in_any_case(("true", "yes", "on", "false", "no", "off")),
    "patternErrorMessage": "Takes yes or no.",
    "examples": [True, False],
}


def told(words: str) -> Schema:
    """A description, and where it is Markdown the same without marks, for editors that show it as it is."""
    if not words:
        return {}
    return {"description": plain(words), **({"markdownDescription": words} if plain(words) != words else {})}


def plain(words: str) -> str:
    """Words of ours without the marks of Markdown."""
    return re.sub(r"[`*]", "", words)


def checked(*types: str, empty: bool, words: str) -> Schema:
    """A check of the type that proposes nothing. `words` say what the field takes."""
    allowed = [*types, *(["null"] if empty else [])]
    return {"if": {}, "then": {"type": allowed, "errorMessage": f"Takes {words}."}}


def text(*, empty: bool, one_line: bool = False) -> Schema:
    """A text: whatever YAML makes of it, as long as it is no list and no mapping.

    The check stands in an `anyOf` of one: by that the language server knows that a value belongs behind the colon.
    """
    check = checked(*SCALARS, empty=empty, words="one line" if one_line else "a text")
    return {"anyOf": [{**(ONE_LINE if one_line else {}), **check}]}


def long_text(*, empty: bool) -> Schema:
    """A line that may stand long, as `{text: …}`."""
    long = mapping_of({"text": {**text(empty=False, one_line=True), "doNotSuggest": True}}, ["text"])
    return {
        "anyOf": [
            *text(empty=empty, one_line=True)["anyOf"],
            {**long, **checked("object", empty=False, words="a text")},
        ]
    }


def mapping_of(properties: dict[str, Schema], required: list[str]) -> Schema:
    """The fields of a mapping: these and no others. What type it has is for the caller to say."""
    return {"properties": properties, "required": required, "additionalProperties": False}


def one_of(values: list[str], described: Mapping[str, str], *, empty: bool) -> Schema:
    """One of several words, each with its meaning."""
    choice: Schema = {"enum": values}
    if described:
        words = [described.get(value, "") for value in values]
        choice["enumDescriptions"] = [plain(word) for word in words]
        if choice["enumDescriptions"] != words:
            choice["markdownEnumDescriptions"] = words
    return {"anyOf": [choice, checked(empty=True, words=f"one of {', '.join(values)}")]} if empty else choice


def with_other_words(choice: Schema, words: Mapping[str, str]) -> Schema:
    """A choice that takes other words as well, in any case. Those with a meaning are proposed."""
    words_so_far = choice.get("markdownEnumDescriptions") or choice.get("enumDescriptions", ())
    described = dict(zip(choice["enum"], words_so_far, strict=False))
    more = {word: f"Means {means}." for word, means in words.items() if means and word not in choice["enum"]}
    values = [*choice["enum"], *more]
    known = one_of(values, {**described, **more}, empty=False)
    message = f"Takes one of {', '.join(values)}."
    known["errorMessage"] = message
    other = {"pattern": in_any_case({*choice["enum"], *words}), "patternErrorMessage": message}
    rest = {key: value for key, value in choice.items() if key not in known}
    return {**rest, "anyOf": [known, {"if": {}, "then": {"type": "string", "errorMessage": message, **other}}]}


def day(*, empty: bool) -> Schema:
    """An ISO date."""
    return {**DATE, **checked("string", empty=empty, words="a date, as 2025-10-07")}


def moment(*, empty: bool, date_alone: bool) -> Schema:
    """A point in time; a date where that will do."""
    ways = "2025-10-07T14:30+01:00, or 2025-10-07" if date_alone else "2025-10-07T14:30+01:00"
    return {
        "pattern": f"{MOMENT}({CLOCK}){'?' if date_alone else ''}\\s*$",
        "patternErrorMessage": f"Not a time. Write it as {ways}.",
        "examples": ["2025-10-07T14:30+01:00"],
        **checked("string", empty=empty, words=f"a time, as {ways}"),
    }


def flag(*, empty: bool) -> Schema:
    """Yes or no."""
    return {**FLAG, **checked("boolean", "string", empty=empty, words="yes or no")}


def number(info: FieldInfo, *, empty: bool) -> Schema:
    """A whole number, between the limits that the field names."""
    marks = [
        mark for outer in taken(info).marks for mark in (outer.metadata if isinstance(outer, FieldInfo) else [outer])
    ]
    least = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    most = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    limits = {"minimum": least, "maximum": most}
    return {
        **{name: limit for name, limit in limits.items() if limit is not None},
        "pattern": r"^\s*\+?[0-9]+\s*$" if least is not None else r"^\s*[+-]?[0-9]+\s*$",
        "patternErrorMessage": "Takes a whole number.",
        "anyOf": [checked("integer", "string", empty=empty, words="a whole number")],
    }


@cache
def short_form(validator: BeforeValidator) -> Literal["", "list", "text"] | str:
    """What a text alone stands for: a list of it (`list`), a mapping (its key), a list of one mapping (`list:key`)."""
    try:
        long: Any = validator.func("x")  # type: ignore[call-arg]
    except Exception:  # a validator that takes no such text, such as that of a date
        return ""
    inner = long[0] if isinstance(long, list) and len(long) == 1 else long
    key = str(next(iter(inner))) if isinstance(inner, dict) and len(inner) == 1 else ""
    if isinstance(long, list):
        return f"list:{key}" if key else "list"
    return key


@cache
def wants_one_line(validator: BeforeValidator) -> bool:
    """Whether a text of several lines is refused."""
    try:
        validator.func("x\ny")  # type: ignore[call-arg]
    except Exception:
        return True
    return False


@cache
def may_stand_long(validator: BeforeValidator) -> bool:
    """Whether a line may be written as `{text: …}`."""
    try:
        short: Any = validator.func({"text": "x"})  # type: ignore[call-arg]
    except Exception:  # a validator that takes texts alone
        return False
    return bool(short == "x")
