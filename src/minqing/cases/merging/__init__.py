"""Requests about the same: merged and answered together, taken apart again, linked, and parts of a larger one."""
