"""Shared applications: which data there are, who answers for them, to which system they are given, and what it took."""
