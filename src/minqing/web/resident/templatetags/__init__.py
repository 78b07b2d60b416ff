"""Words and drawings of the resident's templates."""
