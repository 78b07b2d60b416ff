"""Gatherings and topics."""
