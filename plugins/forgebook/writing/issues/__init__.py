"""Filled forms: what a stranger wrote into an issue becomes a new record, or a change to one."""
