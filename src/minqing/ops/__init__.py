"""Edge: the operator's command line, the worker, the supervisor, backup and restore, health, demo county, benches."""
