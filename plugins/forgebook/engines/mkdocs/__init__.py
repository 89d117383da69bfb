"""Plugins for MkDocs and ProperDocs."""
