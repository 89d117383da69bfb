"""Finding the person that somebody named on the command line."""

from __future__ import annotations

from forgebook.cli.errors import WrongUse
from forgebook.core.diagnostics import closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record


def person_named(text: str, graph: ProjectGraph) -> Record:
    """The person that goes by an id, a handle or a name.

    Raises:
        WrongUse: there is nobody of that name, or there are several.
    """
    wanted = text.strip().removeprefix("@")
    found = graph.get(graph.resolve(wanted, ("person",)).ref)
    if found is not None:
        return found
    names = [(name, person) for person in graph.of("person") for name in _names(person)]
    same = {person.ref: person for name, person in names if name == " ".join(wanted.casefold().split())}
    if len(same) == 1:
        return next(iter(same.values()))
    if same:
        raise WrongUse(f'"{text}" could mean {listed(sorted(same))}. Write one of them in full.')
    tail = did_you_mean(_guess(wanted.casefold(), names)) or "."
    raise WrongUse(f'there is no person "{text}"{tail} `forgebook list person` prints those that exist.')


def _guess(wanted: str, names: list[tuple[str, Record]]) -> str | None:
    """The id of somebody whose name is nearly that, or who alone has a name with that word in it."""
    near = dict(names).get(closest(wanted, [name for name, _ in names]) or "")
    if near is not None:
        return near.id
    having = {person.id for name, person in names if wanted in name.replace("-", " ").split()}
    return having.pop() if len(having) == 1 else None


def _names(person: Record) -> list[str]:
    handle = (person.f.handle or "").removeprefix("@")
    return [" ".join(name.casefold().split()) for name in (person.id, person.title, handle) if name]
