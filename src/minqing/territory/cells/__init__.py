"""
Grid cells on the map: drawn inside their village, split by a line, merged with a neighbour; each with its history.

:source: ADR 0095; rules GR-01 to GR-03.
"""
