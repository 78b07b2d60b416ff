"""Settings: base for all, then production (the default), dev and test."""
