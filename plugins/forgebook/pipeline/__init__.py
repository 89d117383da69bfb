"""The one place that knows the order: load, evidence, check, filter, pages."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from forgebook.pipeline.project import Project, load_project

if TYPE_CHECKING:
    from forgebook.pipeline.site import Site, make_site

__all__ = ["Project", "Site", "load_project", "make_site"]


def __getattr__(name: str) -> Any:
    """`Site` and `make_site` bring along all that makes pages, which a check can do without."""
    if name in ("Site", "make_site"):
        return getattr(import_module("forgebook.pipeline.site"), name)
    raise AttributeError(name)
