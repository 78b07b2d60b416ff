"""Pages of measures: all of them, each with its history, and the county's own as they are written and published."""
