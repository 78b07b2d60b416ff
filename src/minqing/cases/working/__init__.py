"""People's work: handing a request to a colleague, standing in, and what lies with whom; counts, never ranks."""
