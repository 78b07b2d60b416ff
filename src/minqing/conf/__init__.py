"""Composition root: settings, the table of addresses, the web entry. The only package that knows every other."""
