"""Files to records: find, decode, parse, validate. Nothing in here changes a file."""
