"""The weekly and monthly briefing: one text, as a page, as a Word document and on A4."""
