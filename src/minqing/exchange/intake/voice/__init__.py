"""A voice message as a way in: kept as it was spoken, written down by a person, then registered."""
