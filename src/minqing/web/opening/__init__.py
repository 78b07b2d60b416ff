"""One number opened: what it stands on, its rows, and the facts beneath."""
