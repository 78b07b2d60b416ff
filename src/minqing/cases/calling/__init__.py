"""
Calling departments to a place (吹哨报到): a township or a grid calls, each department reports in, both are judged.

:source: HL-12; ADR 0093.
"""
