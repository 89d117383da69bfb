"""YAML to values: scalars keep their source text, every key and value has its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.compat import StringIO

from forgebook.core.document import Positions
from forgebook.reading.text import Refused
from forgebook.reading.yaml import _ODD, MAX_DEPTH, _plain_values, parse
from support.properties import examples

BREAKS = "\x85\u2028\u2029"
"""Characters that YAML 1.1 takes for line ends and editors do not."""
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=f"{BREAKS}\ufeff\ufffe\uffff"), max_size=12
)
LINES = st.lists(TEXTS, max_size=3).map("\n".join)
VALUES = st.recursive(
    LINES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=15
)


def written(value: Any, *, flow: bool) -> str:
    """YAML of a value by another library; texts in double quotes, so that they stay texts."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    yaml.default_style = '"'
    yaml.allow_unicode = True
    yaml.width = 60
    stream = StringIO()
    yaml.dump(value, stream)
    return str(stream.getvalue())


def plain(value: Any) -> Any:
    """What another library's safe loader gives."""
    return YAML(typ="safe", pure=True).load(value)


@given(VALUES, st.booleans())
@examples(200)
def test_values_are_those_of_a_full_yaml_library(value: Any, flow: bool) -> None:
    text = written(value, flow=flow)
    assert parse(text) == plain(text) == value


WORDS = st.text("abcäöé😀z", min_size=1, max_size=6)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(WORDS, inner, min_size=1, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4), st.booleans())
@examples(200)
def test_the_source_stands_at_every_place(value: dict[str, Any], flow: bool) -> None:
    text = written(value, flow=flow)
    lines = text.split("\n")
    places = Positions()
    parse(text, places)
    for path, (line, column) in places.keys.items():
        assert lines[line - 1][column - 1 :].startswith(f'"{path[-1]}"'), path
    for path, (line, column) in places.values.items():
        inner = at(value, path)
        rest = lines[line - 1][column - 1 :]
        if isinstance(inner, str):
            assert rest.startswith(f'"{inner}"'), path
        else:
            assert rest[0] in ('{["' if flow else '"-'), path
    assert set(places.values) == set(paths(value))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {path}
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        found |= paths(inner, (*path, key))
    return found


def test_characters_that_only_yaml_takes_for_line_ends_move_no_place() -> None:
    places = Positions()
    parse('a: "one\u2028two"\nb: "x\x85y"\nc: z\n', places)
    assert places.keys[("c",)] == (3, 1)


@pytest.mark.parametrize(
    "scalar",
    [
        "1.10",
        "99e0658",
        "17",
        "no",
        "on",
        "yes",
        "1:30",
        "0x1F",
        "0o17",
        "1_000",
        "2025-10-07",
        ".inf",
        "true",
        "=",
        "<<",
    ],
)
def test_a_plain_scalar_keeps_its_source_text(scalar: str) -> None:
    assert parse(f"field: {scalar}\n") == {"field": scalar}
    assert parse(f"- {scalar}\n") == [scalar]


@pytest.mark.parametrize("scalar", ["", " ~", " null", " Null", " NULL"])
def test_nothing_is_none_and_quoted_it_is_text(scalar: str) -> None:
    assert parse(f"field:{scalar}\n") == {"field": None}
    assert parse(f'field: "{scalar.strip()}"\n') == {"field": scalar.strip()}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert parse('"<<": {a: b}\n') == {"<<": {"a": "b"}}


def test_an_empty_text_has_no_document() -> None:
    assert parse("") is None
    assert parse("# only a comment\n") is None
    assert parse("---\n...\n") is None


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def test_the_depth_limit_is_the_limit() -> None:
    assert parse(nested(MAX_DEPTH)) is not None
    with pytest.raises(Refused) as refused:
        parse(nested(MAX_DEPTH + 1))
    assert refused.value.note.code.id == "FB104"
    assert refused.value.position == (1, MAX_DEPTH + 1)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("a: 1\nb: 2\na: 3\n", "FB107", (3, 1)),
        ("a: {b: 1, c: 2, b: 3}\n", "FB107", (1, 17)),
        ("a: &x 1\n", "FB108", (1, 4)),
        ("a: *x\n", "FB108", (1, 4)),
        ("a: &x [1]\nb: *x\n", "FB108", (1, 4)),
        ("a: !!str 1\n", "FB109", (1, 4)),
        ("a:\n  !!python/object:os.system x\n", "FB109", (2, 3)),
        ("a: !own {b: 1}\n", "FB109", (1, 4)),
        ("a: 1\n---\nb: 2\n", "FB110", (2, 1)),
        ("? [a]\n: b\n", "FB114", (1, 3)),
        ("a: 1\n~: b\n", "FB114", (2, 1)),
        ("a:\n\t- b\n", "FB106", (2, 1)),
        ("a: b: c\n", "FB106", (1, 5)),
        ("a: @b\n", "FB106", (1, 4)),
        ("a: [b\nc: d\n", "FB106", None),
        ("a: 'b\n", "FB106", None),
    ],
)
def test_what_records_may_not_use_is_refused_at_its_place(
    text: str, code: str, position: tuple[int, int] | None
) -> None:
    with pytest.raises(Refused) as refused:
        parse(text)
    assert refused.value.note.code.id == code
    assert refused.value.position[0] >= 1
    if position is not None:
        assert refused.value.position == position
    assert refused.value.note.remedy or code == "FB114"


def test_a_node_limit() -> None:
    parse("[" + "a," * 49_999 + "]")
    with pytest.raises(Refused) as refused:
        parse("[" + "a," * 50_000 + "]")
    assert refused.value.note.code.id == "FB105"


def test_lines_before_front_matter_count() -> None:
    places = Positions()
    parse("title: A\n", places, line_offset=1)
    assert places.keys[("title",)] == (2, 1)
    with pytest.raises(Refused) as refused:
        parse("a: b: c\n", line_offset=4)
    assert refused.value.position == (5, 5)


ODD_TEXTS = (
    "a: &x 1\nb: *x", "a: !!str 1", "a: ! b", "? [a]\n: 1", "? {a: 1}\n: 1", "a: 1\na: 2", "~: 1", ": 1", "? \n",
    "--- a\n--- b\n", "---\n---\na: 1", "a: [",
    "a: 'b", "a:\n\t- b", "[" * 40 + "]" * 40, "%YAML 9.9\n---\na: 1", "a: b: c",
    "a\x85b: c", "- a\nb: c", "a: [" + "x, " * 60_000 + "]", "null: 1", "a: *b",
)  # fmt: skip
PIECES = (
    "a", "b", ": ", ":", " ", "\n", "\n  ", "- ", "[", "]", "{", "}", ", ", "'", '"', "|\n  ", ">", "~", "null", "#",
    "&a ",
    "*a", "!",
)  # fmt: skip


def thorough(text: str) -> Any:
    """The values by the parser that keeps places; None where it refuses."""
    try:
        return [parse(text, Positions())]
    except Refused:
        return None


def agree(text: str) -> bool:
    """Whether both ways read alike; the quick one may always leave a text to the other."""
    quick = _plain_values(text)
    return quick is _ODD or thorough(text) == [quick]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_the_quick_way_leaves_what_is_odd_to_the_thorough_one(text: str) -> None:
    assert _plain_values(text) is _ODD or thorough(text) is not None
    assert agree(text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@examples(600)
def test_both_ways_read_alike(text: str) -> None:
    assert agree(text)


@given(VALUES, st.booleans())
@examples(100)
def test_the_quick_way_reads_what_is_written(value: Any, flow: bool) -> None:
    assert agree(written(value, flow=flow))
