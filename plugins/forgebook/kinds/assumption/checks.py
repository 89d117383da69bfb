"""Checks on assumptions, on the full graph."""

from __future__ import annotations

from collections.abc import Iterator

from forgebook.core.dates import days_between
from forgebook.core.diagnostics import ITSELF, Finding, closest, did_you_mean, listed
from forgebook.core.graph import ProjectGraph
from forgebook.core.record import Record
from forgebook.kinds.assumption import codes
from forgebook.releasing.assumptions import is_due, risk_of, scales_of, state_of
from forgebook.releasing.lineage import lineage


def check(graph: ProjectGraph) -> Iterator[Finding]:
    """All findings about assumptions."""
    for record in graph.of("assumption"):
        yield from _scales(record, graph)
        yield from _span(record, graph)
        yield from _review(record, graph)
        yield from _since(record, graph)
        yield from _looked_after(record, graph)


def _scales(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for name, scale in zip(("quality", "impact"), scales_of(graph), strict=True):
        word = getattr(record.fields, name)
        if word not in scale:
            guess = closest(word, scale)
            message = f'"{word}" is not on the scale of {name}{did_you_mean(guess)}'
            remedy = f"one of {listed(scale)}" if scale else f"name the words in scales.{name} of the project file"
            yield Finding(codes.OFF_SCALE, record, message, (name,), remedy=remedy, suggestion=guess)


def _span(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    for name in ("since", "until"):
        release = graph.get(getattr(record.fields, name))
        if release is not None and release.f.status == "cancelled":
            message = f"{release.title} was cancelled and never came out"
            yield Finding(codes.NEVER_OUT, record, message, (name,), remedy="name the release that came in its place")
    since, until = graph.get(record.f.since), graph.get(record.f.until)
    if since is None or until is None or since.ref == until.ref:
        return
    if until.ref in [release.ref for release in lineage(since, graph)]:
        message = f"it ends with {until.title}, and begins with {since.title}, which follows that"
        remedy = "correct since or until: until is the last release that rests on it"
        yield Finding(codes.ENDS_BEFORE, record, message, ("until",), remedy=remedy)
    elif since.ref not in [release.ref for release in lineage(until, graph)]:
        message = f"{until.title} does not follow {since.title}"
        remedy = "name the last release of the same line, or add the previous that is missing"
        yield Finding(codes.NOT_IN_LINE, record, message, ("until",), remedy=remedy, rests_on=("release",))


def _review(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if is_due(record, graph):
        message = f"it was to be looked at again {days_between(record.f.review_by, graph.as_of)} ({record.f.review_by})"
        remedy = "look at what it rests on, then move review_by or supersede it"
        yield Finding(codes.REVIEW_PASSED, record, message, ("review_by",), remedy=remedy)


def _since(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    if record.f.supersedes and not record.f.since and graph.of("release"):
        yield Finding(
            codes.SINCE_UNSAID,
            record,
            "it supersedes another one, and nothing says from which release on",
            ("supersedes",),
            remedy="add since",
            on_key=True,
            rests_on=(ITSELF,),
        )


def _looked_after(record: Record, graph: ProjectGraph) -> Iterator[Finding]:
    risk = risk_of(record, graph)
    missing = [name for name in ("owner", "review_by") if not getattr(record.fields, name)]
    if missing and risk is not None and risk.word == "high" and state_of(record, graph) == "in_force":
        message = f"the risk is high, and {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not given"
        remedy = f"add {' and '.join(missing)}"
        yield Finding(codes.NOBODY_LOOKS, record, message, ("quality",), remedy=remedy, rests_on=(ITSELF,))
