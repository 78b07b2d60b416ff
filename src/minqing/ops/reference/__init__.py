"""The reference pages that are printed from the code's own declarations, so that they cannot be out of date."""

from .writing import pages, write_reference

__all__ = ["pages", "write_reference"]
