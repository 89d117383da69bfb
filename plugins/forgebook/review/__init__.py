"""Two states of a project side by side, for a reviewer: what shows to whom, what changed, what breaks."""
