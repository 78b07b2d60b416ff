"""Devices as a way in: a water level, a street lamp. Each stands at a place; one fault is one request."""
