"""The edge: tags of the office's templates."""
