"""Tests of the panels of one analysis."""
