"""Our Django apps, from the ground floor up."""

import os
from pathlib import Path

__all__ = ["OUR_APPS", "UNDER_CONSTRUCTION"]

UNDER_CONSTRUCTION = True
HOUSE = Path(__file__).resolve().parents[2]

ALL_APPS = [
    "minqing.ledger",
    "minqing.rulebook",
    "minqing.territory",
    "minqing.directory",
    "minqing.vault",
    "minqing.cases",
    "minqing.web",
    "minqing.web.resident",
    "minqing.exchange",
    "minqing.ops",
]


def stands(app: str) -> bool:
    """Say whether an app's folder has been built; ``MINQING_APPS=ledger,cases`` narrows the choice for a while."""
    wanted = os.environ.get("MINQING_APPS", "")
    if wanted and app.removeprefix("minqing.") not in wanted.split(","):
        return False
    if app == "minqing.exchange" and not (HOUSE / "directory/channels.py").exists():
        return False
    return (HOUSE.parent / app.replace(".", "/") / "apps.py").exists()


OUR_APPS = [app for app in ALL_APPS if stands(app) or not UNDER_CONSTRUCTION]
