"""Edits of record files by programs: what was not changed stays the same bytes."""
