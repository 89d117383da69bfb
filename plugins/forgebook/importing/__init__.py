"""From what a team has elsewhere to records: read, compare with what was imported before, write, and say so."""
