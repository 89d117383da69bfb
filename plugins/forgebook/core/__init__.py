"""What a record is. Nothing in here imports another part of Forgebook."""
