"""
Roll-ups: what facts add up to, kept beside them, so that a number is read and not counted.

A *line* is what a term of a measure counts. A *cell* is one line over one period, at or below one organisation or one
place. Cells are folded from facts in the one order and hold nothing that the facts do not say.

:source: ADR 0065.
"""
