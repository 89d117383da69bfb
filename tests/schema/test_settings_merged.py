"""Settings of editors: what is missing is added, and nothing of anybody's is lost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forgebook.writing.jsonc import NotJson, merged

WANTED: dict[str, Any] = {"yaml.schemas": {"./a.json": ["x", "y"]}, "k": 1}


def content(text: str) -> Any:
    """JSON with comments as a value, by a way of its own: comments and trailing commas are blanked out."""
    strings = r'"(?:[^"\\\n]|\\.)*"'
    text = re.sub(rf"({strings})|//[^\n]*|/\*.*?\*/", lambda m: m[1] or " ", text, flags=re.S)
    return json.loads(re.sub(rf"({strings})|,(?=\s*[}}\]])", lambda m: m[1] or "", text))


def comments(text: str) -> list[str]:
    found = re.findall(r'"(?:[^"\\\n]|\\.)*"|(//[^\n]*|/\*.*?\*/)', text)
    return [comment for comment in found if comment]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{}", {"yaml.schemas": {"./a.json": ["x", "y"]}, "k": 1}),
        ('{\n  // c\n  "a": 2, // two\n  /* end */\n}\n', {"a": 2, **WANTED}),
        ('{"k": 2}', {"k": 2, "yaml.schemas": {"./a.json": ["x", "y"]}}),
        ('{"yaml.schemas": {"./a.json": ["x",], "./b.json": "z"}, }', {
            "yaml.schemas": {"./a.json": ["x", "y"], "./b.json": "z"}, "k": 1}),
        ('{"yaml.schemas": "none of it"}', {"yaml.schemas": "none of it", "k": 1}),
        ('{"a": "// no comment, {"}', {"a": "// no comment, {", **WANTED}),
    ],
)  # fmt: skip
def test_what_is_missing_is_added(text: str, wanted: Any) -> None:
    after = merged(text, WANTED)
    assert content(after) == wanted
    assert merged(after, WANTED) == after
    assert comments(after) == comments(text)


def test_lines_stay_and_new_ones_are_indented_alike() -> None:
    text = '{\r\n\t"a": 1, // one\r\n\t// the end\r\n}\r\n'
    after = merged(text, {"b": {"c": 2}})
    assert after == '{\r\n\t"a": 1, // one\r\n\t"b": {\r\n\t\t"c": 2\r\n\t},\r\n\t// the end\r\n}\r\n'


def test_an_empty_file_becomes_settings() -> None:
    assert merged("\n", WANTED) == json.dumps(WANTED, indent=2) + "\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [("[1]", 1), ('{"a" 1}', 1), ('{"a": 1\n "b": 2}', 2), ('{"a":', 1), ("x", 1), ('{"a": 1}}', 1), ('{"a": 1,,}', 1),
     ("{'a': 1}", 1), ('{"a": ' + "[" * 5000, 1)],
)  # fmt: skip
def test_what_is_no_json_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(NotJson, match=f"^line {line}:"):
        merged(text, WANTED)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
mappings = st.dictionaries(st.text(max_size=5), values, max_size=4)


def together(theirs: Any, ours: Any) -> Any:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        both = {key: together(value, ours[key]) if key in ours else value for key, value in theirs.items()}
        return {**both, **{key: value for key, value in ours.items() if key not in theirs}}
    if isinstance(theirs, list) and isinstance(ours, list):
        return [*theirs, *(value for value in ours if value not in theirs)]
    return theirs


@given(mappings, mappings, st.sampled_from([None, 2, "\t"]))
def test_any_settings_are_merged(theirs: dict[str, Any], ours: dict[str, Any], indent: Any) -> None:
    text = json.dumps(theirs, indent=indent, ensure_ascii=False)
    after = merged(text, ours)
    assert json.loads(after) == together(theirs, ours)
    assert merged(after, ours) == after
