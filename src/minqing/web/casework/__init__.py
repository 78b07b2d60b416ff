"""One request: its page, its verbs, its paper."""
