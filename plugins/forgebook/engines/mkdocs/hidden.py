"""Hand-written pages and their pictures on a partner or public site, taken out of what MkDocs has gathered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import meta

from forgebook.pipeline import Site
from forgebook.pipeline.hidden_docs import DocsFile, HiddenDocs, hidden_docs, without_hidden


def remove_hidden(files: Files, config: MkDocsConfig, site: Site) -> None:
    """Take out hidden pages, the sources of records, pictures that only those use, and their navigation entries.

    What the pages that are left say of them goes too, and their edit links where the repository is not public.
    """
    # Pages that another plugin made are somebody's words as well; of other files only those of docs/ are ours to judge.
    own = [
        file
        for file in files
        if file.is_documentation_page() or (file.src_dir is not None and file.generated_by is None)
    ]
    told = [DocsFile(file.src_uri, lambda file=file: file.content_string) for file in own]  # type: ignore[misc]
    hidden = hidden_docs(told, site, Path(config.docs_dir), _front)
    for file in own:
        if file.src_uri in hidden.removed:
            files.remove(file)
    config.nav = without_hidden(config.nav, hidden.removed)
    _trim_texts([file for file in own if file.src_uri in hidden.shown], hidden, site)


def _front(text: str) -> Mapping[str, Any]:
    """The front matter as MkDocs reads it."""
    _, front = meta.get_data(text)
    return front


def _trim_texts(shown: list[File], hidden: HiddenDocs, site: Site) -> None:
    own = site.graph.project.own_repository
    for file in shown:
        if own is None or not own.public:
            file.edit_uri = None
        text = file.content_string
        trimmed = hidden.trimmed(file.src_uri, text)
        if trimmed != text:
            file.content_string = trimmed
