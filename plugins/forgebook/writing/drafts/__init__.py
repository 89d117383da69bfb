"""New records: a kind's starting text, filled with what was given and what the graph proposes."""
