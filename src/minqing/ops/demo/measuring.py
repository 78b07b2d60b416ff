"""Measures that the invented county declared itself, so that their pages have something to show."""

from datetime import datetime
from pathlib import Path
from typing import Final

from minqing.insight.own.service import publish_measure
from minqing.kernel.access import Actor

FOLDER: Final = Path(__file__).parent / "data" / "measures"


def publish_own_measures(*, actor: Actor, at: datetime) -> int:
    """
    Publish every definition of the folder, in the order of their names.

    :return: how many.
    """
    files = sorted(FOLDER.glob("*.yaml"))
    for file in files:
        publish_measure(text=file.read_text(encoding="utf-8"), actor=actor, at=at)
    return len(files)
