"""A review in words: a short verdict, then sections, each an entry a line. What they look like is the style's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forgebook.core.diagnostics import Diagnostic, Severity, listed
from forgebook.reporters.text import plural
from forgebook.review.compare import Review
from forgebook.review.exposure import Exposure, Name
from forgebook.review.fields import FieldChange
from forgebook.review.pages import Page
from forgebook.review.prose import prose_diff
from forgebook.review.records import Changed, Named, Step
from forgebook.review.style import Style

CIRCLES = {"public": "the public", "partner": "partners"}
_NEW = {
    Severity.ERROR: ("new error", "new errors"),
    Severity.WARNING: ("new warning", "new warnings"),
    Severity.ADVICE: ("new piece of advice", "new pieces of advice"),
}


@dataclass
class Entry:
    """A line, lines below it, and differences of long texts: each with a title and its lines."""

    line: str
    below: list[str] = field(default_factory=list)
    differences: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass
class Section:
    """Entries under a heading. `folded` where a reader need not see them at once."""

    title: str
    entries: list[Entry]
    folded: bool = False


def verdict(review: Review, style: Style) -> list[str]:
    """The few lines that come first."""
    if review.nothing:
        return ["Nothing changes: no record, no page, no finding."]
    lines = [line for exposure in review.exposures for line in _revealed(exposure, style)]
    lines = lines or ["Nothing new becomes visible outside of the team."]
    if review.faulty:
        refs = listed([style.value(ref) for ref in review.faulty], limit=5)
        lines.append(f"{style.strong('Not the whole picture:')} {refs} could not be read. Mend that first.")
    return [*lines, *(sentence for sentence in (_record_counts(review), _finding_counts(review)) if sentence)]


def _revealed(exposure: Exposure, style: Style) -> Iterator[str]:
    if not exposure.reveals:
        return
    parts = [
        _count(len(exposure.records), "record", "records"),
        _count(len(exposure.pages), "hand-written page", "hand-written pages"),
        _count(len(exposure.texts), "text", "texts"),
        _count(len(exposure.page_texts), "change to a visible page", "changes to visible pages"),
    ]
    said = ", ".join(filter(None, parts))
    head = style.strong(f"Becomes visible to {CIRCLES[exposure.visibility]}:")
    names = list(dict.fromkeys(style.plain(name.name) for name in exposure.names if name.first))
    tail = f"Names that show for the first time: {listed(names)}." if names else "No new name."
    yield f"{head} {said or 'a name'}. {tail}"


def _count(number: int, one: str, many: str) -> str:
    return plural(number, one, many) if number else ""


def _record_counts(review: Review) -> str:
    records, pages = review.records, review.pages
    renamed = sum(1 for entry in records.changed if entry.former)
    changed = len(records.changed) - sum(1 for entry in records.changed if entry.former and not entry.changes)
    counts = (
        (len(records.added), "added"),
        (changed, "changed"),
        (renamed, "renamed"),
        (len(records.removed), "removed"),
    )
    said = [f"{number:,} {word}" for number, word in counts if number]
    moves = ((len(pages.added), "appear"), (len(pages.changed), "change"), (len(pages.removed), "go"))
    told = [f"{number:,} {word}" for number, word in moves if number]
    first = f"Records: {', '.join(said)}." if said else "No record changes."
    return f"{first} Pages: {', '.join(told)}." if told else first


def _finding_counts(review: Review) -> str:
    found = review.findings
    counts = [_count(len(found.broken_links), "broken link", "broken links")]
    for severity, (one, many) in _NEW.items():
        counts.append(_count(sum(1 for d in found.new if d.severity is severity), one, many))
    counts.append(_count(len(found.fixed) + len(found.fixed_links), "finding fixed", "findings fixed"))
    said = ", ".join(filter(None, counts))
    return f"Check: {said}." if said else "Check: no new findings."


def sections(review: Review, style: Style) -> Iterator[Section]:
    """All sections, the most important first; empty ones are left out."""
    for section in _all_sections(review, style):
        if section.entries:
            yield section


def _all_sections(review: Review, style: Style) -> Iterator[Section]:
    for exposure in review.exposures:
        circle = CIRCLES[exposure.visibility]
        yield Section(f"Becomes visible to {circle}", list(_shown(exposure, style)))
        yield Section(f"No longer visible to {circle}", list(_hidden(exposure, style)), folded=True)
    found, records, pages = review.findings, review.records, review.pages
    yield Section("Broken links", [_finding(d, style) for d in found.broken_links])
    yield Section("New findings", [_finding(d, style) for d in found.new])
    yield Section("Status", [Entry(_step(step, style)) for step in records.steps])
    yield Section("Renamed", [_renamed(entry, style) for entry in records.changed if entry.former])
    yield Section("Added", [Entry(_record(record, style)) for record in records.added])
    yield Section("Changed", [_changed(entry, style) for entry in records.changed if entry.changes])
    yield Section("Removed", [Entry(_record(record, style)) for record in records.removed])
    yield Section("Pages that appear", [_page(page, style) for page in pages.added], folded=True)
    yield Section("Pages that change", [_page(page, style) for page in pages.changed], folded=True)
    yield Section("Pages that go", [_page(page, style) for page in pages.removed])
    yield Section("Fixed", [_finding(d, style) for d in [*found.fixed_links, *found.fixed]], folded=True)
    yield Section(
        "Files that say the same in another form", [Entry(style.value(path)) for path in records.retouched], folded=True
    )


def _record(record: Named, style: Style) -> str:
    return f"{style.plain(record.title)} ({style.value(record.ref)}) at {style.page(record.address)}"


def _page(page: Page, style: Style) -> Entry:
    return Entry(f"{style.page(page.address)} {style.plain(page.title)}")


def _finding(diagnostic: Diagnostic, style: Style) -> Entry:
    remedy = f": {style.plain(diagnostic.remedy)}" if diagnostic.remedy else ""
    where, code = style.value(str(diagnostic.place)), diagnostic.code.id
    return Entry(f"{where} {code} {diagnostic.severity.word}: {style.plain(diagnostic.message)}{remedy}")


def _step(step: Step, style: Style) -> str:
    why = "" if step.direct else ", because of another record"
    arrow = f"{style.plain(step.before)} → {style.strong(style.plain(step.after))}"
    return f"{style.plain(step.record.title)} ({style.value(step.record.ref)}): {arrow}{why}"


def _renamed(entry: Changed, style: Style) -> Entry:
    kept = (
        "links and the address by the former name still work"
        if entry.keeps_alias
        else f"{style.strong('the former address breaks')}; add the former id to its aliases"
    )
    return Entry(f"{style.value(entry.former or '')} → {style.value(entry.record.ref)}: {kept}")


def _changed(entry: Changed, style: Style) -> Entry:
    told = Entry(_record(entry.record, style))
    for change in entry.changes:
        told.below.append(change_words(change, style))
        if change.what == "rewritten" or (change.is_long and change.what in ("set", "removed")):
            told.differences.append((change.field, prose_diff(change.before or "", change.after or "")))
    return told


def change_words(change: FieldChange, style: Style) -> str:
    """A change to a field as a sentence."""
    name = style.plain(change.field)
    before = style.value(change.before) if change.before is not None else ""
    after = style.value(change.after) if change.after is not None else ""
    return {
        "set": f"{name} set to {after}",
        "removed": f"{name} removed, was {before}",
        "changed": f"{name}: {before} → {after}",
        "moved": f"{name} moved from {before} to {after}",
        "rewritten": f"{name} rewritten",
        "added": f"{name}: added {after}",
        "taken out": f"{name}: removed {before}",
        "reordered": f"{name} in another order",
        "hidden": f"{name} changed (not shown anywhere)",
    }[change.what]


def _shown(exposure: Exposure, style: Style) -> Iterator[Entry]:
    for name in exposure.names:
        yield Entry(_name(name, style))
    for record in exposure.records:
        yield Entry(f"record {_record(record, style)}")
    for path in exposure.pages:
        yield Entry(f"page {style.value(path)}")
    for text in exposure.texts:
        where = f"{style.plain(text.record.title)} ({style.value(text.record.ref)})"
        yield Entry(f"{style.plain(text.field)} of {where}: {style.value(text.text)}")
    for path in exposure.page_texts:
        yield Entry(f"page {style.value(path)} says something else")


def _name(name: Name, style: Style) -> str:
    where = listed([style.value(place) for place in name.where], limit=5)
    first = "shows for the first time" if name.first else "shows already elsewhere, and now"
    return f"name {style.strong(style.plain(name.name))} {first} in {where}"


def _hidden(exposure: Exposure, style: Style) -> Iterator[Entry]:
    for record in exposure.hidden:
        yield Entry(_record(record, style))
    for path in exposure.hidden_pages:
        yield Entry(f"page {style.value(path)}")
