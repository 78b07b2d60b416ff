"""Basement: SQLite with fair writers. One lock file per database; whoever wants to write stands in line."""
