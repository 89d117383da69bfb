"""Kinds of records. Each is a room of its own; none imports another."""
