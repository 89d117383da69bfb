"""A new record, whole: its place and its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from forgebook.core.annotated import Taken, taken
from forgebook.core.drafting import Blank, CannotPropose, Proposal, Wish, id_of_words
from forgebook.core.fields import Markup, ProjectId, RefTo
from forgebook.core.graph import ProjectGraph
from forgebook.core.ids import CANONICAL_ID, LONGEST_ID, normalise_id
from forgebook.core.kind import RecordKind
from forgebook.core.record import Record
from forgebook.core.schema import field_at, field_names
from forgebook.core.settings import SiteSettings
from forgebook.writing.drafts.candidates import candidates
from forgebook.writing.drafts.markdown import filled_markdown
from forgebook.writing.drafts.places import home_of, taken_by
from forgebook.writing.drafts.text import Filling, filled, open_fields
from forgebook.writing.drafts.values import has_blank, typed
from forgebook.writing.order import field_order


class NotPossible(Exception):
    """A record cannot be made. The message says why, and what to do.

    Attributes:
        what: the first half of it, for those who do not sit at a command line.
    """

    def __init__(self, what: str, how: str = "") -> None:
        super().__init__(f"{what}. {how}" if how else what)
        self.what = what


class NoId(NotPossible):
    """There are no words that an id could be made of."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that is not written yet.

    Attributes:
        ref: what it will be called, `kind/id`.
        path: where it will lie.
        text: its file.
    """

    ref: str
    path: Path
    text: str


def compose(
    kind: RecordKind, wish: Wish, graph: ProjectGraph, settings: SiteSettings, *, teaching: bool = True
) -> NewRecord:
    """The record that a wish asks for, with all that the graph can tell.

    With `teaching`, comments say what else one could write, and what must still be filled in stays open. Without, there
    are values alone.

    Raises:
        NotPossible: there is such a record already, its author must say more first, or the id is none.
    """
    try:
        proposal = kind.propose(wish, graph)
    except CannotPropose as missing:
        raise NotPossible(str(missing)) from None
    id_ = _id(kind, wish, proposal)
    taken_already = taken_by(kind, id_, graph)
    if taken_already is not None:
        raise _exists(taken_already, f"{kind.name}/{normalise_id(id_)}")
    folder, ending = home_of(kind, graph, settings)
    if not teaching:
        _keep_values_alone(proposal)
    filling = _filling(kind, wish, proposal, graph)
    filling = replace(filling, bare=not teaching)
    text = filled_markdown(kind, filling, wish.title) if ending == ".md" else filled(kind.draft_text, filling)
    return NewRecord(f"{kind.name}/{normalise_id(id_)}", folder / f"{id_}{ending}", text)


def _id(kind: RecordKind, wish: Wish, proposal: Proposal) -> str:
    """The id that was asked for, else the one that is proposed; in canonical form."""
    if wish.id:
        return checked_id(wish.id)
    found = proposal.id or id_of_words(_first_words(kind, wish))
    if found:
        return normalise_id(found)
    if wish.title:
        raise NoId(f'no id can be made of "{wish.title}"', "Add one in Latin letters: --id …")
    raise NoId("a title is needed, to make an id of", proposal.needs or "Add --title “…”.")


def checked_id(asked: str) -> str:
    """An id as somebody asked for it.

    Raises:
        NotPossible: it is none.
    """
    if CANONICAL_ID.match(asked) and len(asked) <= LONGEST_ID:
        return asked
    guess = id_of_words(asked)
    tail = f" Try --id {guess}." if guess else ""
    raise NotPossible(
        f'"{asked}" is no id: ids are lower-case letters, digits, dots and hyphens, with / between folders.{tail}'
    )


def _first_words(kind: RecordKind, wish: Wish) -> str:
    """The words of the first required line that was given, for kinds whose title is told by it."""
    for key in field_names(kind.model):
        if field_at(kind.model, (key,)).is_required() and Markup.INLINE in taken(field_at(kind.model, (key,))).marks:
            return wish.text(key)
    return ""


def _exists(found: Record | str, ref: str) -> NotPossible:
    if isinstance(found, str):
        return NotPossible(f"{ref} exists already, and its file cannot be read", "`forgebook check` says why.")
    alias = f", as a former id of {found.ref}" if found.ref != ref else ""
    return NotPossible(f"{ref} exists already{alias} ({found.source.path})", "Choose another title, or an --id.")


def _filling(kind: RecordKind, wish: Wish, proposal: Proposal, graph: ProjectGraph) -> Filling:
    model = kind.model
    given = {key: value for key, value in wish.values.items() if value not in ("", [])}
    left_out = set(wish.values) - set(given)
    proposed = {key: value for key, value in proposal.values.items() if key not in left_out and value != []}
    given.update((key, proposed.pop(key)) for key in list(proposed) if wish.title and proposed[key] == wish.title)
    for key in list(given):
        if key in proposed:
            given[key] = completed(given[key], proposed.pop(key), taken(field_at(model, (key,))))
    offered = {key: value for key, value in proposal.offered.items() if key not in given and key not in proposed}
    for values in (given, proposed):
        _name_items(values, model)
    _refuse_gaps(given)
    filling = Filling(
        typed(given, model), typed(proposed, model), typed(offered, model), dict(proposal.hints), field_order(model)
    )
    for key in open_fields(kind.draft_text, filling):
        if key not in proposal.hints and (names := candidates(model, key, graph)):
            filling.hints[key] = names
    return filling


def completed(given: Any, proposed: Any, found: Taken) -> Any:
    """What was given, completed by what is proposed where it is a part: a mapping, or entries that lack something."""
    if isinstance(given, Mapping) and isinstance(proposed, Mapping):
        return {**proposed, **given}
    if not isinstance(given, list) or not isinstance(proposed, list) or found.entry is None:
        return given
    model = found.entry.model
    if model is None or all(_is_whole(item, model) for item in given):
        return given
    pairs = zip(proposed, [*given, *({} for _ in proposed)], strict=False)
    merged = [completed(one, other, found.entry) for other, one in pairs]
    return [*merged, *given[len(proposed) :]]


def _is_whole(item: Any, model: type[BaseModel]) -> bool:
    required = [key for key in field_names(model) if field_at(model, (key,)).is_required()]
    return not isinstance(item, Mapping) or all(key in item for key in required)


def _keep_values_alone(proposal: Proposal) -> None:
    """Drop what somebody would have to fill in, or could take."""
    proposal.values = {key: value for key, value in proposal.values.items() if not has_blank(value)}
    proposal.offered, proposal.hints = {}, {}


def _refuse_gaps(given: Mapping[str, Any]) -> None:
    for key, value in given.items():
        gaps = [index for index, item in enumerate(value) if item in ({}, "")] if isinstance(value, list) else []
        if gaps:
            raise NotPossible(f"nothing was given for {key}[{gaps[0]}]. Entries are counted from 0, without gaps.")


def _name_items(values: dict[str, Any], model: type[BaseModel]) -> None:
    """Give each mapping that must have an id, and has none, one made of its first words."""
    for key, value in values.items():
        found = taken(field_at(model, (key,)))
        inner = found.model or (found.entry.model if found.entry else None)
        if inner is None:
            continue
        items = value if isinstance(value, list) else [value]
        named = [_named(item, inner) if isinstance(item, Mapping) else item for item in items]
        values[key] = named if isinstance(value, list) else named[0]


def _named(item: Mapping[str, Any], model: type[BaseModel]) -> Mapping[str, Any]:
    if "id" in item or "id" not in model.model_fields or not model.model_fields["id"].is_required():
        return item
    if any(isinstance(mark, ProjectId | RefTo) for mark in taken(model.model_fields["id"]).marks):
        return item
    words = next((value for value in item.values() if isinstance(value, str) and not isinstance(value, Blank)), "")
    return {"id": id_of_words(words) or Blank("an id of your own"), **item} if words else item
