"""Our Django apps, from the ground floor up."""

__all__ = ["OUR_APPS"]

OUR_APPS = [
    "minqing.ledger",
    "minqing.rulebook",
    "minqing.territory",
    "minqing.directory",
    "minqing.vault",
    "minqing.cases",
    "minqing.insight",
    "minqing.web",
    "minqing.web.resident",
    "minqing.exchange",
    "minqing.ops",
]
