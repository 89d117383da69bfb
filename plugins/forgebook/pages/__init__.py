"""Pages across kinds."""
