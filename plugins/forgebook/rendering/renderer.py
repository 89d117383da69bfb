"""From a view to the body of a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup

from forgebook.core.graph import ProjectGraph
from forgebook.core.kind import RecordKind
from forgebook.core.settings import SiteSettings
from forgebook.core.views import PageView
from forgebook.rendering.body import Body
from forgebook.rendering.compiled import CompiledTemplates
from forgebook.rendering.glossary import Glossary
from forgebook.rendering.kept import KeptBodies
from forgebook.rendering.links import Assets
from forgebook.rendering.markdown import Cache, MarkdownRenderer
from forgebook.rendering.scope import PageScope
from forgebook.rendering.traces import TracedGraph

SHIPPED = "forgebook"


class Renderer:
    """Renders the views of one site.

    `cache` keeps converted texts, `pages` whole bodies; a site without them makes both anew each time.
    """

    def __init__(
        self,
        graph: ProjectGraph,
        settings: SiteSettings,
        shared: Sequence[Path],
        cache: Cache | None = None,
        pages: Cache | None = None,
    ) -> None:
        self.settings = settings
        self.assets = Assets(settings)
        self._templates: dict[str, Template] = {}
        self.markdown = MarkdownRenderer(settings.markdown_extensions, settings.extension_configs, cache)
        traced = TracedGraph(graph)
        keeps = pages is not None and self.markdown.is_settled
        self.kept = KeptBodies(graph, traced, self.assets, pages) if pages is not None and keeps else None
        self.graph = cast("ProjectGraph", traced) if keeps else graph
        self.glossary = Glossary(self.graph, settings)
        self.environment = make_environment(graph.kinds, shared, settings.templates)
        self.environment.globals.update(graph=self.graph, project=graph.project, settings=settings, as_of=graph.as_of)

    def body(self, view: PageView) -> Body:
        """The body of a page."""
        return self._rendered(view) if self.kept is None else self.kept.body(view, self._rendered)

    def scope(self, address: str) -> PageScope:
        """The helper `page` of the templates, for the page at this address."""
        return PageScope(address, self.graph, self.settings, self.markdown, self.assets)

    def part(self, name: str, scope: PageScope, **context: object) -> str:
        """A template that makes a part of a page."""
        return self._template(name).render({**context, "page": scope})

    def _rendered(self, view: PageView) -> Body:
        template = self._template(view.template)
        html = template.render({**view.context, "page": self.scope(view.address), "view": view})
        return Body(self.glossary.explained(html, view.address), found=None if view.searchable else [])

    def _template(self, name: str) -> Template:
        """A kind's template, or the generic one where the kind brings none."""
        found = self._templates.get(name)
        if found is None:
            fallback = name.replace(f"{name.partition('/')[0]}/", "generic/", 1)
            found = self._templates[name] = self.environment.select_template([name, fallback])
        return found


def make_environment(kinds: Mapping[str, RecordKind], shared: Sequence[Path], overrides: Path | None) -> Environment:
    """The Jinja environment: a user's templates first, then a kind's own, then the shared ones.

    A template of ours is also known as `forgebook/NAME`, so that one that overrides it can extend it.
    """
    own: dict[str, BaseLoader] = {
        kind.name: FileSystemLoader(kind.templates) for kind in kinds.values() if kind.templates
    }
    shipped = ChoiceLoader([PrefixLoader(own), FileSystemLoader(list(shared))])
    loaders: list[BaseLoader] = [shipped, PrefixLoader({SHIPPED: shipped})]
    if overrides is not None:
        loaders.insert(0, FileSystemLoader(overrides))
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=overrides is not None,
        bytecode_cache=CompiledTemplates(),
        optimized=False,  # to fold constants takes longer than it saves on a site's pages
    )
    environment.filters["count"] = _count
    return environment


def _count(values: Any, one: str, many: str | None = None) -> Markup:
    """`3 changes`: a number never stands without its unit."""
    number = values if isinstance(values, int) else len(values)
    return Markup("<b>{}</b> {}").format(number, one if number == 1 else many or f"{one}s")
