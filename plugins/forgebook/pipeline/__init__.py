"""The one place that knows the order: load, evidence, check, filter, pages."""

from forgebook.pipeline.project import Project, load_project
from forgebook.pipeline.site import Site, make_site

__all__ = ["Project", "Site", "load_project", "make_site"]
