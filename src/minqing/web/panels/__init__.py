"""The panels of one analysis: control charts, ageing, durations, paths, seasons, supply beside need."""
