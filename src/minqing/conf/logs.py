"""What goes to the server's log: lines, without the one-time links that some addresses are."""

import logging
import re

ONE_TIME = re.compile(r"(/rate/+)[^\s/]+", re.IGNORECASE)
"""However it was typed: with a slash or a point too many it is looked up nowhere, but still opens a rating."""


class LineFormatter(logging.Formatter):
    """Write a record as one line; the token of a rating link is left out, also of what an exception says."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return ONE_TIME.sub(r"\1…", super().format(record))
