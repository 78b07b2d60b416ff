"""What a resident may open and send, one file per page."""
