"""Open311 servers of other systems: reading their requests, sending them ours, and keeping both in step."""
