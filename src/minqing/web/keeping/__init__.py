"""Keeping the house in order: what could not be delivered, and the ledger's seals."""
