"""The overseer's page: what is late, what will be, where it bounces, whose word stands against whose."""
