"""Paper: A4 sheets of code cards to cut and post, and the office's list of which card hangs where."""

from .cards import card_sheet_pdf
from .lists import posting_list_pdf

__all__ = ["card_sheet_pdf", "posting_list_pdf"]
