"""The panels of one analysis: what a table of numbers does not show, each from facts alone and within a reach."""
