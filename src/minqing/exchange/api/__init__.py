"""The JSON API, version 1. Each module holds one group of addresses; each function makes one call."""
