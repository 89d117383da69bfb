"""Relations seen from both sides, and what is wrong with them as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from forgebook.core import codes
from forgebook.core.circles import circles_of
from forgebook.core.diagnostics import Finding, Severity
from forgebook.core.fields import RefTo
from forgebook.core.graph import ProjectGraph, Relation
from forgebook.core.ids import natural_order
from forgebook.core.record import Record
from forgebook.core.schema import specs


def relate(graph: ProjectGraph) -> None:
    """Show each written relation on both sides."""
    table: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))  # each ref once
    for relation in graph.written:
        source, target = relation.source, relation.target.partition("#")[0]
        if relation.target in graph.records:
            target = relation.target
        table[source][relation.name][target] = None
        table[target][relation.inverse][source] = None
    graph.relations = {
        ref: {name: sorted(refs, key=natural_order) for name, refs in sorted(names.items())}
        for ref, names in table.items()
    }


def sides_that_disagree(graph: ProjectGraph) -> Iterator[Finding]:
    """Relations that both sides write, and one leaves the other out.

    A relation that has one name from both sides is written on either: each lists what the other need not.
    """
    written: dict[tuple[str, str], set[str]] = defaultdict(set)
    for relation in graph.written:
        written[relation.source, relation.name].add(relation.target)
    for relation in graph.written:
        other = written.get((relation.target, relation.inverse))
        if not other or relation.source in other or relation.name == relation.inverse:
            continue
        agrees = any(relation.target in written[end, relation.name] for end in other)
        if _takes_many(relation, graph) or not agrees:
            yield _disagreement(relation, graph)


def _takes_many(relation: Relation, graph: ProjectGraph) -> bool:
    """Whether the other side could have listed the source beside what it lists.

    Where it takes one value alone, a second relation is fine as long as the one it names agrees: an improvement
    that is tried again stands in two sprints and names the first.
    """
    record = graph.records.get(relation.target)
    return record is not None and any(spec.many and spec.key == relation.inverse for spec in specs(type(record.fields)))


def _disagreement(relation: Relation, graph: ProjectGraph) -> Finding:
    record = graph.records[relation.target]
    inverse = relation.inverse.replace("_", " ")
    return Finding(
        codes.SIDES_DISAGREE,
        record,
        f"{relation.source} says {relation.name.replace('_', ' ')} {relation.target}, "
        f"but {relation.target} lists others under {inverse}",
        path=(relation.inverse,),
        remedy=f'add "{relation.source}" here, or leave {inverse} out: one side is enough',
        severity=Severity.ADVICE if record.foreign else None,
    )


def circles(graph: ProjectGraph, edges: Mapping[tuple[str, str], Sequence[str]]) -> Iterator[Finding]:
    """Relations that must not lead back to their start, and do, whichever sides write them."""
    whole = _with_other_side(graph, edges)
    for name in sorted({name for name, _ in whole}):
        of_this_name = {ref: targets for (other, ref), targets in whole.items() if other == name}
        for circle in circles_of(of_this_name):
            record = graph.records.get(circle[0])
            if record is not None:
                yield Finding(
                    codes.CIRCLE,
                    record,
                    f"{name.replace('_', ' ')} goes in a circle: {' → '.join([*circle, circle[0]])}",
                    path=(_written_as(name, record, graph),),
                    remedy="remove one of these references",
                )


def _with_other_side(
    graph: ProjectGraph, edges: Mapping[tuple[str, str], Sequence[str]]
) -> dict[tuple[str, str], list[str]]:
    """The edges with those that only the other side wrote: what A says to be superseded by supersedes A."""
    whole = {key: list(targets) for key, targets in edges.items()}
    acyclic = {
        (spec.key, spec.meaning.inverse)
        for kind in graph.kinds.values()
        for spec in specs(kind.model)
        if isinstance(spec.meaning, RefTo) and spec.meaning.acyclic
    }
    for relation in graph.written:
        if (relation.inverse, relation.name) in acyclic:
            _append(whole.setdefault((relation.inverse, relation.target), []), relation.source)
    return whole


def _written_as(name: str, record: Record, graph: ProjectGraph) -> str:
    """The field of a record that writes a relation, from its own side or the other's."""
    own = [relation for relation in graph.written if relation.source == record.ref]
    if any(relation.name == name for relation in own):
        return name
    return next((relation.name for relation in own if relation.inverse == name), name)


def _append(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)
