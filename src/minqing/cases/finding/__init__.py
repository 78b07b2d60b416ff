"""
Asking the index of requests: the newest hits, and enough of the others to count them up to a thousand.

Every word must be found, each as one of its phrases. What is common is found among the newest requests, one by one;
only for what is rarer there the index is asked, which lays out all that it holds of a word before it gives the newest.
So the worst words stay fast: one character that every request has, two frequent words that never meet, a word that
stands in the oldest request alone.

:source: ADR 0075, measured there.
"""

from django.db import connection

from . import fts5, tsvector
from .asked import THOUSAND, Asked, Hits, scopes_of
from .days import day_sets
from .spoken import words_of

__all__ = ["THOUSAND", "Asked", "Hits", "day_sets", "hits", "scopes_of", "words_of"]


def hits(asked: Asked) -> Hits:
    """
    Ask the index.

    The tokens that narrow it are no gate: the caller asks ``within()`` again before showing or counting anything.
    """
    if not asked.words:
        return Hits([], is_all=True)
    return (fts5 if connection.vendor == "sqlite" else tsvector).hits(asked)
