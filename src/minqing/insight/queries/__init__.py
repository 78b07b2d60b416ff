"""Reads of what is derived: from facts alone, through declared measures."""

from .board import board
from .reach import widest_grant

__all__ = ["board", "widest_grant"]
