"""Models that suggest matters, and suggestions in forms."""
