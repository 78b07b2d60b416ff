"""One module per group of commands; each registers its commands when it is imported."""
