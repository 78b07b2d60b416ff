"""What kind of request it is: said by a clerk, suggested from the words, never asked of a resident."""
