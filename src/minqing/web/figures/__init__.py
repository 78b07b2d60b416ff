"""What every figure asks, counts, and where it misleads."""
