"""The matter catalogue: classes, subclasses and matters in versions, and what belongs to each matter."""
