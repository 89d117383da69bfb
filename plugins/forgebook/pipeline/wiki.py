"""Links from hand-written pages to records, written `[[kind/id]]` as records write them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from forgebook.core.prose import WIKI_LINK, WikiLink, wiki_links
from forgebook.pipeline.site import Site


def link_records(
    markdown: str, src_uri: str, site: Site, sources: Mapping[str, str], say: Callable[[str], None]
) -> str:
    """Turn wiki links into links that a site generator follows; what stands in code stays.

    Args:
        markdown: the text of a hand-written page.
        src_uri: its path below the docs folder.
        site: what this reader may see.
        sources: the file that the generator knows each address by.
        say: is told of links that lead nowhere.
    """
    parts: list[str] = []
    at = 0
    for link in wiki_links(markdown):
        match = WIKI_LINK.match(markdown, link.start)
        words = _words(link, src_uri, site, sources)
        if match is None or words is None:
            if link.target.partition("/")[0] in site.graph.kinds:
                say(f'docs/{src_uri} FB306 no record "{link.target}" (correct the id, or put the link in backticks)')
            continue
        parts += [markdown[at : link.start], words]
        at = match.end()
    return "".join([*parts, markdown[at:]])


def _words(link: WikiLink, src_uri: str, site: Site, sources: Mapping[str, str]) -> str | None:
    """A Markdown link; plain words where the record is hidden; None where there is none."""
    ref = site.graph.resolve(link.target).ref
    address = site.graph.address_of(ref) if ref else None
    if ref is None or address is None:
        hidden = site.project.graph.resolve(link.target).ref is not None
        return (link.text or "internal record") if hidden else None
    path, hash_, fragment = address.partition("#")
    record = site.graph.get(ref) or site.graph.get(ref.partition("#")[0])
    words = link.text or (record.title if record else link.target)
    source = sources.get(path)
    if source is None:
        return words
    return f"[{words}]({posixpath.relpath(source, posixpath.dirname(src_uri) or '.')}{hash_}{fragment})"
