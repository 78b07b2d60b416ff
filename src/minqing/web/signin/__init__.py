"""Signing in, choosing a post, signing out, and how this browser likes its pages."""
