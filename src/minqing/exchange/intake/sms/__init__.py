"""Text messages as a way in: requests, look-ups by receipt, and STOP."""
