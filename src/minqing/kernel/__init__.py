"""Basement: errors, references, time, lifecycles, actors and scope, paging. Knows nobody above; holds no models."""
