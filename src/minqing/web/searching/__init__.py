"""Searching requests and places; reading notices."""
