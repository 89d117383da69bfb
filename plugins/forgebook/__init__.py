"""Forgebook: a team's records, read into a project graph and shown as a site that people trust."""

__version__ = "0.1.0"
