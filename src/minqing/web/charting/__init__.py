"""Larger charts as pure functions: numbers in, geometry in per cent out, so that a phone sees it as large as a desk."""
