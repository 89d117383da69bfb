"""Single edits, with what the file looks like afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forgebook.kinds.decision.fields import Decision
from forgebook.kinds.sprint.fields import Sprint
from forgebook.writing.edit import EditedFile
from forgebook.writing.files import WriteRefused

Edit = tuple[Any, ...]
DECISION = """\
# why we did it
title: A
status: accepted # since March

# the part of the work
area: kinds
options:
  # the first
  - {id: a, title: First}
  # the second
  - id: b
    # in short
    title: Second # and last
    pros: [x]
"""


def edited(text: str, *edits: Edit, name: str = "x.yml", model: Any = None) -> str:
    file = EditedFile(Path(name), text.encode("utf-8"), model)
    for method, *arguments in edits:
        getattr(file, method)(*arguments)
    return file.after.decode("utf-8")


CASES: dict[str, tuple[str, Edit, str]] = {
    "a value keeps its comment": ("a: 1 # c\n", ("set", ("a",), "x"), "a: x # c\n"),
    "a value keeps its quotes": ("a: 'x'\n", ("set", ("a",), "w"), "a: 'w'\n"),
    "double ones too": ('a: "x"\n', ("set", ("a",), "it's"), 'a: "it\'s"\n'),
    "a text that YAML 1.1 reads as no": ("a: x\n", ("set", ("a",), "no"), 'a: "no"\n'),
    "a text that looks like a number": ("a: x\n", ("set", ("a",), "1.10"), 'a: "1.10"\n'),
    "a text that looks like a time": ("a: x\n", ("set", ("a",), "1:30"), 'a: "1:30"\n'),
    "a text with a colon": ("a: x\n", ("set", ("a",), "b: c"), 'a: "b: c"\n'),
    "a text with quotes in it": ("a: x\n", ("set", ("a",), 'say "hi": now'), "a: 'say \"hi\": now'\n"),
    "yes and no": ("a: x\n", ("set", ("a",), True), "a: true\n"),
    "nothing": ("a: x\n", ("set", ("a",), None), "a: null\n"),
    "a value where none was": ("a:   # c\n", ("set", ("a",), "x"), "a: x   # c\n"),
    "a value on the line below its key": ("a:\n  x\n", ("set", ("a",), "w"), "a:\n  w\n"),
    "a text of lines": ("a: x # c\nb: 1\n", ("set", ("a",), "w\nz\n"), "a: | # c\n  w\n  z\nb: 1\n"),
    "a text of lines becomes one": ("a: | # c\n  w\n\n  z\n\nb: 1\n", ("set", ("a",), "x"), "a: x # c\n\nb: 1\n"),
    "a text of lines becomes another": ("a: |-\n  w\n  z\nb: 1\n", ("set", ("a",), "x\nw\n"), "a: |\n  x\n  w\nb: 1\n"),
    "lines that begin with spaces": ("a: x\n", ("set", ("a",), "  w\nz"), "a: |2-\n    w\n  z\n"),
    "lines in braces": ("a: {b: x}\n", ("set", ("a", "b"), "w\nz"), 'a: {b: "w\\nz"}\n'),
    "lines in a list": ("- a\n- b\n", ("set", (0,), "w\nz"), "- |-\n  w\n  z\n- b\n"),
    "commas in brackets": ("a: [b]\n", ("set", ("a", 0), "x, w"), 'a: ["x, w"]\n'),
    "a list of words": ("a: x # c\n", ("set", ("a",), ["w", "z"]), "a: [w, z] # c\n"),
    "a list of sentences": ("a: x # c\n", ("set", ("a",), ["w w", "z"]), "a: # c\n  - w w\n  - z\n"),
    "a list in the file's own indentation": (
        "b:\n- 1\na: x\n", ("set", ("a",), ["w w", {"k": "v", "l": "w"}]),
        "b:\n- 1\na:\n- w w\n- k: v\n  l: w\n",
    ),
    "a list that loses one": ("a:\n  - x\n  - w # c\n  - z\n", ("set", ("a",), ["x", "z"]), "a:\n  - x\n  - z\n"),
    "a mapping that changes": (
        "a:\n  b: 1 # c\n  d: 2\n", ("set", ("a",), {"b": "1", "e": "3"}), 'a:\n  b: 1 # c\n  e: "3"\n',
    ),
    "a block becomes a value": ("a: # c\n  - x\n  - w\nb: 1\n", ("set", ("a",), "z"), "a: z # c\nb: 1\n"),
    "a new key at the end": ("a: 1", ("set", ("b",), "x"), "a: 1\nb: x"),
    "after a text that ends the file": ("a: |\n  x", ("set", ("b",), "w"), "a: |-\n  x\nb: w"),
    "before the blank line": ("a: 1\n\n# end\n", ("set", ("b",), "w"), "a: 1\nb: w\n\n# end\n"),
    "behind comments of the last one": ("a:\n  - x\n  # - w\n", ("set", ("b",), "z"), "a:\n  - x\n  # - w\nb: z\n"),
    "a new key in braces": ("a: {b: 1}\n", ("set", ("a", "c"), "x"), "a: {b: 1, c: x}\n"),
    "a new key in empty braces": ("a: {}\n", ("set", ("a", "c"), "x"), "a:\n  c: x\n"),
    "new keys on the way": ("a: 1\n", ("set", ("b", "c", "d"), "x"), "a: 1\nb:\n  c:\n    d: x\n"),
    "a first key": ("# empty\n", ("set", ("a",), "x"), "# empty\na: x\n"),
    "Windows line ends": ("a: 1\r\nb: 2\r\n", ("set", ("a",), "x\nw"), "a: |-\r\n  x\r\n  w\r\nb: 2\r\n"),
    "a byte order mark": ("\ufeffa: 1\n", ("set", ("a",), "x"), "\ufeffa: x\n"),
    "append in brackets": ("a: [x] # c\n", ("append", ("a",), "w"), "a: [x, w] # c\n"),
    "append in empty brackets": ("a: []\n", ("append", ("a",), "w"), "a: [w]\n"),
    "append to nothing": ("a:\n", ("append", ("a",), "w"), "a: [w]\n"),
    "append to one": ("a: x\n", ("append", ("a",), "w"), "a: [x, w]\n"),
    "append on lines": ("a:\n- x # c\n\nb: 1\n", ("append", ("a",), "w"), "a:\n- x # c\n- w\n\nb: 1\n"),
    "append on lines in brackets": (
        "a: [\n  x, # c\n  w # d\n]\n", ("append", ("a",), "z"), "a: [\n  x, # c\n  w, # d\n  z\n]\n",
    ),
    "append behind a last comma": ("a: [\n  x, # c\n]\n", ("append", ("a",), "z"), "a: [\n  x, # c\n  z,\n]\n"),
    "append a mapping as its neighbours are": (
        "a:\n  - {b: 1}\n", ("append", ("a",), {"b": "2 3"}), "a:\n  - {b: 1}\n  - {b: 2 3}\n",
    ),
    "append to a list in a list": ("- - a\n  - b\n- c\n", ("append", (0,), "x"), "- - a\n  - b\n  - x\n- c\n"),
    "delete a key with its comments": (
        "a: 1\n# about b\nb: 2 # two\n# about c\nc: 3\n", ("delete", ("b",)), "a: 1\n# about c\nc: 3\n",
    ),
    "the file's first comment stays": ("# file\na: 1\nb: 2\n", ("delete", ("a",)), "# file\nb: 2\n"),
    "one of two blank lines goes": ("a: 1\n\nb: 2\n\nc: 3\n", ("delete", ("b",)), "a: 1\n\nc: 3\n"),
    "delete the last key": ("a: 1\n\nb: 2\n", ("delete", ("b",)), "a: 1\n"),
    "delete the last key without a line end": ("a: 1\nb: 2", ("delete", ("b",)), "a: 1"),
    "delete the only key": ("# c\na: 1\n", ("delete", ("a",)), "# c\n{}\n"),
    "delete the only item": ("a:\n  - x\nb: 1\n", ("delete", ("a", 0)), "a: []\nb: 1\n"),
    "delete the first key of an item": ("- a: 1\n  b: 2\n", ("delete", (0, "a")), "- b: 2\n"),
    "and keep what the next one says": (
        "- a: 1\n  # about b\n  b: 2\n", ("delete", (0, "a")), "-\n  # about b\n  b: 2\n",
    ),
    "delete a first item of an item": ("- - a\n  - b\n", ("delete", (0, 0)), "- - b\n"),
    "delete in brackets": ("a: [x, w, z]\n", ("delete", ("a", 1)), "a: [x, z]\n"),
    "delete the last in brackets": ("a: [x, w]\n", ("delete", ("a", 1)), "a: [x]\n"),
    "delete the only one in brackets": ("a: [x]\n", ("delete", ("a", 0)), "a: []\n"),
    "delete on lines in brackets": (
        "a: [\n  x, # c\n  w, # d\n]\n", ("delete", ("a", 1)), "a: [\n  x, # c\n]\n",
    ),
    "rename a key": ("a: # c\n  b: 1\n", ("rename_key", ("a", "b"), "d e"), "a: # c\n  d e: 1\n"),
    "rename a quoted key": ('"a": 1\n', ("rename_key", ("a",), "b"), '"b": 1\n'),
    "beside an anchor": ("a: &x 1\nb: *x\nc: 2\n", ("set", ("c",), "w"), "a: &x 1\nb: *x\nc: w\n"),
    "in place of an alias": ("a: &x 1\nb: *x\n", ("set", ("b",), "w"), "a: &x 1\nb: w\n"),
    "after a document mark": ("---\na: 1\n...\n", ("set", ("b",), "x"), "---\na: 1\nb: x\n...\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_edit(case: str) -> None:
    before, edit, after = CASES[case]
    assert edited(before, edit) == after


def test_a_new_field_goes_where_its_kind_has_it() -> None:
    text = edited(DECISION, ("set", ("decided",), "2025-03-01"), ("set", ("summary",), "In short"), model=Decision)
    assert text.split("\n")[1:5] == [
        "title: A",
        "summary: In short",
        "status: accepted # since March",
        "decided: 2025-03-01",
    ]


def test_a_date_a_number_and_a_flag_stand_without_quotes_where_a_field_reads_them() -> None:
    text = edited("title: A\n", ("set", ("decided",), "2025-03-01"), ("set", ("number",), "7"), model=Decision)
    assert text == "title: A\nnumber: 7\ndecided: 2025-03-01\n"
    assert edited("title: A\n", ("set", ("summary",), "7"), model=Decision) == 'title: A\nsummary: "7"\n'
    meetings = edited("title: A\n", ("append", ("meetings",), {"kind": "review", "date": "2025-03-01"}), model=Sprint)
    assert meetings == "title: A\nmeetings:\n  - kind: review\n    date: 2025-03-01\n"


def test_items_go_with_the_comment_above_them() -> None:
    text = edited(DECISION, ("delete", ("options", 1)))
    assert text.endswith("options:\n  # the first\n  - {id: a, title: First}\n")
    assert edited(DECISION, ("delete", ("options", 0))).count("#") == DECISION.count("#") - 1


def test_the_front_matter_of_markdown_is_edited_and_its_body_stays() -> None:
    body = "# A\n\n| a | b |\n|---|---|\n\n---\nstatus: none\n"
    before = f"---\nstatus: draft # c\n---\n{body}"
    after = edited(before, ("set", ("status",), "accepted"), name="x.md", model=Decision)
    assert after == f"---\nstatus: accepted # c\n---\n{body}"


def test_markdown_without_front_matter_gets_some() -> None:
    assert edited("# A\n\nb\n", ("append", ("aliases",), "c"), name="x.md") == "---\naliases: [c]\n---\n\n# A\n\nb\n"


@pytest.mark.parametrize(
    ("text", "edit", "words"),
    [
        ("a: &x 1\nb: *x\n", ("set", ("a",), "y"), "anchor"),
        ("a: &x [1]\n", ("delete", ("a",)), "by hand"),
        ("a: 1\nb: 2\n", ("rename_key", ("a",), "b"), "stands there as well"),
        ("a: 1\n", ("delete", ("c",)), "no c to delete"),
        ("a: 1\n", ("set", ("a", "b"), "x"), "not a mapping"),
        ("a: 1\n", ("rename_key", ("c",), "d"), "no c to rename"),
    ],
)
def test_an_edit_that_is_not_safe_is_refused_and_changes_nothing(text: str, edit: Edit, words: str) -> None:
    file = EditedFile(Path("x.yml"), text.encode(), None)
    method, *arguments = edit
    with pytest.raises(WriteRefused, match=rf"x\.yml: .*{words}"):
        getattr(file, method)(*arguments)
    assert file.after == text.encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: [\n", "x.yml:"),
        (b"a: 1\na: 2\n", "twice"),
        (b"a: 1\n---\nb: 2\n", "second document"),
        (b"\xff\xfe", "UTF-8"),
        (b"[a]: 1\n", "as a key"),
        (b"[" * 300 + b"]" * 300, "deeply"),
        (b"x" * ((1 << 20) + 1), "1 MiB"),
    ],
)
def test_what_cannot_be_read_cannot_be_edited(data: bytes, words: str) -> None:
    with pytest.raises(WriteRefused, match=words):
        EditedFile(Path("x.yml"), data, None)
