"""The pattern book: every component with its states, on one plain page, in development only."""
