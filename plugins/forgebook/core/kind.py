"""What a kind of record is: the one interface that a kind's room implements.

A kind is a subclass with class attributes and a few methods; all of them have a default that does nothing, so that a
small kind stays small. What a kind needs of another kind it asks the graph for, by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from forgebook.core.document import Draft, MarkdownDocument, sections_to_fields
from forgebook.core.model import Fields
from forgebook.core.timeline import Event
from forgebook.core.views import NavEntry, PageView, Status

if TYPE_CHECKING:
    from pathlib import Path

    from forgebook.core.diagnostics import Code, FieldPath, Finding
    from forgebook.core.graph import ProjectGraph
    from forgebook.core.project import ProjectFile
    from forgebook.core.record import Record


@dataclass(frozen=True, slots=True)
class Derived:
    """A record that stands inside another: its id, its values and the path it was found at."""

    id: str
    fields: Fields
    path: FieldPath
    ref: str | None = None


class RecordKind:
    """A kind of record.

    Attributes:
        name: singular, as in references: `decision`.
        plural: the folder of its pages: `decisions`.
        label: the kind as a heading.
        label_plural: the heading of its index.
        folder: the folder below `records/`; empty for a kind that only exists inside others.
        model: the fields.
        codes: the diagnostics that its checks may give.
        derived_from: names of the kinds whose records may hold records of this kind.
        key_aliases: other spellings of keys and the field each means.
        headings: sections of a Markdown record (lower case) and the field that takes each.
        markdown: whether `.md` files in its folder are records.
        nav: where its index stands in the navigation, or None.
        templates: the folder of its templates, named `kind/…` in the environment.
        relation_labels: words for its relations where the name alone would not do.
        shown_apart: relations that its page shows in a place of their own, and not among its links.
        teaches: what would stand on the index if there were records, and why one would want it.
    """

    name: ClassVar[str]
    plural: ClassVar[str]
    label: ClassVar[str]
    label_plural: ClassVar[str]
    folder: ClassVar[str] = ""
    model: ClassVar[type[Fields]] = Fields
    codes: ClassVar[tuple[Code, ...]] = ()
    derived_from: ClassVar[tuple[str, ...]] = ()
    key_aliases: ClassVar[dict[str, str]] = {}
    headings: ClassVar[dict[str, str]] = {}
    markdown: ClassVar[bool] = False
    nav: ClassVar[NavEntry | None] = None
    templates: ClassVar[Path | None] = None
    relation_labels: ClassVar[dict[str, str]] = {}
    shown_apart: ClassVar[frozenset[str]] = frozenset()
    teaches: ClassVar[str] = ""

    @property
    def example(self) -> str:
        """A first record that teaches by being read, from `example.yml` in the kind's room; empty without one."""
        file = self.templates.parent / "example.yml" if self.templates else None
        return file.read_text(encoding="utf-8") if file is not None and file.is_file() else ""

    @property
    def example_name(self) -> str:
        """The file name that the example suggests, from its first line (`# file.yml`)."""
        first = self.example.split("\n", 1)[0]
        return first.removeprefix("#").strip().rpartition("/")[2] if first.startswith("#") else ""

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        """Settle what the model cannot know, such as a house vocabulary, before validation."""

    def accepts_file(self, document: MarkdownDocument) -> str | None:
        """Why a Markdown file in the kind's folder is no record (an index, a template), or None."""
        return None

    def from_markdown(self, document: MarkdownDocument) -> Draft:
        """A draft of the values in a Markdown file: front matter, then sections by their headings."""
        return sections_to_fields(document, self.headings)

    def derive(self, record: Record) -> Iterator[Derived]:
        """Records of this kind inside `record`, which is of a kind named in `derived_from`."""
        return iter(())

    def derived_id(self, fields: Fields) -> str | None:
        """The id of an entry of a list file that gives none, or None where it must."""
        return None

    def soft_names(self, record: Record) -> Iterable[str]:
        """Names that references may use where they fit one record only, such as a display number."""
        return ()

    def title(self, record: Record, graph: ProjectGraph) -> str:
        """The title of a record that gives none."""
        return record.raw_id.replace("-", " ").replace("_", " ").strip().capitalize() or record.id

    def address(self, record_id: str) -> str:
        """The address of the page of the record with this id, or of its place in a page."""
        return f"{self.plural}/{record_id}/"

    def item_address(self, record: Record, parent: Record) -> str:
        """The address of a record that stands inside `parent`."""
        return f"{parent.address}#{record.ref.partition('#')[2]}" if "#" in record.ref else self.address(record.id)

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        """The status that readers see first, or None for a kind without one."""
        return None

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        """The dated events of a record, past and planned."""
        return ()

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        """Findings on the full graph."""
        return ()

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """The fields that a partner or public site starts from, before the filter takes out what is hidden.

        `graph` is the full one: what a hidden record makes true of a visible one is written down here, so that the
        filtered site says nothing false.
        """
        return record.fields

    def facts(self, record: Record, graph: ProjectGraph) -> dict[str, Any]:
        """Computed values that `show --format json` and templates add to the written ones."""
        return {}

    def views(self, graph: ProjectGraph) -> Iterable[PageView]:
        """All pages of the kind."""
        yield from self.index_views(graph)
        for record in graph.of(self.name):
            yield self.record_view(record, graph)

    def index_views(self, graph: ProjectGraph) -> Iterable[PageView]:
        """The kind's index page."""
        if self.nav is not None:
            yield PageView(
                address=f"{self.plural}/",
                title=self.label_plural,
                template=f"{self.name}/index.html",
                context={"kind": self, "records": graph.of(self.name)},
                nav=self.nav,
            )

    def record_view(self, record: Record, graph: ProjectGraph) -> PageView:
        """The page of one record."""
        return PageView(
            address=record.address,
            title=record.title,
            template=f"{self.name}/record.html",
            context={"record": record, "kind": self, **self.facts(record, graph)},
            description=record.fields.summary or "",
            record=record,
        )
