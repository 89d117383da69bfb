"""The sources that records can be imported from, one module each."""
