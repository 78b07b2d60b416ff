"""
The county's own measures: declared as one text each, looked through, worked out by their example, published for good.

:source: ADR 0070.
"""
