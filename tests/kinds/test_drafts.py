"""The text that a new record of each kind starts from."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

import pytest

from forgebook.core.codes import UNKNOWN_CHOICE
from forgebook.core.fields import Date, Flag, Line, RefTo, Text
from forgebook.core.kind import RecordKind
from forgebook.core.model import Fields, no_entries
from forgebook.core.schema import field_names
from forgebook.core.skeleton import skeleton
from forgebook.kinds.register import BUILT_IN
from forgebook.reading.codes import MISSING_FIELD
from forgebook.reading.validate import validate
from forgebook.reading.yaml import parse
from forgebook.writing.drafts.text import blocks_of
from forgebook.writing.order import field_order

WITH_FILES = [kind for kind in BUILT_IN if kind.folder]
WIDEST = 120


class Experiment(Fields):
    """What was tried."""

    question: Text
    kind: Literal["lab", "field"]
    held: Date | None = None
    again: Flag = False
    led_by: Annotated[str, RefTo(("person", "role"))] | None = None
    after: list[Annotated[str, RefTo(("experiment",))]] = no_entries()
    remarks: list[Line] = no_entries()


class ExperimentKind(RecordKind):
    """A kind that brings no starting text."""

    name = "experiment"
    plural = "experiments"
    label = "Experiment"
    label_plural = "Experiments"
    folder = "experiments"
    model = Experiment
    headings = {"question": "question"}


def named(kind: RecordKind) -> str:
    return kind.name


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_every_line_belongs_to_a_field_and_has_a_place(kind: RecordKind) -> None:
    order = field_order(kind.model)
    blocks = blocks_of(kind.draft_text, order)
    keys = [block.key for block in blocks]
    assert "" not in keys
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys, key=order.index), "fmt would put them into another order"
    if kind.draft_text != skeleton(kind.model):
        assert max(map(len, kind.draft_text.split("\n"))) <= WIDEST
    assert kind.draft_text.endswith("\n")


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_nothing_but_gaps_is_wrong_with_it(kind: RecordKind) -> None:
    _, notes = validate(kind.model, parse(kind.draft_text))
    assert {note.code for note in notes} <= {MISSING_FIELD}
    required = {key for key in field_names(kind.model) if _is_required(kind, key)}
    assert {note.path[0] for note in notes} <= required


@pytest.mark.parametrize("kind", WITH_FILES, ids=named)
def test_what_the_comments_offer_can_be_taken(kind: RecordKind) -> None:
    """Each field that is commented out is right once its marks are taken away, unless it waits for a value."""
    tried = 0
    for block in blocks_of(kind.draft_text, field_order(kind.model)):
        if block.in_force:
            continue
        lines = [re.sub(r"\A# ?", "", line) for line in block.lines]
        value = parse("\n".join(lines) + "\n")
        if value[block.key] is None:
            continue
        tried += 1
        _, notes = validate(kind.model, value)
        wrong = [note for note in notes if note.path[:1] == (block.key,) and note.path != ()]
        gaps = [note for note in wrong if note.code is MISSING_FIELD]
        assert wrong == gaps, [note.message for note in wrong]
    assert tried or kind.draft_text == skeleton(kind.model)


def test_a_kind_without_one_gets_one_from_its_model() -> None:
    text = ExperimentKind().draft_text
    assert "title: #" in text
    assert "\nquestion:" in text
    assert "\nkind: # lab, field\n" in text
    assert "# held: # a day, like 2025-10-07" in text
    assert "# again: # yes or no" in text
    assert "# led_by: # person or role" in text
    assert "# after: # a list of experiment" in text
    assert "imported" not in text
    _, notes = validate(Experiment, parse(text))
    assert {(note.code.id, note.path) for note in notes} == {("FB202", ("question",)), ("FB202", ("kind",))}


def test_one_in_markdown_has_a_section_for_each_heading() -> None:
    text = ExperimentKind().draft_markdown
    front, _, body = text.removeprefix("---\n").partition("---\n")
    assert "question" not in front
    assert "kind: # lab, field" in front
    assert body == "\n# Title\n\n## Question\n"


def test_an_unknown_word_is_told_apart_from_a_gap() -> None:
    _, notes = validate(Experiment, {"question": "Why?", "kind": "labb"})
    assert [note.code for note in notes] == [UNKNOWN_CHOICE]
    _, notes = validate(Experiment, {"question": "Why?", "kind": None})
    assert [(note.code, note.remedy) for note in notes] == [(MISSING_FIELD, "fill it in: lab or field")]
    _, notes = validate(Experiment, {"question": "Why?", "kind": "lab", "after": None})
    assert [note.code.id for note in notes] == ["FB203"]
    fields, notes = validate(Experiment, {"question": "Why?", "kind": "lab", "held": "2025-01-02"})
    assert notes == []
    assert isinstance(fields, Experiment)
    assert fields.held == date(2025, 1, 2)


def _is_required(kind: RecordKind, key: str) -> bool:
    return any(key in (name, info.alias) and info.is_required() for name, info in kind.model.model_fields.items())
