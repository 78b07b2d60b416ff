"""Boundaries of divisions, points of villages: from the county's own file, kept in whole numbers, drawn here."""
