"""The panels of one analysis as data: the numbers of each page, the same reach, the same refusals."""

from .views import router

__all__ = ["router"]
