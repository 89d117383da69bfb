"""`mkdocs.yml` as plain YAML, so that the command line sees what the plugin sees, without MkDocs.

Tags that only MkDocs and its extensions understand (`!!python/name:…`, `!relative`) run no code here: what
they stand for is left out, as if it were not written. `!ENV` reads the environment, as it does in MkDocs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_INHERIT_LIMIT = 16


class SettingsError(Exception):
    """A setting that cannot be used. The message says which, where, and what to do."""


class _LeftOut:
    """Stands for what a tag of somebody else's would have made."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag that names code, as it is written: `!!python/name:` has all it says in the tag."""

    tag: str
    value: str


def config_file(directory: Path) -> Path | None:
    """The folder's `mkdocs.yml`, or None where there is none."""
    return next((path for name in CONFIG_NAMES if (path := directory / name).is_file()), None)


def read_mkdocs(path: Path, environ: Mapping[str, str], *, keep_tags: bool = False) -> dict[str, Any]:
    """The content of an `mkdocs.yml`, with that of the files it inherits from below it.

    Args:
        path: the file.
        environ: the environment, for `!ENV`.
        keep_tags: whether single values with tags of others come as `Tagged`, to be written again.

    Raises:
        SettingsError: a file cannot be read, is no YAML, or is no mapping.
    """
    return _read(path, _constructor(environ, keep_tags=keep_tags), _INHERIT_LIMIT)


def _read(path: Path, constructor: type[SafeConstructor], left: int) -> dict[str, Any]:
    if not left:
        raise SettingsError(f"{path}: INHERIT goes round in a circle. Remove one of the INHERIT lines.")
    content = _prune(_parse(path, constructor))
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise SettingsError(f"{path}: not a mapping. Write the settings as `key: value` lines.")
    parent = content.pop("INHERIT", None)
    return _merged(_read(path.parent / str(parent), constructor, left - 1), content) if parent else content


def _parse(path: Path, constructor: type[SafeConstructor]) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.1"  # MkDocs reads YAML 1.1, where `no` is false.
    yaml.Constructor = constructor
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise SettingsError(f"{where}: not valid YAML ({error.problem}). Correct it at this place.") from None
    except OSError as error:
        why = error.strerror or "cannot be opened"
        raise SettingsError(f"{path}: {why}. Correct the path, or make the file readable.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not UTF-8. Save the file as UTF-8.") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: not valid YAML ({error}). Correct the file.") from None


def _constructor(environ: Mapping[str, str], *, keep_tags: bool) -> type[SafeConstructor]:
    """A constructor class of its own, so that no other reader of YAML learns of these tags."""

    class Constructor(SafeConstructor):
        def env(self, node: Node) -> Any:
            return _from_environment(self, node, environ)

        def check_mapping_key(self, *_: Any) -> bool:
            return True  # of a key that is given twice the last one holds, as in MkDocs

        def left_out(self, node: Node) -> _LeftOut | Tagged:
            kept = keep_tags and isinstance(node, ScalarNode)
            return Tagged(str(node.tag), str(node.value)) if kept else _LeftOut()

    Constructor.add_constructor("!ENV", Constructor.env)
    Constructor.add_constructor(None, Constructor.left_out)
    return Constructor


def _from_environment(constructor: SafeConstructor, node: Node, environ: Mapping[str, str]) -> Any:
    """The first variable that is set; else the last entry of a list of several."""
    nodes = list(node.value) if isinstance(node, SequenceNode) else [node]
    default = nodes.pop() if len(nodes) > 1 else None
    names = [str(entry.value) for entry in nodes if isinstance(entry, ScalarNode)]
    for name in names:
        if name in environ:
            return environ[name]
    return constructor.construct_object(default, deep=True) if default is not None else None


def _prune(value: Any) -> Any:
    """The value without what was left out."""
    if isinstance(value, dict):
        return {key: _prune(entry) for key, entry in value.items() if not isinstance(entry, _LeftOut)}
    if isinstance(value, list):
        return [_prune(entry) for entry in value if not isinstance(entry, _LeftOut)]
    return None if isinstance(value, _LeftOut) else value


def _merged(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """Mappings joined at every depth; all else is the child's, as MkDocs does it."""
    out = dict(parent)
    for key, value in child.items():
        have = out.get(key)
        out[key] = _merged(have, value) if isinstance(have, dict) and isinstance(value, dict) else value
    return out
