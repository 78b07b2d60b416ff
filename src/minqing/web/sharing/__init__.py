"""Shared data: the catalogue, grants to other systems, and what was taken under them."""
