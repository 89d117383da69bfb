"""JSON Schema (draft 7) of the files that people write, for the editors that they write them in."""
