"""Reads of what is derived: from facts alone, through declared measures."""

from .board import Asked, board
from .reach import reach_of, widest_grant

__all__ = ["Asked", "board", "reach_of", "widest_grant"]
