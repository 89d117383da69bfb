"""The one place that knows the order: load, evidence, check, filter, pages."""

from forgebook.pipeline.project import Project, load_project


__all__ = ["Project", "load_project"]
