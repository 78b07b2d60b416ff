"""Stocks in tests: positions for everything that happened, and what remains of each stock."""

from minqing.ledger.positions import forget_transactions, last_position, settle_all
from minqing.ledger.rolls.remaining import fold_stocks

__all__ = ["settle"]


def settle(*, fold: bool = False) -> int:
    """Give positions to everything, also to what this test's own transaction wrote; the last of them."""
    forget_transactions()
    settle_all()
    if fold:
        fold_stocks()
    return last_position()
