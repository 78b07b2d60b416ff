"""Answers worth reading: standard replies filled in from facts, and a look at each answer before it is sent."""
