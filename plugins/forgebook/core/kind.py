"""What a kind of record is: the one interface that a kind's room implements.

A kind is a subclass with class attributes and a few methods; all of them have a default that does nothing, so that a
small kind stays small. What a kind needs of another kind it asks the graph for, by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from forgebook.core.document import Draft, MarkdownDocument, sections_to_fields
from forgebook.core.drafting import Proposal, Wish, id_of_words
from forgebook.core.fields import RefTo
from forgebook.core.model import Fields
from forgebook.core.schema import specs
from forgebook.core.skeleton import markdown_skeleton, required_days, skeleton
from forgebook.core.timeline import Event, Held
from forgebook.core.views import NavEntry, PageView, Status

if TYPE_CHECKING:
    from pathlib import Path

    from forgebook.core.diagnostics import Code, FieldPath, Finding
    from forgebook.core.evidence import FileFacts
    from forgebook.core.forms import Form
    from forgebook.core.graph import ProjectGraph
    from forgebook.core.project import ProjectFile
    from forgebook.core.provenance import Provenance
    from forgebook.core.record import Record


@dataclass(frozen=True, slots=True)
class Derived:
    """A record that stands inside another: its id, its values and the path it was found at."""

    id: str
    fields: Fields
    path: FieldPath
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class PublicFace:
    """What a partner or public site shows in the place of a record: an id and fields that tell nothing else of it."""

    id: str
    fields: Fields


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
        forms: what people can fill in outside of the files: new records of the kind, and changes to them.
        teaches: what would stand on the index if there were records, and why one would want it.
        first: options of `forgebook new` that make a first record, where nothing is there yet.
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
    forms: ClassVar[tuple[Form, ...]] = ()
    teaches: ClassVar[str] = ""
    first: ClassVar[str] = '--title "A first one"'

    @property
    def example(self) -> str:
        """A first record that teaches by being read, from `example.yml` in the kind's room; empty without one."""
        return self._own_file("example.yml")

    @property
    def example_name(self) -> str:
        """The file name that the example suggests, from its first line (`# file.yml`)."""
        first = self.example.split("\n", 1)[0]
        return first.removeprefix("#").strip().rpartition("/")[2] if first.startswith("#") else ""

    @property
    def first_command(self) -> str:
        """The command that makes a first record, as an empty page names it; empty where there is none."""
        return f"forgebook new {self.name} {self.first}".strip() if self.folder else ""

    @property
    def needs(self) -> tuple[str, ...]:
        """The kinds without which there is no record of this one: those that its required fields name."""
        fields = self.model.model_fields
        named = (s.meaning for s in specs(self.model) if fields[s.name].is_required() and s.role == "leaf")
        return tuple(kind for meaning in named if isinstance(meaning, RefTo) for kind in meaning.kinds)

    @property
    def draft_text(self) -> str:
        """What a new record starts from: `draft.yml` in the kind's room, else a text told from its model.

        It is YAML with a line for each field that one may want; those that can do without are commented out.
        """
        return self._own_file("draft.yml") or skeleton(self.model)

    @property
    def draft_markdown(self) -> str:
        """The same for kinds whose records may be Markdown: `draft.md`, else a text told from model and headings."""
        return self._own_file("draft.md") or markdown_skeleton(self.model, self.headings)

    def _own_file(self, name: str) -> str:
        """The text of a file in the kind's room; empty where there is none."""
        file = self.templates.parent / name if self.templates else None
        return file.read_text(encoding="utf-8") if file is not None and file.is_file() else ""

    def propose(self, wish: Wish, graph: ProjectGraph) -> Proposal:
        """What a new record should hold beside what its author gave, told from the graph.

        The id comes from the title and days that must be given are today, unless the kind knows better.

        Raises:
            CannotPropose: the author must say something first.
        """
        title = {"title": wish.title} if wish.title else {}
        today = dict.fromkeys(required_days(self.model), graph.as_of)
        return Proposal(id=id_of_words(wish.title), values={**title, **today})

    def prepare(self, draft: Draft, project: ProjectFile) -> None:
        """Settle what the model cannot know, such as a house vocabulary, before validation."""

    def other_words(self, project: ProjectFile) -> dict[str, dict[str, str]]:
        """By field, the words that `prepare` takes besides the model's, whatever their case, and what each means.

        Editors propose those with a meaning; one that is only put up with has none.
        """
        return {}

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

    def place(self, record: Record) -> str:
        """The address of a record that stands in no other: that of its id, unless its values tell it."""
        return self.address(record.id)

    def item_address(self, record: Record, parent: Record) -> str:
        """The address of a record that stands inside `parent`."""
        return f"{parent.address}#{record.ref.partition('#')[2]}" if "#" in record.ref else self.address(record.id)

    def status(self, record: Record, graph: ProjectGraph) -> Status | None:
        """The status that readers see first, or None for a kind without one."""
        return None

    def holding_status(self, record: Record, graph: ProjectGraph) -> str | None:
        """The status that holds, in the word that records use for it; None for a kind without one."""
        return getattr(record.fields, "status", None)

    def events(self, record: Record, graph: ProjectGraph) -> Iterable[Event]:
        """The dated events of a record, past and planned."""
        return ()

    def held(self, record: Record, graph: ProjectGraph) -> Held | None:
        """From when to when the record held; None for one that never did, and for a kind that cannot tell."""
        return None

    def check(self, graph: ProjectGraph) -> Iterable[Finding]:
        """Findings on the full graph."""
        return ()

    def check_change(self, before: Record, after: Record) -> Iterable[Finding]:
        """Findings on what a change did to a record: how it was, and how it is. Asked where git tells both."""
        return ()

    def check_removal(self, before: Record) -> Iterable[Finding]:
        """Findings on a record that is gone: how it was. Asked where `check_change` is."""
        return ()

    def lacks_date(self, record: Record) -> bool:
        """Whether the history of its file may date a record that gives no date itself."""
        return False

    def settle_dates(self, record: Record, facts: FileFacts) -> None:
        """Date a record that lacks a date by the history of its file. What is inferred must say so."""

    def provenance(self, record: Record) -> Iterable[Provenance]:
        """Where values of a record in another style were found, for a report on the reading."""
        return ()

    def redact(self, record: Record, graph: ProjectGraph) -> Fields:
        """The fields that a partner or public site starts from, before the filter takes out what is hidden.

        `graph` is the full one: what a hidden record makes true of a visible one is written down here, so that the
        filtered site says nothing false.
        """
        return record.fields

    def stands(self, fields: Fields) -> bool:
        """Whether a record that was trimmed for a reader still says something; one that does not goes as a whole."""
        return True

    def public_face(self, record: Record) -> PublicFace | None:
        """What a partner or public site shows in the place of a record, whatever the record's visibility.

        None for the record itself, as far as its visibility lets it show. References lead to the face; nothing else of
        the record leaves the team.
        """
        return None

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
