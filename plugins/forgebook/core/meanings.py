"""What fields mean, in words: for the docs, for editors and for forms.

The words lie in `meanings.yml` beside the module of a model, by the name of the class and the key of the field. The
words for the values of a field that takes one of several lie there as well, under `Class.field`. A package that brings
a kind may do the same, or give its fields a `description`.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from pydantic import BaseModel
from ruamel.yaml import YAML

FILE = "meanings.yml"


def meaning(model: type[BaseModel], key: str) -> str | None:
    """The words for a field: those of the class itself, else of the nearest base that has any."""
    for base in model.__mro__:
        words = of_class(base).get(key)
        if words is not None:
            return words
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            return info.description
    return None


def choices(model: type[BaseModel], key: str) -> dict[str, str]:
    """The words for the values that a field can take; empty where there are none."""
    for base in model.__mro__:
        words = _of_folder(_folder(base)).get(f"{base.__name__}.{key}")
        if words:
            return words
    return {}


def of_class(cls: type) -> dict[str, str]:
    """The words for the fields that a class declares, by key."""
    return _of_folder(_folder(cls)).get(cls.__name__, {})


def declared_beside(cls: type) -> dict[str, dict[str, str]]:
    """All words of the file beside the module of a class, by class (or by class and field)."""
    return _of_folder(_folder(cls))


def forget() -> None:
    """Read the words anew, for a server that goes on while they are edited."""
    _of_folder.cache_clear()


def _folder(cls: type) -> Path | None:
    file = getattr(sys.modules.get(cls.__module__), "__file__", None)
    return Path(file).parent if file else None


@cache
def _of_folder(folder: Path | None) -> dict[str, dict[str, str]]:
    file = folder / FILE if folder else None
    if file is None or not file.is_file():
        return {}
    content = YAML(typ="safe").load(file)
    return {
        str(owner): {str(key): str(words) for key, words in entries.items()}
        for owner, entries in (content or {}).items()
    }
