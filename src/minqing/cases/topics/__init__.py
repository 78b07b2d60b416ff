"""Gatherings: where many ask for the same, and what is made of it."""
