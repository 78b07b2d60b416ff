"""Pages of a party branch: its own slips."""
